import type { CheckResult } from "../../core/gate/check-result.ts";
import { closedLock } from "../../core/session/closed-lock.ts";
import type { TurnOutcome } from "../../core/session/event.ts";
import type { Failure } from "../../core/session/failure.ts";
import type { CheckRun, Round, SessionState } from "../../core/session/state.ts";
import type { SessionStore } from "./session-store.ts";

const stopped: TurnOutcome = { kind: "stopped" };

/** Why the work that nobody carries on any more broke off. */
export const windowClosed = "VS Code closed or restarted.";

/**
 * Ends in a session what nobody carries on any more, so that what the person sees is true: turns,
 * checks, tasks and reviews under way count as stopped, and the lock is what plan and round call
 * for. `why` is a sentence for the person.
 */
export async function recoverSession(store: SessionStore, why: string): Promise<void> {
  for (const live of Object.values(store.state.live)) {
    await store.record({ type: "turn-end", turn: live.turn, text: live.text, outcome: stopped });
  }
  const { round } = store.state;
  if (round !== null && round.outcome === null) await recoverRound(store, round, why);
  if (isLockStale(store.state)) {
    await store.record((state) => ({ type: "lock-change", lock: closedLock(state) }));
  }
}

/** The window closed between a plan or the end of a round and the change of the lock that follows it. */
function isLockStale({ plan, round, lock }: SessionState): boolean {
  const underWay = round !== null && round.outcome === null;
  if (underWay && round.plan === plan?.number) return false;
  const due = closedLock({ plan, round });
  return JSON.stringify(due) !== JSON.stringify(lock);
}

async function recoverRound(store: SessionStore, round: Round, why: string): Promise<void> {
  for (const check of round.checks.filter((check) => check.result === null)) {
    await store.record({ type: "check-end", run: check.run, result: cutOff(check, why) });
  }
  for (const task of round.tasks.filter((task) => task.status === "running")) {
    await store.record({
      type: "task-end",
      task: task.id,
      status: "stopped",
      summary: task.summary,
      notCovered: task.notCovered,
      chunk: [...task.chunk],
      failure: interrupted(why),
    });
  }
  for (const look of round.looks) {
    for (const reviewer of look.reviewers.filter((reviewer) => reviewer.outcome === null)) {
      await store.record({
        type: "review-end",
        look: look.look,
        reviewer: reviewer.name,
        outcome: stopped,
        unfounded: 0,
        resolved: [],
      });
    }
  }
}

function interrupted(why: string): Failure {
  return {
    what: "The task was interrupted.",
    why,
    next: "Go on to take it up again with what is there, or drop the task.",
    action: null,
  };
}

function cutOff({ check }: CheckRun, why: string): CheckResult {
  return {
    check,
    passed: false,
    reason: `It was cut off. ${why}`,
    exitCode: null,
    duration: 0,
    counts: null,
    outputTail: "",
  };
}
