import { noUsage } from "../usage/usage.ts";
import type { SessionEvent, SessionFact } from "./event.ts";
import { reduceConversation } from "./reduce-conversation.ts";
import { reduceRound } from "./reduce-round.ts";
import type { SessionState } from "./state.ts";

const noRoleUsage = { usage: noUsage, cost: 0, costIncomplete: false };

/** The state before the first event. */
export const emptySession: SessionState = {
  sequence: 0,
  id: "",
  workspace: "",
  architect: { provider: "", id: "" },
  startedAt: 0,
  phase: "design",
  lock: { kind: "locked", reason: "no-plan" },
  timeline: [],
  live: {},
  plan: null,
  round: null,
  usage: { architect: noRoleUsage, developer: noRoleUsage, reviewer: noRoleUsage },
};

/** Folds one event into the state. Never fails: an event that names something unknown changes nothing but the sequence. */
export function reduce(state: SessionState, event: SessionEvent): SessionState {
  return { ...reduceFact(state, event.fact, event.at), sequence: event.sequence };
}

function reduceFact(state: SessionState, fact: SessionFact, at: number): SessionState {
  switch (fact.type) {
    case "session-start":
    case "message-add":
    case "turn-start":
    case "text-delta":
    case "tool-start":
    case "tool-end":
    case "turn-end":
    case "usage-add":
    case "note-add":
    case "plan-propose":
    case "lock-change":
      return reduceConversation(state, fact, at);
    default:
      return reduceRound(state, fact, at);
  }
}

/** Folds events in order. */
export function fold(
  events: Iterable<SessionEvent>,
  from: SessionState = emptySession,
): SessionState {
  let state = from;
  for (const event of events) state = reduce(state, event);
  return state;
}
