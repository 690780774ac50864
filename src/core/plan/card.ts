import * as z from "zod";
import { checkSpecSchema, fileChangeSchema } from "./plan.ts";

/**
 * Everything the plan card shows, computed by the host from the plan and the workspace; no
 * model wrote any of it. Text that came from a model has its invisible characters escaped.
 */
export const planCardSchema = z.strictObject({
  title: z.string(),
  files: z.array(
    z.strictObject({
      change: fileChangeSchema,
      path: z.string(),
      task: z.string(),
      /** The file belongs to the set that may be changed only when the plan names it (DESIGN 8). */
      protected: z.boolean(),
    }),
  ),
  commands: z.array(checkSpecSchema),
  dependencies: z.array(z.string()),
  decisions: z.int(),
  openQuestions: z.array(z.string()),
  roster: z.array(
    z.strictObject({
      role: z.enum(["builds", "reviews"]),
      model: z.string(),
      maker: z.string(),
      note: z.string().nullable(),
    }),
  ),
  /** Estimated cost of the round in US dollars, null when a price is unknown. */
  estimatedCost: z.number().nullable(),
  /** One sentence per difference from the version before; empty for the first. */
  changes: z.array(z.string()),
});
export type PlanCard = z.infer<typeof planCardSchema>;
