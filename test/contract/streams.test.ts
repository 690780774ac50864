import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { bytes, callVendor, failureOf, faultVendorForFile, textOf } from "./call-vendor.ts";
import { sse } from "./sse.ts";
import { vendorWires } from "./vendor-wire.ts";

const server = faultVendorForFile();
const greeting = "Grüße, 世界 👋 – fertig";
const readCall = { id: "call_1", name: "read_file", json: '{"path":"src/größe.ts","line":3}' };
const listCall = { id: "call_2", name: "list_files", json: '{"folder":"src"}' };

for (const wire of vendorWires) {
  describe(wire.name, () => {
    test("streams text and counts what was used", async () => {
      server().answer(() => ({ chunks: [wire.stream({ text: greeting })] }));
      const { outcome, events } = await callVendor(wire, server().origin);
      assert.equal(textOf(events), greeting);
      assert.deepEqual(outcome, {
        kind: "completed",
        parts: [{ type: "text", text: greeting }],
        stop: "end",
        usage: wire.usage,
      });
    });

    test("gives parallel tool calls in order, with their reasoning in front", async () => {
      const answer = { reasoning: true, text: "Reading.", calls: [readCall, listCall] };
      server().answer(() => ({ chunks: [wire.stream(answer)] }));
      const { outcome, events } = await callVendor(wire, server().origin);
      assert.ok(outcome.kind === "completed");
      assert.equal(outcome.stop, "tools");
      assert.deepEqual(outcome.parts, [
        wire.opaque,
        { type: "text", text: "Reading." },
        { type: "tool-call", id: "call_1", name: "read_file", input: JSON.parse(readCall.json) },
        { type: "tool-call", id: "call_2", name: "list_files", input: { folder: "src" } },
      ]);
      const started = events.filter((event) => event.type === "tool-call-start");
      assert.deepEqual(
        started.map(({ id, name }) => [id, name]),
        [
          ["call_1", "read_file"],
          ["call_2", "list_files"],
        ],
      );
    });

    test("puts characters together that arrive byte by byte", async () => {
      const stream = wire.stream({ text: greeting, calls: [readCall] });
      server().answer(() => ({ chunks: bytes(stream) }));
      const { outcome, events } = await callVendor(wire, server().origin);
      assert.equal(textOf(events), greeting);
      assert.ok(outcome.kind === "completed");
      const input = outcome.parts.find((part) => part.type === "tool-call")?.input;
      assert.deepEqual(input, JSON.parse(readCall.json));
    });

    test("reads CRLF line ends, comments and events of unknown type", async () => {
      const odd = `: hello\n\n${sse([{ type: "unheard_of" }])}${wire.stream({ text: "ok" })}`;
      server().answer(() => ({ chunks: bytes(odd.replaceAll("\n", "\r\n"), 11) }));
      const { outcome } = await callVendor(wire, server().origin);
      assert.equal(outcome.kind, "completed");
    });

    test("an answer cut at any point is never complete and gives no tool call", async () => {
      const stream = Buffer.from(wire.stream({ text: "Reading.", calls: [readCall, listCall] }));
      const terminal = stream.lastIndexOf("event: ");
      for (let length = 0; length < stream.length; length += 17) {
        const finish = length % 2 === 0 ? "end" : "cut";
        server().answer(() => ({ chunks: [stream.subarray(0, length)], finish }));
        const { outcome } = await callVendor(wire, server().origin);
        if (length > terminal && outcome.kind === "completed") continue;
        const failure = failureOf(outcome);
        assert.ok(["cut", "unreachable"].includes(failure.kind), `${length}: ${failure.kind}`);
        assert.ok(failure.retryable);
      }
    });

    test("the token limit inside a call keeps the text and drops the call", async () => {
      const half = { ...readCall, json: '{"path":"src/gr' };
      server().answer(() => ({
        chunks: [wire.stream({ text: "Reading.", calls: [half], end: "limit" })],
      }));
      const { outcome } = await callVendor(wire, server().origin);
      assert.ok(outcome.kind === "completed");
      assert.equal(outcome.stop, "length");
      assert.deepEqual(outcome.parts, [{ type: "text", text: "Reading." }]);
    });

    test("the token limit drops even a call that looks whole, and the reasoning before it", async () => {
      const answer = { reasoning: true, calls: [readCall], end: "limit" } as const;
      server().answer(() => ({ chunks: [wire.stream(answer)] }));
      const { outcome } = await callVendor(wire, server().origin);
      assert.ok(outcome.kind === "completed");
      assert.equal(outcome.stop, "length");
      assert.deepEqual(outcome.parts, []);
    });

    test("a refusal is an outcome of its own", async () => {
      server().answer(() => ({ chunks: [wire.stream({ text: "I will not.", end: "refusal" })] }));
      const { outcome } = await callVendor(wire, server().origin);
      assert.ok(outcome.kind === "completed");
      assert.equal(outcome.stop, "refusal");
      assert.deepEqual(outcome.parts, [{ type: "text", text: "I will not." }]);
    });

    for (const [what, broken] of [
      ["not JSON", '{"path": src}'],
      ["truncated JSON", '{"path":"a"'],
      ["two values", "{}{}"],
    ] as const) {
      test(`arguments that are ${what} fail as malformed`, async () => {
        const calls = [listCall, { ...readCall, json: broken }];
        server().answer(() => ({ chunks: [wire.stream({ calls })] }));
        const failure = failureOf((await callVendor(wire, server().origin)).outcome);
        assert.equal(failure.kind, "malformed");
        assert.match(failure.message, /read_file/);
      });
    }

    test("two calls with one id fail as malformed", async () => {
      const calls = [readCall, { ...listCall, id: readCall.id }];
      server().answer(() => ({ chunks: [wire.stream({ calls })] }));
      const failure = failureOf((await callVendor(wire, server().origin)).outcome);
      assert.equal(failure.kind, "malformed");
    });

    test("a call without arguments has an empty object as input", async () => {
      server().answer(() => ({ chunks: [wire.stream({ calls: [{ ...listCall, json: "" }] })] }));
      const { outcome } = await callVendor(wire, server().origin);
      assert.ok(outcome.kind === "completed");
      assert.deepEqual(outcome.parts, [
        { type: "tool-call", id: "call_2", name: "list_files", input: {} },
      ]);
    });

    for (const [what, answer] of [
      ["nothing", {}],
      ["reasoning only", { reasoning: true }],
      ["empty text", { text: "" }],
    ] as const) {
      test(`an answer of ${what} fails as empty`, async () => {
        server().answer(() => ({ chunks: [wire.stream(answer)] }));
        const failure = failureOf((await callVendor(wire, server().origin)).outcome);
        assert.equal(failure.kind, "empty");
      });
    }

    test("an event that is not JSON breaks the answer off", async () => {
      const chunks = [wire.begin("Hal"), "event: message_delta\ndata: {oops\n\n"];
      server().answer(() => ({ chunks }));
      const failure = failureOf((await callVendor(wire, server().origin)).outcome);
      assert.equal(failure.kind, "cut");
    });
  });
}
