import * as z from "zod";

/** A command with its arguments, never a shell line. `argv[0]` is the program. */
export const checkSpecSchema = z.strictObject({
  argv: z.array(z.string()).min(1),
  /** Folder relative to the workspace root, `""` for the root itself. */
  cwd: z.string(),
});
export type CheckSpec = z.infer<typeof checkSpecSchema>;

export const fileChangeSchema = z.enum(["create", "modify", "delete", "rename"]);
export type FileChange = z.infer<typeof fileChangeSchema>;

export const planSymbolSchema = z.strictObject({
  /** The signature as the plan states it, for example `delays(policy: RetryPolicy): Iterable<number>`. */
  signature: z.string(),
  name: z.string(),
  exported: z.boolean(),
  shared: z.boolean(),
});
export type PlanSymbol = z.infer<typeof planSymbolSchema>;

export const planFileSchema = z.strictObject({
  change: fileChangeSchema,
  /** Relative to the workspace root, with forward slashes. */
  path: z.string(),
  /** The new path of a rename, else null. */
  to: z.string().nullable(),
  symbols: z.array(planSymbolSchema),
});
export type PlanFile = z.infer<typeof planFileSchema>;

export const taskSchema = z.strictObject({
  /** `T1`, `T2`, … in the order of the document. */
  id: z.string(),
  title: z.string(),
  after: z.array(z.string()),
  /** The integration check also runs when this task has ended. */
  integrates: z.boolean(),
  files: z.array(planFileSchema),
  checks: z.array(checkSpecSchema),
  /** Everything else the task says, as Markdown. */
  instructions: z.string(),
  checkedByReading: z.boolean(),
});
export type Task = z.infer<typeof taskSchema>;

export const decisionSchema = z.strictObject({
  id: z.string(),
  question: z.string(),
  choice: z.string(),
  because: z.string(),
  rejected: z.array(z.string()),
});
export type Decision = z.infer<typeof decisionSchema>;

/** A plan as data. The Markdown it was read from stays the authority; see `parsePlan`. */
export const planSchema = z.strictObject({
  title: z.string(),
  goal: z.string(),
  data: z.string(),
  modules: z.array(z.strictObject({ path: z.string(), note: z.string() })),
  decisions: z.array(decisionSchema),
  invariants: z.array(z.string()),
  failureModes: z.array(z.string()),
  outOfScope: z.array(z.string()),
  tasks: z.array(taskSchema),
  integration: z.array(checkSpecSchema),
  openQuestions: z.array(z.string()),
});
export type Plan = z.infer<typeof planSchema>;

/** The content hash that names a plan version. */
export type PlanVersion = string;
