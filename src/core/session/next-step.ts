import type { Plan, Task } from "../plan/plan.ts";
import type { FindingState, Look, Round, TaskProgress } from "./state.ts";

/** At most this many times accepted findings go back to the developer in one round (DESIGN 4). */
export const mostFixes = 3;

/** What a round needs next. `decide` and `settle` wait for the person, `interrupted` for Go on or Drop task. */
export type Step =
  | { readonly kind: "baseline" }
  | { readonly kind: "task"; readonly task: Task }
  | { readonly kind: "review"; readonly look: number }
  | { readonly kind: "nothing-found"; readonly look: number }
  | { readonly kind: "decide"; readonly look: number }
  | { readonly kind: "fix"; readonly look: number; readonly accepted: readonly FindingState[] }
  | { readonly kind: "gate" }
  | { readonly kind: "settle" }
  | { readonly kind: "interrupted" };

/** The id of the task that mends what a look found. */
export function fixTask(look: number): string {
  return `fix-${look}`;
}

/**
 * Decides from the round alone what comes next, so that a resumed session goes on exactly where
 * it stood.
 */
export function nextStep(round: Round, plan: Plan): Step {
  if (round.outcome !== null) return { kind: "settle" };
  if (round.baseline === null) return { kind: "baseline" };
  if (round.tasks.some(isInterrupted)) return { kind: "interrupted" };
  const task = plan.tasks.find((task) => isReady(task, round));
  if (task !== undefined) return { kind: "task", task };
  return afterBuild(round);
}

/** Begun and not ended well; while nothing runs, a running task is one that broke off. */
export function isInterrupted(task: TaskProgress): boolean {
  return task.status === "stopped" || task.status === "failed" || task.status === "running";
}

/** Planned, and everything it comes after has ended. A plan without cycles always has a ready task until all have ended. */
function isReady(task: Task, round: Round): boolean {
  const progress = round.tasks.find((other) => other.id === task.id);
  if (progress === undefined || progress.status !== "planned") return false;
  return task.after.every((id) => {
    const before = round.tasks.find((other) => other.id === id);
    return before === undefined || before.status === "done" || before.status === "dropped";
  });
}

function afterBuild(round: Round): Step {
  const look = round.looks.at(-1);
  if (look === undefined) return { kind: "review", look: 1 };
  if (look.reviewers.some((reviewer) => reviewer.outcome === null)) {
    return { kind: "review", look: look.look };
  }
  if (!look.decided) return undecided(round, look);
  const accepted = findingsOf(round, look.look).filter((state) => state.disposition === "accept");
  if (accepted.length > 0 && look.look <= mostFixes) {
    const fix = round.tasks.find((task) => task.id === fixTask(look.look));
    if (fix === undefined) return { kind: "fix", look: look.look, accepted };
    // A dropped fix left nothing to look at.
    if (fix.status !== "dropped") return { kind: "review", look: look.look + 1 };
  }
  if (round.gate?.parts == null) return { kind: "gate" };
  return { kind: "settle" };
}

/** A look that found nothing needs no decision, unless a reviewer is missing: then the person decides how to go on. */
function undecided(round: Round, look: Look): Step {
  const complete = look.reviewers.every((reviewer) => reviewer.outcome?.kind === "done");
  const empty = findingsOf(round, look.look).length === 0;
  return complete && empty
    ? { kind: "nothing-found", look: look.look }
    : { kind: "decide", look: look.look };
}

/** The findings of one look. */
export function findingsOf(round: Round, look: number): readonly FindingState[] {
  return round.findings.filter((state) => state.finding.look === look);
}
