import * as z from "zod";

/** Tokens of one model call. `freshInput` excludes what was read from or written to a cache. */
export const usageSchema = z.strictObject({
  freshInput: z.int().min(0),
  cacheRead: z.int().min(0),
  cacheWrite: z.int().min(0),
  /** Includes reasoning. */
  output: z.int().min(0),
  reasoning: z.int().min(0),
});
export type Usage = z.infer<typeof usageSchema>;

export const noUsage: Usage = {
  freshInput: 0,
  cacheRead: 0,
  cacheWrite: 0,
  output: 0,
  reasoning: 0,
};

export function addUsage(a: Usage, b: Usage): Usage {
  return {
    freshInput: a.freshInput + b.freshInput,
    cacheRead: a.cacheRead + b.cacheRead,
    cacheWrite: a.cacheWrite + b.cacheWrite,
    output: a.output + b.output,
    reasoning: a.reasoning + b.reasoning,
  };
}
