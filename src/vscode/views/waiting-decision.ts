import { awaitsApproval } from "../../core/lock/awaits-approval.ts";
import type { Look, SessionState } from "../../core/session/state.ts";

/** A decision only the person can make; `count` is what the badge shows. */
export interface WaitingDecision {
  readonly count: number;
  readonly words: string;
}

/** What waits for the person now, null while nothing does. */
export function waitingDecision(state: SessionState): WaitingDecision | null {
  return waitingApproval(state) ?? waitingFindings(state) ?? waitingGate(state);
}

function waitingApproval({ lock, plan, live }: SessionState): WaitingDecision | null {
  if (plan === null || !awaitsApproval(lock)) return null;
  // While the architect speaks, a newer version may be on its way.
  if (Object.values(live).some((turn) => turn.role === "architect")) return null;
  return { count: 1, words: `Plan v${plan.number} waits for your approval` };
}

function waitingFindings({ phase, round }: SessionState): WaitingDecision | null {
  const look = round?.looks.at(-1);
  if (phase !== "review" || round === null || look === undefined || look.decided) return null;
  if (!isRead(look)) return null;
  const count = round.findings.filter(({ finding }) => finding.look === look.look).length;
  if (count === 0) return null;
  return {
    count,
    words: count === 1 ? "1 finding waits for you" : `${count} findings wait for you`,
  };
}

function isRead(look: Look): boolean {
  return look.reviewers.every((reviewer) => reviewer.outcome !== null);
}

function waitingGate({ round }: SessionState): WaitingDecision | null {
  if (round === null || round.outcome !== null || round.gate === null) return null;
  if (round.gate.parts === null) return null;
  return { count: 1, words: "The gate is done: keep or undo the round" };
}
