import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { LLMock } from "@copilotkit/aimock";
import type { Message } from "../../src/model/message.ts";
import { callVendor, textOf } from "./call-vendor.ts";
import { vendorWires } from "./vendor-wire.ts";

const mock = new LLMock({ chunkSize: 5 });
before(() => mock.start());
after(() => mock.stop());
beforeEach(() => {
  mock.reset();
});

for (const wire of vendorWires) {
  describe(`${wire.name} over the mock of the vendors' servers`, () => {
    test("streams text in pieces, with usage", async () => {
      mock.onMessage("Say hello", {
        content: "Hello from the mock, word by word.",
        usage: { input_tokens: 12, output_tokens: 34 },
      });
      const { outcome, events } = await callVendor(wire, mock.url);
      assert.equal(textOf(events), "Hello from the mock, word by word.");
      assert.ok(events.length > 3);
      assert.ok(outcome.kind === "completed");
      assert.equal(outcome.usage.freshInput, 12);
      assert.equal(outcome.usage.output, 34);
    });

    test("runs a loop of two parallel tool calls and an answer", async () => {
      mock.on(
        { hasToolResult: false },
        {
          content: "Let me look.",
          toolCalls: [
            { id: "call_a", name: "read_file", arguments: { path: "a.ts" } },
            { id: "call_b", name: "read_file", arguments: { path: "b.ts" } },
          ],
        },
      );
      mock.on({ toolCallId: "call_b" }, { content: "Both are empty." });
      const question: Message = {
        role: "user",
        parts: [{ type: "text", text: "What is in a and b?" }],
      };
      const first = await callVendor(wire, mock.url, { request: { messages: [question] } });
      assert.ok(first.outcome.kind === "completed", JSON.stringify(first.outcome));
      assert.equal(first.outcome.stop, "tools");
      const calls = first.outcome.parts.filter((part) => part.type === "tool-call");
      assert.deepEqual(
        calls.map((call) => call.input),
        [{ path: "a.ts" }, { path: "b.ts" }],
      );
      const results = calls.map(({ id, name }) => {
        return { type: "tool-result", id, name, text: "", isError: false } as const;
      });
      const messages: Message[] = [
        question,
        { role: "assistant", parts: first.outcome.parts },
        { role: "user", parts: results },
      ];
      const second = await callVendor(wire, mock.url, { request: { messages } });
      assert.equal(textOf(second.events), "Both are empty.");
      assert.ok(second.outcome.kind === "completed");
      assert.equal(second.outcome.stop, "end");
    });

    test("replays the mock's own reasoning", async () => {
      mock.onMessage("Say hello", { content: "Hi.", reasoning: "The person greets me." });
      const { outcome, events } = await callVendor(wire, mock.url);
      assert.ok(outcome.kind === "completed");
      const reasoning = events.map((event) => (event.type === "reasoning-delta" ? event.text : ""));
      assert.equal(reasoning.join(""), "The person greets me.");
      assert.equal(outcome.parts[0]?.type, "opaque");
    });

    test("fails as the mock's error says", async () => {
      mock.nextRequestError(429, { message: "Too many", type: "rate_limit_error" });
      const { outcome } = await callVendor(wire, mock.url);
      assert.equal(outcome.kind === "failed" && outcome.failure.kind, "rate-limited");
    });
  });
}
