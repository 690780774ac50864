import assert from "node:assert/strict";
import { test } from "node:test";
import type { ModelRequest } from "../../../../src/model/model-port.ts";
import { anthropicRequest } from "../../../../src/providers/anthropic/anthropic-request.ts";

const cache_control = { type: "ephemeral" };
const schema = { type: "object", properties: {}, required: [], additionalProperties: false };
const base: ModelRequest = {
  model: "claude-opus-5-5",
  system: ["Role", " ", "Plan"],
  messages: [{ role: "user", parts: [{ type: "text", text: "Hi" }] }],
  tools: [],
  maxOutputTokens: 500,
  cacheKey: "k",
};

test("the cache covers the last system block that says something", () => {
  assert.deepEqual(anthropicRequest(base).system, [
    { type: "text", text: "Role" },
    { type: "text", text: "Plan", cache_control },
  ]);
});

test("in a loop the cache also covers the conversation, outside one it does not", () => {
  const tools = [{ name: "look", description: "Looks.", schema }];
  const content = [{ type: "text", text: "Hi" }];
  assert.deepEqual(anthropicRequest(base).messages, [{ role: "user", content }]);
  assert.deepEqual(anthropicRequest({ ...base, tools }).messages, [
    { role: "user", content: [{ ...content[0], cache_control }] },
  ]);
});

test("tool results come before the text beside them, and empty ones say so", () => {
  const messages = [
    {
      role: "user",
      parts: [
        { type: "text", text: "And now?" },
        { type: "tool-result", id: "toolu_1", name: "look", text: "", isError: true },
      ],
    },
  ] as const;
  const [message] = anthropicRequest({ ...base, messages }).messages;
  assert.deepEqual(message?.content, [
    { type: "tool_result", tool_use_id: "toolu_1", content: "(no output)", is_error: true },
    { type: "text", text: "And now?" },
  ]);
});

test("a message that would be empty or thinking alone is left out", () => {
  const data = { type: "thinking", thinking: "", signature: "s" };
  const messages: ModelRequest["messages"] = [
    ...base.messages,
    { role: "assistant", parts: [{ type: "opaque", provider: "anthropic", data }] },
    { role: "assistant", parts: [{ type: "text", text: "\n" }] },
    { role: "user", parts: [] },
  ];
  assert.equal(anthropicRequest({ ...base, messages }).messages.length, 1);
});

test("ids another vendor made are mapped alike in call and result", () => {
  const id = `gemini:${"x".repeat(80)}`;
  const messages: ModelRequest["messages"] = [
    { role: "assistant", parts: [{ type: "tool-call", id, name: "look", input: {} }] },
    { role: "user", parts: [{ type: "tool-result", id, name: "look", text: "a", isError: false }] },
  ];
  const sent = JSON.stringify(anthropicRequest({ ...base, messages }).messages);
  const [, made] = /"id":"([\w-]{1,64})"/.exec(sent) ?? [];
  assert.ok(made);
  assert.ok(sent.includes(`"tool_use_id":"${made}"`));
});
