import type { Approval } from "../../core/lock/approval.ts";
import { planChecks, unique } from "../../core/plan/plan-checks.ts";
import { findingsOf, isInterrupted, nextStep, type Step } from "../../core/session/next-step.ts";
import type { ProposedPlan } from "../../core/session/state.ts";
import { fixAssignment, taskAssignment } from "../build/assignments.ts";
import { type Assignment, runAssignment } from "../build/developer.ts";
import type { PipelineDeps } from "../pipeline-deps.ts";
import { runReviewer } from "../review/reviewer.ts";
import type { Roster } from "../team/roster.ts";
import { runGate } from "./gate.ts";
import { runRecordedCheck } from "./recorded-check.ts";

export interface RoundDrive {
  readonly deps: PipelineDeps;
  readonly approval: Approval;
  readonly plan: ProposedPlan;
  readonly roster: Roster;
  readonly signal: AbortSignal;
}

/** Carries a round on, step by step, until it waits for the person, is interrupted or is stopped. */
export async function driveRound(drive: RoundDrive): Promise<void> {
  while (!drive.signal.aborted) {
    const { round } = drive.deps.store.state;
    if (round === null) return;
    const step = nextStep(round, drive.plan.plan);
    if (!(await perform(drive, step))) return;
  }
}

/**
 * Takes up again what was stopped or failed: the interrupted task in a fresh context, a look with
 * a missing reviewer, or a gate that did not pass.
 */
export async function retryInterrupted(drive: RoundDrive): Promise<void> {
  const { round } = drive.deps.store.state;
  if (round === null) return;
  const step = nextStep(round, drive.plan.plan);
  if (step.kind === "interrupted") await retryTasks(drive);
  else if (step.kind === "decide") await review(drive, step.look);
  else if (step.kind === "settle") await gate(drive);
}

/** Takes up the tasks that were stopped or failed; does nothing where there are none. */
export async function retryTasks(drive: RoundDrive): Promise<void> {
  const { plan } = drive.plan;
  const { round } = drive.deps.store.state;
  if (round === null) return;
  for (const { id } of round.tasks.filter(isInterrupted)) {
    const task = plan.tasks.find((task) => task.id === id);
    const look = round.looks.at(-1)?.look ?? 1;
    const accepted = findingsOf(round, look).filter((state) => state.disposition === "accept");
    await assign(
      drive,
      task ? taskAssignment(task, plan.integration) : fixAssignment(plan, look, accepted),
    );
  }
}

/** Gives false when the step waits for the person. */
async function perform(drive: RoundDrive, step: Step): Promise<boolean> {
  switch (step.kind) {
    case "baseline":
      await runBaseline(drive);
      return true;
    case "task":
      await assign(drive, taskAssignment(step.task, drive.plan.plan.integration));
      return true;
    case "fix":
      await assign(drive, fixAssignment(drive.plan.plan, step.look, step.accepted));
      return true;
    case "review":
      await review(drive, step.look);
      return true;
    case "nothing-found":
      await drive.deps.store.record({ type: "decisions-settle", look: step.look, accepted: [] });
      return true;
    case "gate":
      await gate(drive);
      return true;
    case "decide":
    case "settle":
    case "interrupted":
      return false;
  }
}

/** Runs every check once before the first write, so that what failed before is not blamed on the round. */
async function runBaseline({ deps, plan, signal }: RoundDrive): Promise<void> {
  const created = new Set(
    plan.plan.tasks.flatMap((task) =>
      task.files.filter((file) => file.change === "create").map((file) => file.path),
    ),
  );
  const checks = unique([...planChecks(plan.plan), ...plan.plan.integration]);
  const results = [];
  for (const check of checks.filter((check) => !check.argv.some((word) => created.has(word)))) {
    if (signal.aborted) return;
    results.push(await runRecordedCheck(deps, { purpose: "baseline", task: null }, check, signal));
  }
  if (!signal.aborted) await deps.store.record({ type: "baseline-end", results });
}

async function assign(drive: RoundDrive, assignment: Assignment): Promise<void> {
  const { deps, approval, roster, plan, signal } = drive;
  await runAssignment(deps, { approval, seat: roster.developer, plan, assignment, signal });
}

async function review(drive: RoundDrive, look: number): Promise<void> {
  const { deps, roster, plan, signal } = drive;
  await deps.store.record({
    type: "review-start",
    look,
    reviewers: roster.reviewers.map(({ name, model }) => ({ name, model })),
  });
  await Promise.all(
    roster.reviewers.map((seat) => runReviewer(deps, { seat, plan, look, signal })),
  );
}

async function gate({ deps, plan, signal }: RoundDrive): Promise<void> {
  const { round } = deps.store.state;
  if (round !== null) await runGate(deps, plan, round, signal);
}
