import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { noUsage, type Usage } from "../../../src/core/usage/usage.ts";
import { pricesAsOf, priceTable } from "../../../src/model/price-table.ts";
import { costOf } from "../../../src/model/prices.ts";

const million = 1_000_000;
const opus = { provider: "anthropic", id: "claude-opus-5-5" };

function cost(id: string, usage: Partial<Usage>, provider = "openai"): number | null {
  return costOf({ provider, id }, { ...noUsage, ...usage });
}

function near(actual: number | null, expected: number): void {
  assert.ok(actual !== null && Math.abs(actual - expected) < 1e-9, `${actual} ≠ ${expected}`);
}

test("each kind of token has its own price", () => {
  const usage = { freshInput: million, cacheRead: million, cacheWrite: million, output: million };
  near(costOf(opus, { ...usage, reasoning: 500 }), 4 + 0.2 + 5 + 20);
});

test("reasoning is part of the output and not paid twice", () => {
  near(cost("gpt-6.1-sol", { output: million, reasoning: million }), 10);
});

test("a long prompt makes the whole call dearer, cached tokens counted", () => {
  near(cost("gpt-6.1-sol", { freshInput: 272_000, output: 1000 }), 0.544 + 0.01);
  near(cost("gpt-6.1-sol", { freshInput: 72_001, cacheRead: 200_000, output: 1000 }), 0.343004);
});

test("a dated snapshot costs what its model costs", () => {
  assert.equal(cost("gpt-5-2025-08-07", { output: 1000 }), cost("gpt-5", { output: 1000 }));
  const haiku = cost("claude-haiku-4-5-20251001", { output: million }, "anthropic");
  near(haiku, 5);
});

for (const [provider, id] of [
  ["anthropic", "claude-opus-5-5-fast"],
  ["openrouter", "anthropic/claude-opus-5-5"],
  ["openai", "claude-opus-5-5"],
  ["google", "gemini-4-argon"],
  ["constructor", "name"],
  ["openai", "toString"],
] as const) {
  test(`the price of ${provider}/${id} is not guessed`, () => {
    assert.equal(cost(id, { output: 1 }, provider), null);
  });
}

test("tokens of a kind without a known price make the cost unknown", () => {
  assert.equal(cost("gpt-5.1", { freshInput: 10, cacheWrite: 1 }), null);
  assert.equal(cost("gpt-5.1", { freshInput: 0 }), 0);
});

test("more tokens never cost less", () => {
  const count = fc.nat(500_000);
  const usage = fc.record({
    freshInput: count,
    cacheRead: count,
    cacheWrite: count,
    output: count,
    reasoning: fc.constant(0),
  });
  fc.assert(
    fc.property(usage, count, (less, extra) => {
      const more = { ...less, freshInput: less.freshInput + extra };
      assert.ok((costOf(opus, more) ?? 0) >= (costOf(opus, less) ?? 0));
    }),
  );
});

test("the table says of which day it is, and long prompts never get cheaper", () => {
  assert.match(pricesAsOf, /^\d{4}-\d{2}-\d{2}$/);
  for (const { base, long } of Object.values(priceTable).flatMap(Object.values)) {
    assert.ok(base.freshInput > 0 && base.output > base.freshInput);
    assert.ok((base.cacheRead ?? 0) < base.freshInput);
    assert.ok(long === null || long.price.freshInput > base.freshInput);
  }
});
