import type { CheckResult } from "../../core/gate/check-result.ts";
import type { CheckSpec } from "../../core/plan/plan.ts";
import type { CheckRun } from "../../core/session/state.ts";
import type { CheckRunner, Ids } from "../ports.ts";
import type { SessionStore } from "../session/session-store.ts";

export interface RecordedCheckDeps {
  readonly store: SessionStore;
  readonly ids: Ids;
  readonly checks: CheckRunner;
}

/** Why a check runs, and for which task; null outside a task. */
export type CheckKind = Pick<CheckRun, "purpose" | "task">;

/** Runs a check between its two facts in the journal. */
export async function runRecordedCheck(
  deps: RecordedCheckDeps,
  kind: CheckKind,
  check: CheckSpec,
  signal: AbortSignal,
): Promise<CheckResult> {
  const run = deps.ids.next("check");
  await deps.store.record({ type: "check-start", run, ...kind, check });
  const result = await deps.checks.run(check, signal);
  await deps.store.record({ type: "check-end", run, result });
  return result;
}
