import * as z from "zod";

/** Number of the plan version, as the person saw it. */
const plan = z.int().min(1);

const lockedSchema = z.discriminatedUnion("reason", [
  z.strictObject({ kind: z.literal("locked"), reason: z.literal("no-plan") }),
  z.strictObject({ kind: z.literal("locked"), reason: z.literal("waiting"), plan }),
  z.strictObject({
    kind: z.literal("locked"),
    reason: z.literal("changed"),
    plan,
    /** What changed since the approval, for example `the constraint document`. */
    what: z.string(),
  }),
  z.strictObject({ kind: z.literal("locked"), reason: z.literal("unverified"), plan }),
  z.strictObject({ kind: z.literal("locked"), reason: z.literal("round-over"), plan }),
]);

/**
 * The lock as the person sees it and as it is enforced: one value for both.
 * `at` is milliseconds since the epoch.
 */
export const lockStateSchema = z.discriminatedUnion("kind", [
  lockedSchema,
  z.strictObject({ kind: z.literal("unlocked"), plan, at: z.number() }),
]);
export type LockState = z.infer<typeof lockStateSchema>;
