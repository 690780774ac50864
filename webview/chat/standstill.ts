import type { LockState } from "../../src/core/lock/lock-state.ts";
import type { Round } from "../../src/core/session/state.ts";

/**
 * Why nothing carries the round under way on: something was stopped or failed, or its approval
 * does not hold.
 */
export type Standstill = "stopped" | "unapproved" | null;

/** Null where the round goes on, waits for an ordinary decision of the person, or is over. */
export function standstillOf(round: Round | null, lock: LockState, goOn: boolean): Standstill {
  if (round === null || round.outcome !== null) return null;
  // A gate that ran leaves the last word to the person, whatever became of the approval.
  if (lock.kind === "locked") return round.gate?.parts == null ? "unapproved" : null;
  return goOn ? "stopped" : null;
}

/** A card with its own way on is there: a stopped task, a missing reviewer or a gate that ran. */
export function showsWhyItStands(round: Round): boolean {
  const isStopped = round.tasks.some(({ status }) => status === "stopped" || status === "failed");
  const look = round.looks.at(-1);
  const misses = look?.reviewers.some(({ outcome }) => outcome !== null && outcome.kind !== "done");
  return isStopped || (misses === true && look?.decided === false) || round.gate?.parts != null;
}
