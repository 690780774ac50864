import type { LockState } from "../lock/lock-state.ts";
import type { SessionState } from "./state.ts";

/** The lock that plan and round call for as long as no approval opens it. */
export function closedLock({ plan, round }: Pick<SessionState, "plan" | "round">): LockState {
  if (plan === null) return { kind: "locked", reason: "no-plan" };
  if (round !== null && round.outcome === null) {
    return { kind: "locked", reason: "changed", plan: plan.number, what: "the plan" };
  }
  const reason = round?.plan === plan.number ? "round-over" : "waiting";
  return { kind: "locked", reason, plan: plan.number };
}
