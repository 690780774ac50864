import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ModelPort } from "../../src/model/model-port.ts";
import { defaultRetryPolicy, type RetryTiming, withRetry } from "../../src/model/with-retry.ts";
import { callVendor, failureOf, faultVendorForFile, json } from "./call-vendor.ts";
import { type VendorWire, vendorWires } from "./vendor-wire.ts";

const server = faultVendorForFile();
const atOnce: RetryTiming = { random: () => 0.5, wait: async () => undefined };

function retrying(wire: VendorWire, timing: RetryTiming): VendorWire {
  const create = (config: Parameters<VendorWire["create"]>[0]): ModelPort =>
    withRetry(wire.create(config), defaultRetryPolicy, timing);
  return { ...wire, create };
}

for (const wire of vendorWires) {
  describe(`${wire.name} with our retry policy`, () => {
    test("three refusals and an answer are an answer, after one request each", async () => {
      const busy = json(wire.refuse("rate-limited"), { "retry-after": "3" });
      const good = { chunks: [wire.stream({ text: "There." })] };
      server().answer((index) => (index < 3 ? busy : good));
      const { outcome, events } = await callVendor(retrying(wire, atOnce), server().origin);
      assert.equal(outcome.kind, "completed");
      assert.equal(server().received.length, 4);
      const waits = events.filter((event) => event.type === "retry").map(({ wait }) => wait);
      assert.deepEqual(waits, [3000, 3000, 3000]);
    });

    test("a broken stream is retried from the start, without its text", async () => {
      const whole = wire.stream({ text: "The whole answer." });
      server().answer((index) => ({ chunks: [index === 0 ? wire.begin("The wh") : whole] }));
      const { outcome } = await callVendor(retrying(wire, atOnce), server().origin);
      assert.ok(outcome.kind === "completed");
      assert.deepEqual(outcome.parts, [{ type: "text", text: "The whole answer." }]);
      const [first, second] = server().received;
      assert.deepEqual(first?.body, second?.body);
    });

    test("a used-up quota is not asked again", async () => {
      server().answer(() => json(wire.refuse("quota")));
      const { outcome } = await callVendor(retrying(wire, atOnce), server().origin);
      assert.equal(failureOf(outcome).kind, "no-credit");
      assert.equal(server().received.length, 1);
    });

    test("a stop during the wait sends no further request", async () => {
      server().answer(() => json(wire.refuse("overloaded")));
      const stop = new AbortController();
      const timing = { ...atOnce, wait: async () => stop.abort() };
      const options = { signal: stop.signal };
      const { outcome } = await callVendor(retrying(wire, timing), server().origin, options);
      assert.deepEqual(outcome, { kind: "stopped", text: "" });
      assert.equal(server().received.length, 1);
    });
  });
}
