import assert from "node:assert/strict";
import { test } from "node:test";
import { makerOf } from "../../../src/model/makers.ts";

const cases: readonly (readonly [provider: string, id: string, maker: string])[] = [
  ["anthropic", "claude-opus-5-5", "Anthropic"],
  ["openai", "gpt-6.1-sol", "OpenAI"],
  ["openai", "o4-mini", "OpenAI"],
  ["google", "gemini-3.8-flash", "Google"],
  ["openrouter", "anthropic/claude-sonnet-5-5", "Anthropic"],
  ["openrouter", "openai/gpt-oss-120b:free", "OpenAI"],
  ["openrouter", "google/gemma-4-31b-it", "Google"],
  ["openrouter", "deepseek/deepseek-r1-distill-llama-70b", "DeepSeek"],
  ["openrouter", "anthropic/some-new-thing", "Anthropic"],
  ["openrouter", "openrouter/auto", "unknown"],
  ["bedrock", "us.anthropic.claude-opus-5-5-v1:0", "Anthropic"],
  ["vertex", "claude-haiku-5-5@20261001", "Anthropic"],
  ["fireworks", "accounts/fireworks/models/qwen3-coder", "Alibaba"],
  ["openai", "claude-opus-5-5", "Anthropic"],
  ["copilot", "GPT-6-Sol", "OpenAI"],
  ["litellm", "sonnet", "Anthropic"],
  ["anthropic", "an-alias", "Anthropic"],
  ["ollama", "llama4:70b", "Meta"],
  ["ollama", "mistral-small", "Mistral"],
  ["ollama", "my-own-model", "unknown"],
  ["ollama", "constructor", "unknown"],
  ["ollama", "foo3-turbo", "unknown"],
];

for (const [provider, id, maker] of cases) {
  test(`${provider}/${id} is made by ${maker}`, () => {
    assert.equal(makerOf({ provider, id }), maker);
  });
}
