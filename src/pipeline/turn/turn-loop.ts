import type { TurnOutcome } from "../../core/session/event.ts";
import type { Failure } from "../../core/session/failure.ts";
import type { Usage } from "../../core/usage/usage.ts";
import type { AssistantPart, Message, ToolCallPart, ToolResultPart } from "../../model/message.ts";
import type { ModelPort, ModelRequest, ModelStreamEvent } from "../../model/model-port.ts";
import type { Completed, ModelFailure, ModelOutcome } from "../../model/outcome.ts";
import { failed, type Tool, type ToolOutcome, toolSpec } from "../tools/tool.ts";

/** Receives what happens in a turn, in order. */
export interface TurnSink {
  text(delta: string): void;
  toolStart(call: ToolCallPart, summary: string): Promise<void>;
  toolEnd(call: ToolCallPart, outcome: ToolOutcome): Promise<void>;
  usage(usage: Usage): Promise<void>;
}

export interface TurnInput {
  readonly port: ModelPort;
  readonly request: Omit<ModelRequest, "messages" | "tools">;
  readonly messages: readonly Message[];
  readonly tools: readonly Tool[];
  /** Model calls at most; a turn that needs more has lost its way. */
  readonly maxCalls: number;
  readonly signal: AbortSignal;
  readonly sink: TurnSink;
  describe(failure: ModelFailure): Failure;
}

export interface TurnResult {
  /** The conversation with all that this turn added; tool calls and results always in pairs. */
  readonly messages: readonly Message[];
  /** The text of the turn in order, as Markdown. */
  readonly text: string;
  readonly outcome: TurnOutcome;
  /** A tool said that the turn is complete with it. */
  readonly endedByTool: boolean;
}

/** A model that keeps sending calls that cannot run is stopped after this many in a row. */
const mostBadAnswers = 3;

/**
 * Runs one turn of a role: asks the model, runs the tools it calls one after the other, gives it
 * their results, until it answers without calling any or a tool ends the turn. Tool calls run
 * only from a complete answer, never from one cut at the token limit. Never rejects unless a
 * fact cannot be recorded.
 */
export async function runTurn(input: TurnInput): Promise<TurnResult> {
  const messages = [...input.messages];
  const texts: string[] = [];
  let badAnswers = 0;
  const result = (outcome: TurnOutcome, endedByTool = false): TurnResult => ({
    messages,
    text: texts.filter((text) => text.trim() !== "").join("\n\n"),
    outcome,
    endedByTool,
  });

  for (let calls = 0; calls < input.maxCalls; calls++) {
    const outcome = await ask(input, messages, texts.length > 0);
    if (outcome.kind === "stopped") {
      texts.push(outcome.text);
      return result({ kind: "stopped" });
    }
    if (outcome.kind === "failed") {
      if (canAskAgain(outcome.failure) && ++badAnswers < mostBadAnswers) continue;
      return result({ kind: "failed", failure: input.describe(outcome.failure) });
    }
    await input.sink.usage(outcome.usage);
    const text = textOf(outcome.parts);
    const toolCalls = outcome.parts.filter((part) => part.type === "tool-call");
    texts.push(text);
    // A refused answer stays out: its calls would have no results, and vendors advise against it.
    if (outcome.stop === "refusal") return result({ kind: "failed", failure: declined });
    if (text.trim() !== "" || toolCalls.length > 0) {
      messages.push({ role: "assistant", parts: outcome.parts });
    }
    if (toolCalls.length === 0) {
      if (outcome.stop !== "length") return result({ kind: "done" });
      return result({ kind: "failed", failure: cutShort });
    }
    const batch = await runTools(input, outcome, toolCalls);
    messages.push({ role: "user", parts: batch.results });
    if (input.signal.aborted) return result({ kind: "stopped" });
    if (batch.ends) return result({ kind: "done" }, true);
    badAnswers = batch.anyRan ? 0 : badAnswers + 1;
    if (badAnswers >= mostBadAnswers) {
      const reason = batch.results.at(-1)?.text ?? "";
      return result({ kind: "failed", failure: lostItsWay(reason) });
    }
  }
  return result({ kind: "failed", failure: tooManyCalls(input.maxCalls) });
}

/** A broken answer may come out right a second time; everything else was already retried or needs the person. */
function canAskAgain(failure: ModelFailure): boolean {
  return failure.kind === "malformed" || failure.kind === "empty";
}

async function ask(
  input: TurnInput,
  messages: readonly Message[],
  separate: boolean,
): Promise<ModelOutcome> {
  let separator = separate ? "\n\n" : "";
  const onEvent = (event: ModelStreamEvent): void => {
    if (event.type === "text-delta") {
      input.sink.text(separator + event.text);
      separator = "";
    } else if (event.type === "retry") {
      input.sink.text(`\n\n_${retryWords(event.why, event.wait)}_\n\n`);
    }
  };
  const tools = input.tools.map(toolSpec);
  return input.port.respond(
    { ...input.request, messages: [...messages], tools },
    { signal: input.signal, onEvent },
  );
}

/** `why` are the vendor's words, which seldom end as a sentence does; `wait` is in milliseconds. */
function retryWords(why: string, wait: number): string {
  const reason = /[.!?]$/.test(why) ? why : `${why}.`;
  return `${reason} Trying again in ${Math.ceil(wait / 1_000)} s.`;
}

function textOf(parts: readonly AssistantPart[]): string {
  return parts
    .filter((part) => part.type === "text")
    .map((part) => part.text)
    .join("");
}

interface Batch {
  readonly results: readonly ToolResultPart[];
  readonly ends: boolean;
  /** At least one call reached its tool. */
  readonly anyRan: boolean;
}

async function runTools(
  input: TurnInput,
  answer: Completed,
  calls: readonly ToolCallPart[],
): Promise<Batch> {
  const results: ToolResultPart[] = [];
  let ends = false;
  let anyRan = false;
  for (const call of calls) {
    const prepared = prepare(input, answer, call, ends);
    await input.sink.toolStart(call, prepared.summary);
    const outcome = await prepared.run();
    await input.sink.toolEnd(call, outcome);
    ends ||= outcome.endsTurn;
    anyRan ||= prepared.reachesTool;
    const isError = outcome.status !== "done";
    results.push({
      type: "tool-result",
      id: call.id,
      name: call.name,
      text: outcome.text,
      isError,
    });
  }
  return { results, ends, anyRan };
}

interface PreparedCall {
  readonly summary: string;
  readonly reachesTool: boolean;
  run(): Promise<ToolOutcome>;
}

/** Decides whether a call may reach its tool. A call that may not is answered, so that calls and results stay paired. */
function prepare(
  input: TurnInput,
  answer: Completed,
  call: ToolCallPart,
  ended: boolean,
): PreparedCall {
  const tool = input.tools.find((tool) => tool.name === call.name);
  if (tool === undefined) {
    const names = input.tools.map((tool) => tool.name).join(", ");
    return answered(
      call.name,
      `There is no tool ${JSON.stringify(call.name)}. Your tools: ${names}.`,
    );
  }
  if (answer.stop === "length") {
    return answered(
      call.name,
      "Not run: your answer was cut at the token limit. Send it again in smaller parts.",
    );
  }
  if (input.signal.aborted) return answered(call.name, "Not run: the work was stopped.");
  if (ended) return answered(call.name, "Not run: the turn had already ended.");
  const parsed = tool.input.safeParse(call.input);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.join(".")}: ${issue.message}`,
    );
    return answered(call.name, `Not run: the arguments do not fit. ${problems.join("; ")}`);
  }
  return {
    summary: tool.summarize(parsed.data),
    reachesTool: true,
    run: () => tool.execute(parsed.data, input.signal),
  };
}

function answered(summary: string, reason: string): PreparedCall {
  return { summary, reachesTool: false, run: async () => failed(reason) };
}

const declined: Failure = {
  what: "The model declined to answer.",
  why: "Its vendor's safety rules stopped the answer.",
  next: "Say it in other words, or choose another model for this role.",
  action: { label: "Open settings", command: "signoff.openSettings" },
};

const cutShort: Failure = {
  what: "The answer was cut off.",
  why: "It reached the longest length this model may write in one go.",
  next: "Try again, or ask for less at once.",
  action: null,
};

/** `reason` is why the last call could not run, as the model was told. */
function lostItsWay(reason: string): Failure {
  return {
    what: "The model lost its way.",
    why: `Three times in a row nothing it called could be run. The last time it was told: ${reason}`,
    next: "Try again, or choose another model for this role.",
    action: { label: "Open settings", command: "signoff.openSettings" },
  };
}

function tooManyCalls(calls: number): Failure {
  return {
    what: "The model did not come to an end.",
    why: `It was asked ${calls} times in this turn.`,
    next: "Try again, or make the step smaller.",
    action: null,
  };
}
