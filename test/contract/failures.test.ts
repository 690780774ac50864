import assert from "node:assert/strict";
import { createServer } from "node:net";
import { describe, test } from "node:test";
import type { FailureKind } from "../../src/model/outcome.ts";
import { callVendor, failureOf, faultVendorForFile, json, testKey, textOf } from "./call-vendor.ts";
import { type Refusal, vendorWires } from "./vendor-wire.ts";

const server = faultVendorForFile();

const expected: readonly (readonly [Refusal, FailureKind, boolean])[] = [
  ["bad-request", "invalid-request", false],
  ["too-long", "context-overflow", false],
  ["wrong-key", "unauthorized", false],
  ["no-credit", "no-credit", false],
  ["forbidden", "unauthorized", false],
  ["unknown-model", "unknown-model", false],
  ["too-large", "invalid-request", false],
  ["rate-limited", "rate-limited", true],
  ["quota", "no-credit", false],
  ["server-fault", "overloaded", true],
  ["overloaded", "overloaded", true],
];

for (const wire of vendorWires) {
  describe(wire.name, () => {
    for (const [refusal, kind, retryable] of expected) {
      test(`${refusal} fails as ${kind} after one request`, async () => {
        const refused = wire.refuse(refusal);
        server().answer(() => json(refused));
        const failure = failureOf((await callVendor(wire, server().origin)).outcome);
        assert.deepEqual(
          [failure.kind, failure.retryable, failure.status],
          [kind, retryable, refused.status],
        );
        assert.ok(failure.message.length > 3);
        assert.doesNotMatch(failure.message, /^\d{3}\b|[{}]/, "the vendor's words only");
        assert.equal(server().received.length, 1);
      });
    }

    for (const [header, value, atLeast, atMost] of [
      ["retry-after", "7", 7000, 7000],
      ["retry-after-ms", "1500", 1500, 1500],
      ["retry-after", new Date(Date.now() + 60_000).toUTCString(), 40_000, 60_000],
      ["retry-after", "Wed, 21 Oct 2015 07:28:00 GMT", 0, 0],
    ] as const) {
      test(`${header}: ${value.replace(/^\w+, \d.*20[2-9]\d.*/, "a date")} is told in milliseconds`, async () => {
        server().answer(() => json(wire.refuse("rate-limited"), { [header]: value }));
        const failure = failureOf((await callVendor(wire, server().origin)).outcome);
        assert.ok(failure.retryAfter !== null, "no wait");
        assert.ok(failure.retryAfter >= atLeast && failure.retryAfter <= atMost);
      });
    }

    for (const kind of ["overloaded", "rate-limited"] as const) {
      test(`an error event (${kind}) after HTTP 200 fails with the text streamed before`, async () => {
        server().answer(() => ({ chunks: [wire.begin("Half a"), wire.errorEvent(kind)] }));
        const { outcome, events } = await callVendor(wire, server().origin);
        const failure = failureOf(outcome);
        assert.equal(textOf(events), "Half a");
        assert.deepEqual([failure.kind, failure.retryable, failure.status], [kind, true, null]);
      });
    }

    for (const status of [200, 403, 404, 502]) {
      test(`an HTML page with status ${status} is not an API`, async () => {
        const page = "<!doctype html><title>Sign in</title><p>Please sign in.";
        const headers = { "content-type": "text/html; charset=utf-8" };
        server().answer(() => ({ status, headers, chunks: [page] }));
        const failure = failureOf((await callVendor(wire, server().origin)).outcome);
        assert.deepEqual(
          [failure.kind, failure.retryable, failure.status],
          ["not-an-api", false, status],
        );
        assert.match(failure.message, /^http:\/\/127\.0\.0\.1:\d+ answered with an HTML page/);
      });
    }

    test("JSON where a stream was asked for is not an API of this kind", async () => {
      server().answer(() => json({ status: 200, body: { choices: [] } }));
      const failure = failureOf((await callVendor(wire, server().origin)).outcome);
      assert.equal(failure.kind, "not-an-api");
    });

    test("an address that does not exist is told apart from an unknown model", async () => {
      server().answer(() => json({ status: 404, body: { detail: "Not Found" } }));
      const failure = failureOf((await callVendor(wire, server().origin)).outcome);
      assert.equal(failure.kind, "not-an-api");
    });

    test("a redirect is not followed", async () => {
      const location = `${server().origin}/elsewhere`;
      server().answer(() => ({ status: 307, headers: { location }, chunks: [] }));
      const failure = failureOf((await callVendor(wire, server().origin)).outcome);
      assert.equal(failure.kind, "not-an-api");
      assert.equal(server().received.length, 1);
    });

    test("a key echoed by the vendor is taken out of its words", async () => {
      const encoded = Buffer.from(testKey).toString("base64");
      const body = {
        error: { type: "authentication_error", message: `${testKey} ${encoded} bad` },
      };
      server().answer(() => json({ status: 401, body: { type: "error", ...body } }));
      const failure = failureOf((await callVendor(wire, server().origin)).outcome);
      assert.equal(failure.message, "[key] [key] bad");
    });

    for (const apiKey of ["", "two words", "sk-line\nbreak", "sk-ключ"]) {
      test(`a key no header can carry (${JSON.stringify(apiKey)}) fails before any request`, async () => {
        const { outcome } = await callVendor(wire, server().origin, { config: { apiKey } });
        const failure = failureOf(outcome);
        assert.equal(failure.kind, "unauthorized");
        assert.ok(apiKey === "" || !failure.message.includes(apiKey));
        assert.equal(server().received.length, 0);
      });
    }

    test("a refused connection is unreachable", async () => {
      const origin = `http://127.0.0.1:${await freePort()}`;
      const failure = failureOf((await callVendor(wire, origin)).outcome);
      assert.deepEqual([failure.kind, failure.retryable], ["unreachable", true]);
      assert.match(failure.message, /ECONNREFUSED/);
    });

    test("an address that is none is unreachable", async () => {
      const failure = failureOf((await callVendor(wire, "not an address")).outcome);
      assert.equal(failure.kind, "unreachable");
    });

    test("silence in the middle of an answer stalls it and closes the connection", async () => {
      server().answer(() => ({ chunks: [wire.begin("Half")], finish: "hang" }));
      const config = { idleTimeout: 400 };
      const { outcome, events } = await callVendor(wire, server().origin, { config });
      assert.equal(failureOf(outcome).kind, "stalled");
      assert.equal(textOf(events), "Half");
      await server().received[0]?.closed;
    });

    test("silence before the first byte of an answer stalls it", async () => {
      server().answer(() => ({ chunks: [], finish: "hang" }));
      const { outcome } = await callVendor(wire, server().origin, { config: { idleTimeout: 60 } });
      assert.equal(failureOf(outcome).kind, "stalled");
    });

    test("a server that does not even send headers stalls", async () => {
      const mute = createServer();
      await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
      const address = mute.address();
      assert.ok(address !== null && typeof address === "object");
      const origin = `http://127.0.0.1:${address.port}`;
      const { outcome } = await callVendor(wire, origin, { config: { idleTimeout: 60 } });
      mute.close();
      assert.equal(failureOf(outcome).kind, "stalled");
    });

    test("keep-alive bytes alone are no progress for ever", async () => {
      const chunks = Array.from({ length: 100_000 }, () => wire.keepAlive);
      server().answer(() => ({ chunks, finish: "hang" }));
      const { outcome } = await callVendor(wire, server().origin, { config: { idleTimeout: 30 } });
      assert.equal(failureOf(outcome).kind, "stalled");
    });
  });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  assert.ok(address !== null && typeof address === "object");
  return address.port;
}
