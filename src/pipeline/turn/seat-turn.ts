import type { Result } from "../../base/result.ts";
import type { ModelRef } from "../../core/role/role.ts";
import type { TurnOutcome } from "../../core/session/event.ts";
import type { Failure } from "../../core/session/failure.ts";
import { describeModelFailure } from "../../model/describe-failure.ts";
import type { Message } from "../../model/message.ts";
import type { ModelPort } from "../../model/model-port.ts";
import { costOf } from "../../model/prices.ts";
import type { Ids } from "../ports.ts";
import type { SessionStore } from "../session/session-store.ts";
import type { Seat } from "../team/roster.ts";
import type { Tool } from "../tools/tool.ts";
import { runTurn, type TurnResult, type TurnSink } from "./turn-loop.ts";

/** Gives the port of a model: loads its vendor's package, finds the key. Fails in words for the person. */
export interface ModelSource {
  portFor(model: ModelRef): Promise<Result<ModelPort, Failure>>;
}

export interface SeatTurnDeps {
  readonly store: SessionStore;
  readonly models: ModelSource;
  readonly ids: Ids;
}

export interface SeatTurnInput {
  readonly seat: Seat;
  readonly task: string | null;
  /** Blocks of the system prompt after the role file, the stable ones first. */
  readonly context: readonly string[];
  readonly messages: readonly Message[];
  readonly tools: readonly Tool[];
  readonly maxCalls: number;
  readonly signal: AbortSignal;
}

const maxOutputTokens = 32_000;

/** Runs one turn of a seat and records it from start to end. Rejects only when a fact cannot be recorded. */
export async function runSeatTurn(deps: SeatTurnDeps, input: SeatTurnInput): Promise<TurnResult> {
  const { seat } = input;
  const turn = deps.ids.next("turn");
  await deps.store.record({
    type: "turn-start",
    turn,
    role: seat.role,
    name: seat.name,
    model: seat.model,
    task: input.task,
  });
  const result = await play(deps, input, turn);
  await deps.store.record({ type: "turn-end", turn, text: result.text, outcome: result.outcome });
  return result;
}

async function play(deps: SeatTurnDeps, input: SeatTurnInput, turn: string): Promise<TurnResult> {
  const { seat, messages, maxCalls, signal } = input;
  const port = await deps.models.portFor(seat.model);
  if (!port.ok) return notPlayed(messages, { kind: "failed", failure: port.error });
  return runTurn({
    port: port.value,
    request: {
      model: seat.model.id,
      system: [rolePrompt(seat), ...input.context],
      maxOutputTokens,
      cacheKey: `${deps.store.state.id}:${seat.name}`,
    },
    messages,
    tools: input.tools.filter((tool) => seat.allows(tool.name)),
    maxCalls,
    signal,
    sink: recordingSink(deps.store, seat, turn),
    describe: (failure) => describeModelFailure(failure, seat.model),
  });
}

function notPlayed(messages: readonly Message[], outcome: TurnOutcome): TurnResult {
  return { messages, text: "", outcome, endedByTool: false };
}

/** The first block of every prompt. Its first line names the role, so that a log reader knows whose prompt it is. */
function rolePrompt(seat: Seat): string {
  return `Role: ${seat.role}\n\n${seat.instructions.trim()}`;
}

function recordingSink(store: SessionStore, seat: Seat, turn: string): TurnSink {
  const { role, model } = seat;
  return {
    text: (delta) => store.stream(turn, delta),
    toolStart: (call, summary) =>
      store.record({ type: "tool-start", turn, call: call.id, tool: call.name, summary }),
    toolEnd: (call, { status, reason }) =>
      store.record({ type: "tool-end", turn, call: call.id, status, reason }),
    usage: (usage) =>
      store.record({ type: "usage-add", role, model, usage, cost: costOf(model, usage) }),
  };
}
