import * as z from "zod";

/**
 * The lock as the person sees it and as it is enforced: one value for both.
 * `at` is milliseconds since the epoch.
 */
export const lockStateSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("locked"), reason: z.literal("no-plan") }),
  z.strictObject({ kind: z.literal("locked"), reason: z.literal("waiting"), plan: z.int() }),
  z.strictObject({
    kind: z.literal("locked"),
    reason: z.literal("changed"),
    plan: z.int(),
    /** What changed since the approval, for example `CONSTRAINTS.md`. */
    what: z.string(),
  }),
  z.strictObject({ kind: z.literal("locked"), reason: z.literal("round-over"), plan: z.int() }),
  z.strictObject({ kind: z.literal("unlocked"), plan: z.int(), at: z.number() }),
]);
export type LockState = z.infer<typeof lockStateSchema>;
