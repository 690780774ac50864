import type { CheckResult } from "../../src/core/gate/check-result.ts";
import type { CheckSpec } from "../../src/core/plan/plan.ts";
import type { ChunkFile } from "../../src/core/session/event.ts";
import type { CheckRun, TaskProgress } from "../../src/core/session/state.ts";

/** What a task changed, for example `2 files, +61 −3`; empty where it changed nothing. */
export function chunkWords(chunk: readonly ChunkFile[]): string {
  if (chunk.length === 0) return "";
  const added = chunk.reduce((sum, file) => sum + file.added, 0);
  const removed = chunk.reduce((sum, file) => sum + file.removed, 0);
  const files = chunk.length === 1 ? "1 file" : `${chunk.length} files`;
  return `${files}, +${added} −${removed}`;
}

/** How long a task ran, `48 s` or `2 min 05 s`; empty before it started. `now` stands in for its end while it runs. */
export function taskTime(task: TaskProgress, now: number): string {
  if (task.startedAt === null) return "";
  const seconds = Math.max(0, Math.round(((task.endedAt ?? now) - task.startedAt) / 1_000));
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}

/** A command as a person would type it; arguments with spaces in quotes, its folder behind it. */
export function commandWords(check: CheckSpec): string {
  const typed = check.argv.map((part) => (/^[^\s"']+$/.test(part) ? part : JSON.stringify(part)));
  return check.cwd === "" ? typed.join(" ") : `${typed.join(" ")} (in ${check.cwd})`;
}

/** The result of a check, for example `44 passed, 1 failed`; the reason where it did not pass. */
export function resultWords(result: CheckResult): string {
  const { counts, reason, passed } = result;
  if (counts === null) return passed ? "passed" : (reason ?? "did not pass");
  const parts = [`${counts.passed} passed`];
  if (counts.failed > 0) parts.push(`${counts.failed} failed`);
  if (counts.skipped > 0) parts.push(`${counts.skipped} skipped`);
  return parts.join(", ");
}

/** The newest run of each of a task's checks, in the order they first ran. */
export function taskChecks(checks: readonly CheckRun[], task: string): readonly CheckRun[] {
  return newestRuns(checks.filter((run) => run.purpose === "task" && run.task === task));
}

/** The newest run of each command, in the order the commands first ran. */
export function newestRuns(runs: readonly CheckRun[]): readonly CheckRun[] {
  const newest = new Map<string, CheckRun>();
  for (const run of runs) newest.set(commandWords(run.check), run);
  return [...newest.values()];
}
