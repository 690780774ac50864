import type { TestCounts } from "./check-result.ts";

/** How one run of a check ended. */
export interface CheckRun {
  /** Null when the process was killed by a signal or did not start. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** What ended the run from outside, null when it ended by itself. */
  readonly cutShort: "timed-out" | "stopped" | null;
  /** Why the program did not start, in words; null when it did. */
  readonly startFailure: string | null;
  readonly counts: TestCounts | null;
  /** Free of terminal escapes. */
  readonly output: string;
}

export interface CheckVerdict {
  readonly passed: boolean;
  /** Why it did not pass, in words for a person; null when it passed. */
  readonly reason: string | null;
}

/**
 * Whether a run counts as a pass: exit code 0, and where tests were counted, none failed and at
 * least one passed. A test that did not run is never a pass.
 */
export function judgeCheck(run: CheckRun): CheckVerdict {
  const reason = whyNot(run);
  return { passed: reason === null, reason };
}

function whyNot(run: CheckRun): string | null {
  if (run.startFailure !== null) return run.startFailure;
  if (run.cutShort === "stopped") return "Stopped before it ended.";
  if (run.cutShort === "timed-out") return "It did not end within the time limit.";
  if (run.signal !== null) return `It was ended by the signal ${run.signal}.`;
  if (run.exitCode !== 0) return badExit(run);
  return run.counts === null ? null : badCounts(run.counts);
}

function badExit({ exitCode, counts, output }: CheckRun): string {
  const script = /^npm (?:error|ERR!) Missing script: "?([^"\n]+)"?/m.exec(output)?.[1];
  if (script !== undefined) return `package.json has no script named "${script}".`;
  if (exitCode === 127) return "A program it needs is not installed (exit code 127).";
  if (counts !== null && counts.failed > 0) return `${tests(counts.failed)} failed.`;
  if (counts !== null && counts.passed === 0) return nothingPassed(counts);
  return `It ended with exit code ${exitCode}.`;
}

function badCounts(counts: TestCounts): string | null {
  if (counts.failed > 0) return `${tests(counts.failed)} failed, although the exit code is 0.`;
  return counts.passed > 0 ? null : nothingPassed(counts);
}

function nothingPassed({ skipped }: TestCounts): string {
  return skipped > 0 ? "Every test was skipped." : "No test ran.";
}

function tests(count: number): string {
  return count === 1 ? "1 test" : `${count} tests`;
}
