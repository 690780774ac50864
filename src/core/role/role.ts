import * as z from "zod";

/** The three roles a model can play. */
export const roleSchema = z.enum(["architect", "developer", "reviewer"]);
export type Role = z.infer<typeof roleSchema>;

/**
 * A model as the roster names it: the provider that serves it and the vendor's own id,
 * written `provider/id` in role files and settings, for example `anthropic/claude-opus-5-5`.
 */
export const modelRefSchema = z.strictObject({
  provider: z.string().min(1),
  id: z.string().min(1),
});
export type ModelRef = z.infer<typeof modelRefSchema>;

export const importanceSchema = z.enum(["routine", "standard", "critical"]);
