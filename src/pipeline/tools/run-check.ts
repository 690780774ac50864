import * as z from "zod";
import type { Result } from "../../base/result.ts";
import type { CheckResult } from "../../core/gate/check-result.ts";
import type { CheckSpec } from "../../core/plan/plan.ts";
import { defineTool, done, refused, type Tool } from "./tool.ts";

const input = z.strictObject({
  argv: z.array(z.string()).min(1),
  cwd: z.string().describe('Folder relative to the workspace root; "" for the root.'),
});

/**
 * `approved` are the checks of the approved plan with their placeholders filled in; nothing else
 * runs, and these only while the approval `holds`; otherwise that says what changed.
 */
export function runCheck(
  approved: readonly CheckSpec[],
  holds: () => Promise<Result<void, string>>,
  run: (check: CheckSpec, signal: AbortSignal) => Promise<CheckResult>,
): Tool {
  return defineTool({
    name: "run_check",
    description: `Runs one of the plan's checks and gives its result. Allowed: ${approved.map(words).join(" · ")}`,
    input,
    summarize: ({ argv }) => `ran ${argv.join(" ")}`,
    execute: async (check, signal) => {
      if (!approved.some((other) => words(other) === words(check) && other.cwd === check.cwd)) {
        return refused(`Only the plan's checks run: ${approved.map(words).join(" · ")}`);
      }
      const held = await holds();
      if (!held.ok)
        return refused(`Not approved any more: ${held.error} changed. Nothing was run.`);
      const result = await run(check, signal);
      return done(checkReport(result));
    },
  });
}

/** The check's result as a model reads it. */
export function checkReport(result: CheckResult): string {
  const verdict = result.passed ? "passed" : `did not pass: ${result.reason}`;
  return `${words(result.check)} ${verdict}\n\nOutput:\n${result.outputTail}`;
}

function words(check: CheckSpec): string {
  return JSON.stringify(check.argv);
}
