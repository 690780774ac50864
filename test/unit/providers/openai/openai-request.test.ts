import assert from "node:assert/strict";
import { test } from "node:test";
import type { ModelRequest } from "../../../../src/model/model-port.ts";
import { openAiRequest } from "../../../../src/providers/openai/openai-request.ts";

const base: ModelRequest = {
  model: "gpt-6.1-sol",
  system: ["Role", "", "Plan"],
  messages: [{ role: "user", parts: [{ type: "text", text: "Hi" }] }],
  tools: [],
  maxOutputTokens: 500,
  cacheKey: "session-1",
};

test("nothing is stored, reasoning comes encrypted, the session shares a cache", () => {
  assert.deepEqual(openAiRequest(base), {
    model: "gpt-6.1-sol",
    instructions: "Role\n\nPlan",
    input: [{ role: "user", content: "Hi" }],
    max_output_tokens: 500,
    store: false,
    stream: true,
    include: ["reasoning.encrypted_content"],
    prompt_cache_key: "session-1",
  });
});

test("models that do not reason are not asked for reasoning", () => {
  for (const model of ["gpt-4.1", "gpt-4o-mini", "gpt-3.5-turbo"]) {
    assert.ok(!("include" in openAiRequest({ ...base, model })));
  }
});

test("a cache key is short enough, always the same, and left out when empty", () => {
  const cacheKey = "s".repeat(100);
  const key = openAiRequest({ ...base, cacheKey }).prompt_cache_key;
  assert.equal(key?.length, 64);
  assert.equal(openAiRequest({ ...base, cacheKey }).prompt_cache_key, key);
  assert.ok(!("prompt_cache_key" in openAiRequest({ ...base, cacheKey: "" })));
});

test("a failed tool says so in its output, results come before text", () => {
  const messages = [
    {
      role: "user",
      parts: [
        { type: "text", text: "Go on" },
        { type: "tool-result", id: "call_1", name: "look", text: "gone", isError: true },
      ],
    },
  ] as const;
  assert.deepEqual(openAiRequest({ ...base, messages }).input, [
    { type: "function_call_output", call_id: "call_1", output: "Error: gone" },
    { role: "user", content: "Go on" },
  ]);
});

test("commentary goes back as commentary", () => {
  const data = { type: "message-phase", phase: "commentary" };
  const messages: ModelRequest["messages"] = [
    {
      role: "assistant",
      parts: [
        { type: "opaque", provider: "openai", data },
        { type: "text", text: "Looking." },
        { type: "text", text: "Done." },
      ],
    },
  ];
  assert.deepEqual(openAiRequest({ ...base, messages }).input, [
    { role: "assistant", content: "Looking.", phase: "commentary" },
    { role: "assistant", content: "Done." },
  ]);
});
