/** USD per million tokens; null where the vendor has no such price. */
export interface Price {
  readonly freshInput: number;
  readonly cacheRead: number | null;
  readonly cacheWrite: number | null;
  readonly output: number;
}

/** `long` replaces `base` for the whole call when the prompt, cached tokens included, is longer than `above`. */
export interface ModelPrice {
  readonly base: Price;
  readonly long: { readonly above: number; readonly price: Price } | null;
}

/** The day these prices were taken down. */
export const pricesAsOf = "2026-11-10";

type Row = readonly [
  freshInput: number,
  cacheRead: number | null,
  cacheWrite: number | null,
  output: number,
];

function toPrice([freshInput, cacheRead, cacheWrite, output]: Row): Price {
  return { freshInput, cacheRead, cacheWrite, output };
}

function flat(...row: Row): ModelPrice {
  return { base: toPrice(row), long: null };
}

function tiered(base: Row, above: number, long: Row): ModelPrice {
  return { base: toPrice(base), long: { above, price: toPrice(long) } };
}

/**
 * What the vendors themselves ask, by provider and model id. Routers set their own prices and are
 * not here, nor are models whose price changes on a known day. Cache writes are the five-minute kind.
 */
export const priceTable: Readonly<Record<string, Readonly<Record<string, ModelPrice>>>> = {
  anthropic: {
    "claude-fable-5": flat(10, 1, 12.5, 50),
    "claude-fable-5-1": flat(10, 0.25, 12.5, 50),
    "claude-fable-5-2": flat(8, 0.2, 10, 40),
    "claude-haiku-4-5": flat(1, 0.1, 1.25, 5),
    "claude-haiku-5-5": tiered([0.1, 0.01, 0.125, 0.5], 100_000, [0.5, 0.05, 0.625, 2.5]),
    "claude-opus-4-5": flat(5, 0.5, 6.25, 25),
    "claude-opus-4-6": flat(5, 0.5, 6.25, 25),
    "claude-opus-4-7": flat(5, 0.5, 6.25, 25),
    "claude-opus-4-8": flat(5, 0.5, 6.25, 25),
    "claude-opus-5": flat(5, 0.5, 6.25, 25),
    "claude-opus-5-5": flat(4, 0.2, 5, 20),
    "claude-sonnet-4-5": flat(3, 0.3, 3.75, 15),
    "claude-sonnet-4-6": flat(3, 0.3, 3.75, 15),
    "claude-sonnet-5": flat(2, 0.2, 2.5, 10),
    "claude-sonnet-5-5": flat(2, 0.1, 2.5, 10),
  },
  openai: {
    "gpt-4.1": flat(2, 0.5, null, 8),
    "gpt-4.1-mini": flat(0.4, 0.1, null, 1.6),
    "gpt-4.1-nano": flat(0.1, 0.025, null, 0.4),
    "gpt-5": flat(1.25, 0.125, null, 10),
    "gpt-5-mini": flat(0.25, 0.025, null, 2),
    "gpt-5-nano": flat(0.05, 0.005, null, 0.4),
    "gpt-5-pro": flat(15, null, null, 120),
    "gpt-5.1": flat(1.25, 0.125, null, 10),
    "gpt-5.2": flat(1.75, 0.175, null, 14),
    "gpt-5.2-pro": flat(21, null, null, 168),
    "gpt-5.3-codex": flat(1.75, 0.175, null, 14),
    "gpt-5.4": tiered([2.5, 0.25, null, 15], 272_000, [5, 0.5, null, 22.5]),
    "gpt-5.4-mini": flat(0.75, 0.075, null, 4.5),
    "gpt-5.4-nano": flat(0.2, 0.02, null, 1.25),
    "gpt-5.4-pro": tiered([30, null, null, 180], 272_000, [60, null, null, 270]),
    "gpt-5.5": tiered([5, 0.5, null, 30], 272_000, [10, 1, null, 45]),
    "gpt-5.5-pro": tiered([30, null, null, 180], 272_000, [60, null, null, 270]),
    "gpt-5.6-luna": tiered([0.2, 0.02, 0.25, 1.2], 272_000, [0.4, 0.04, 0.5, 1.8]),
    "gpt-5.6-sol": tiered([4, 0.4, 5, 20], 272_000, [8, 0.8, 10, 30]),
    "gpt-5.6-terra": tiered([2, 0.2, 2.5, 12], 272_000, [4, 0.4, 5, 18]),
    "gpt-6-astra": tiered([10, 1, 12.5, 50], 272_000, [20, 2, 25, 75]),
    "gpt-6-luna": tiered([0.1, 0.01, 0.125, 0.5], 272_000, [0.2, 0.02, 0.25, 0.75]),
    "gpt-6-sol": tiered([2, 0.2, 2.5, 10], 272_000, [4, 0.4, 5, 15]),
    "gpt-6.1-sol": tiered([2, 0.1, 2.5, 10], 272_000, [4, 0.2, 5, 15]),
    "gpt-6.1-terra": tiered([1, 0.05, 1.25, 5], 272_000, [2, 0.1, 2.5, 7.5]),
    o3: flat(2, 0.5, null, 8),
    "o3-mini": flat(1.1, 0.55, null, 4.4),
    "o3-pro": flat(20, null, null, 80),
    "o4-mini": flat(1.1, 0.275, null, 4.4),
  },
  google: {
    "gemini-2.5-flash": flat(0.3, 0.03, null, 2.5),
    "gemini-2.5-flash-lite": flat(0.1, 0.01, null, 0.4),
    "gemini-2.5-pro": tiered([1.25, 0.125, null, 10], 200_000, [2.5, 0.25, null, 15]),
    "gemini-3-flash-preview": flat(0.5, 0.05, null, 3),
    "gemini-3.1-flash-lite": flat(0.25, 0.025, null, 1.5),
    "gemini-3.1-flash-lite-preview": flat(0.25, 0.025, null, 1.5),
    "gemini-3.1-pro-preview": tiered([2, 0.2, null, 12], 200_000, [4, 0.4, null, 18]),
    "gemini-3.5-flash": flat(1.5, 0.15, null, 9),
    "gemini-3.5-flash-lite": flat(0.3, 0.03, null, 2.5),
    "gemini-3.6-flash": flat(0.75, 0.075, null, 3.75),
    "gemini-3.7-flash": flat(0.75, 0.075, null, 3.75),
    "gemini-3.8-flash": flat(0.75, 0.075, null, 3.75),
  },
};
