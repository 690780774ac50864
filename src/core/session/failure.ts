import * as z from "zod";

/** Something that went wrong in words for a person: what happened, why, and what to do next. */
export const failureSchema = z.strictObject({
  what: z.string(),
  why: z.string(),
  next: z.string(),
  /** A command of the extension that helps, offered as a button. */
  action: z.strictObject({ label: z.string(), command: z.string() }).nullable(),
});
export type Failure = z.infer<typeof failureSchema>;
