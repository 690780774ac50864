import type { TurnOutcome } from "../core/session/event.ts";
import type { Failure } from "../core/session/failure.ts";
import type { SessionStore } from "./session-store.ts";

const stopped: TurnOutcome = { kind: "stopped" };

const interrupted: Failure = {
  what: "The task was interrupted.",
  why: "VS Code closed or restarted while it was being built.",
  next: "Go on to take it up again with what is there, or drop the task.",
  action: null,
};

/**
 * Ends in a session what was under way when the last window closed, so that what the person sees
 * is true: turns, tasks and reviews that nobody carries on count as stopped.
 */
export async function recoverSession(store: SessionStore): Promise<void> {
  for (const live of Object.values(store.state.live)) {
    await store.record({ type: "turn-end", turn: live.turn, text: live.text, outcome: stopped });
  }
  const { round } = store.state;
  if (round === null || round.outcome !== null) return;
  for (const task of round.tasks.filter((task) => task.status === "running")) {
    await store.record({
      type: "task-end",
      task: task.id,
      status: "stopped",
      summary: task.summary,
      notCovered: task.notCovered,
      chunk: [...task.chunk],
      failure: interrupted,
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
