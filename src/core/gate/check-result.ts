import * as z from "zod";
import { checkSpecSchema } from "../plan/plan.ts";

/** Tests as the runner counted them. */
export const testCountsSchema = z.strictObject({
  passed: z.int().min(0),
  failed: z.int().min(0),
  skipped: z.int().min(0),
});
export type TestCounts = z.infer<typeof testCountsSchema>;

/** What became of one run of a check. `passed` is true only for exit code 0 and, where tests were counted, at least one passed. */
export const checkResultSchema = z.strictObject({
  check: checkSpecSchema,
  passed: z.boolean(),
  /** Why it did not pass, in words for a person; null when it passed. */
  reason: z.string().nullable(),
  /** Null when the process was killed by a signal or could not start. */
  exitCode: z.int().nullable(),
  /** Milliseconds. */
  duration: z.number(),
  counts: testCountsSchema.nullable(),
  /** The last part of stdout and stderr together, terminal escapes stripped. */
  outputTail: z.string(),
});
export type CheckResult = z.infer<typeof checkResultSchema>;
