import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { callVendor, faultVendorForFile, textOf } from "./call-vendor.ts";
import { vendorWires } from "./vendor-wire.ts";

const server = faultVendorForFile();

for (const wire of vendorWires) {
  describe(wire.name, () => {
    test("a call stopped before it begins sends nothing", async () => {
      const signal = AbortSignal.abort();
      const { outcome, events } = await callVendor(wire, server().origin, { signal });
      assert.deepEqual(outcome, { kind: "stopped", text: "" });
      assert.deepEqual(events, []);
      assert.equal(server().received.length, 0);
    });

    test("a call stopped while it streams keeps the text and hangs up", async () => {
      server().answer(() => ({ chunks: [wire.begin("So far")], finish: "hang" }));
      const stop = new AbortController();
      const { outcome } = await callVendor(wire, server().origin, {
        signal: stop.signal,
        onEvent: () => stop.abort(),
      });
      assert.deepEqual(outcome, { kind: "stopped", text: "So far" });
      await server().received[0]?.closed;
    });

    test("a call stopped before headers arrive hangs up", async () => {
      const stop = new AbortController();
      server().answer(() => {
        queueMicrotask(() => stop.abort());
        return { chunks: [], finish: "hang" };
      });
      const { outcome } = await callVendor(wire, server().origin, { signal: stop.signal });
      assert.deepEqual(outcome, { kind: "stopped", text: "" });
      await server().received[0]?.closed;
    });

    test("nothing is told after the stop, though whole events had arrived", async () => {
      const stream = wire.stream({ text: "a long answer that goes on and on" });
      server().answer(() => ({ chunks: [stream] }));
      const stop = new AbortController();
      const { outcome, events } = await callVendor(wire, server().origin, {
        signal: stop.signal,
        onEvent: () => stop.abort(),
      });
      assert.equal(outcome.kind, "stopped");
      assert.equal(events.length, 1);
      assert.equal(outcome.kind === "stopped" && outcome.text, textOf(events));
    });
  });
}
