import type { CheckResult } from "../../core/gate/check-result.ts";
import type { CheckSpec, Plan } from "../../core/plan/plan.ts";
import { planChecks, unique } from "../../core/plan/plan-checks.ts";
import type { GatePart } from "../../core/session/event.ts";
import type { ProposedPlan, Round } from "../../core/session/state.ts";
import { imageScope } from "../build/fenced-workspace.ts";
import type { PipelineDeps } from "../pipeline-deps.ts";
import { type ChangedFiles, filesOfScope } from "../review/changed-files.ts";
import { checkLine } from "../turn/prompt-blocks.ts";
import { runRecordedCheck } from "./recorded-check.ts";

/** Runs the quality gate: every check anew by the host, the diff against the plan, the end-to-end command. */
export async function runGate(
  deps: PipelineDeps,
  plan: ProposedPlan,
  round: Round,
  signal: AbortSignal,
): Promise<void> {
  await deps.store.record({ type: "gate-start" });
  const checks = await runAll(deps, "gate", planChecks(plan.plan), signal);
  const files = await filesOfScope(deps, imageScope(round.number));
  const integration = await runAll(deps, "integration", unique(plan.plan.integration), signal);
  if (signal.aborted) return;
  const parts = [
    checksPart("checks", checks, "The plan names no check."),
    matchesPart(plan.plan, round, files),
    checksPart("integrates", integration, "The plan names no end-to-end command."),
  ];
  await deps.store.record({ type: "gate-end", parts });
}

async function runAll(
  deps: PipelineDeps,
  purpose: "gate" | "integration",
  checks: readonly CheckSpec[],
  signal: AbortSignal,
): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) {
    if (signal.aborted) break;
    results.push(await runRecordedCheck(deps, { purpose, task: null }, check, signal));
  }
  return results;
}

function checksPart(
  part: "checks" | "integrates",
  results: readonly CheckResult[],
  none: string,
): GatePart {
  if (results.length === 0) return { part, verdict: "not-run", summary: none };
  const verdict = results.every((result) => result.passed) ? "pass" : "fail";
  return { part, verdict, summary: results.map(checkLine).join("; ") };
}

/** Drift by file: planned and not touched, touched and not planned; and whether every reviewer looked. */
function matchesPart(plan: Plan, round: Round, files: ChangedFiles): GatePart {
  const planned = plan.tasks.flatMap((task) =>
    task.files.flatMap((file) => (file.to === null ? [file.path] : [file.path, file.to])),
  );
  const missing = planned
    .filter((path) => !files.has(path))
    .map((path) => `${path} planned, not changed`);
  const extra = [...files.keys()]
    .filter((path) => !planned.includes(path))
    .map((path) => `${path} changed, not planned`);
  const dropped = round.tasks
    .filter((task) => task.status === "dropped")
    .map((task) => `${task.id} dropped`);
  const drift = [
    ...new Set([...missing, ...extra, ...dropped, ...unreviewed(round), ...unmended(round)]),
  ];
  if (drift.length > 0) return { part: "matches", verdict: "fail", summary: drift.join("; ") };
  return {
    part: "matches",
    verdict: "pass",
    summary: `${files.size} of ${files.size} files as planned`,
  };
}

/** Findings the person accepted and no later look saw mended. */
function unmended(round: Round): readonly string[] {
  return round.findings
    .filter((state) => state.disposition === "accept" && !state.resolved)
    .map(({ finding }) => `accepted, not seen mended: ${finding.claim}`);
}

function unreviewed(round: Round): readonly string[] {
  return round.looks.flatMap((look) =>
    look.reviewers
      .filter((reviewer) => reviewer.outcome?.kind !== "done")
      .map((reviewer) => `look ${look.look}: no review by ${reviewer.name}`),
  );
}
