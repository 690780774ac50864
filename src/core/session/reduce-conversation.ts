import { addUsage } from "../usage/usage.ts";
import type { SessionFact } from "./event.ts";
import type { LiveTurn, Phase, SessionState, TimelineItem, ToolTrace } from "./state.ts";

type Fact<T extends SessionFact["type"]> = Extract<SessionFact, { type: T }>;

export type ConversationFact = Fact<
  | "session-start"
  | "message-add"
  | "turn-start"
  | "text-delta"
  | "tool-start"
  | "tool-end"
  | "turn-end"
  | "usage-add"
  | "note-add"
  | "plan-propose"
  | "lock-change"
>;

/** Events of the conversation, the plan and the lock. */
export function reduceConversation(
  state: SessionState,
  fact: ConversationFact,
  at: number,
): SessionState {
  switch (fact.type) {
    case "session-start":
      return {
        ...state,
        id: fact.id,
        workspace: fact.workspace,
        architect: fact.architect,
        startedAt: at,
      };
    case "message-add":
      return append(state, { kind: "message", id: fact.id, from: fact.from, text: fact.text, at });
    case "note-add":
      return append(state, {
        kind: "note",
        id: `note-${state.timeline.length}`,
        failure: fact.failure,
        at,
      });
    case "turn-start":
      return setLive(state, {
        turn: fact.turn,
        role: fact.role,
        name: fact.name,
        model: fact.model,
        task: fact.task,
        startedAt: at,
        text: "",
        tools: [],
      });
    case "text-delta":
      return changeLive(state, fact.turn, (live) => ({ ...live, text: live.text + fact.text }));
    case "tool-start":
      return changeLive(state, fact.turn, (live) => ({
        ...live,
        tools: [...live.tools, startedTool(fact)],
      }));
    case "tool-end":
      return changeLive(state, fact.turn, (live) => ({
        ...live,
        tools: endTool(live.tools, fact),
      }));
    case "turn-end":
      return endTurn(state, fact);
    case "usage-add":
      return addRoleUsage(state, fact);
    case "plan-propose":
      return proposePlan(state, fact, at);
    case "lock-change":
      return { ...state, lock: fact.lock };
  }
}

export function append(state: SessionState, item: TimelineItem): SessionState {
  return { ...state, timeline: [...state.timeline, item] };
}

function setLive(state: SessionState, live: LiveTurn): SessionState {
  return { ...state, live: { ...state.live, [live.turn]: live } };
}

function changeLive(
  state: SessionState,
  turn: string,
  change: (live: LiveTurn) => LiveTurn,
): SessionState {
  const live = state.live[turn];
  return live === undefined ? state : setLive(state, change(live));
}

function startedTool(fact: Fact<"tool-start">): ToolTrace {
  return {
    call: fact.call,
    tool: fact.tool,
    summary: fact.summary,
    status: "running",
    reason: null,
  };
}

function endTool(tools: readonly ToolTrace[], fact: Fact<"tool-end">): readonly ToolTrace[] {
  return tools.map((tool) =>
    tool.call === fact.call ? { ...tool, status: fact.status, reason: fact.reason } : tool,
  );
}

/** An architect's turn becomes part of the chat; a developer's tool lines go to its task; a reviewer's turn leaves only its findings. */
function endTurn(state: SessionState, fact: Fact<"turn-end">): SessionState {
  const live = state.live[fact.turn];
  if (live === undefined) return state;
  const { [fact.turn]: _ended, ...rest } = state.live;
  const without = { ...state, live: rest };
  if (live.role === "architect") {
    return append(without, {
      kind: "turn",
      id: fact.turn,
      model: live.model,
      text: fact.text,
      tools: live.tools,
      outcome: fact.outcome,
      at: live.startedAt,
    });
  }
  if (live.role === "developer" && live.task !== null) return keepTaskTools(without, live);
  return without;
}

function keepTaskTools(state: SessionState, live: LiveTurn): SessionState {
  if (state.round === null) return state;
  const tasks = state.round.tasks.map((task) =>
    task.id === live.task ? { ...task, tools: [...task.tools, ...live.tools] } : task,
  );
  return { ...state, round: { ...state.round, tasks } };
}

function addRoleUsage(state: SessionState, fact: Fact<"usage-add">): SessionState {
  const before = state.usage[fact.role];
  const after = {
    usage: addUsage(before.usage, fact.usage),
    cost: before.cost + (fact.cost ?? 0),
    costIncomplete: before.costIncomplete || fact.cost === null,
  };
  return { ...state, usage: { ...state.usage, [fact.role]: after } };
}

function proposePlan(state: SessionState, fact: Fact<"plan-propose">, at: number): SessionState {
  const { type: _, ...plan } = fact;
  // The same version again only renews its card, for example with another roster.
  if (state.plan?.number === plan.number) return { ...state, plan };
  // A plan after a finished round opens the design of the next one.
  const over: Phase[] = ["kept", "undone"];
  const phase = over.includes(state.phase) ? "design" : state.phase;
  return append(
    { ...state, plan, phase },
    { kind: "plan", id: `plan-${fact.number}`, number: fact.number, at },
  );
}
