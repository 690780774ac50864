import type { Usage } from "../../core/usage/usage.ts";
import type { AssistantPart, OpaquePart, TextPart } from "../../model/message.ts";
import { modelFailure } from "../../model/model-failure.ts";
import type { ModelStreamEvent } from "../../model/model-port.ts";
import type { Completed, ModelFailure } from "../../model/outcome.ts";
import type { VendorError } from "./vendor-error.ts";

/** A tool call whose arguments are still the text the vendor sent. */
export interface RawToolCall {
  readonly type: "raw-tool-call";
  readonly id: string;
  readonly name: string;
  readonly json: string;
}

export type RawPart = TextPart | OpaquePart | RawToolCall;

/** An answer that reached its terminal event. `cut` says what ended it early, null if nothing did. */
export interface RawAnswer {
  readonly parts: readonly RawPart[];
  readonly cut: "length" | "refusal" | null;
  readonly usage: Usage;
}

/** How a stream ended, as its own terminal event says. */
export type Ending =
  | { readonly kind: "answer"; readonly answer: RawAnswer }
  | { readonly kind: "error"; readonly error: VendorError }
  | { readonly kind: "failure"; readonly failure: ModelFailure };

/** Folds a vendor's stream events into an answer. Null until the terminal event. */
export interface AnswerFold<E> {
  add(event: E, emit: (event: ModelStreamEvent) => void): Ending | null;
}

/**
 * Turns an answer into the outcome the rest of the product sees. An answer that ended early keeps
 * its text and loses its tool calls, even those that look whole: they must never run.
 */
export function finishAnswer(answer: RawAnswer): Completed | ModelFailure {
  if (answer.cut !== null) {
    const parts = withoutLooseEnd(answer.parts.filter((part) => part.type !== "raw-tool-call"));
    return { kind: "completed", parts, stop: answer.cut, usage: answer.usage };
  }
  const parts: AssistantPart[] = [];
  const ids = new Set<string>();
  for (const part of answer.parts) {
    const parsed = part.type === "raw-tool-call" ? parseToolCall(part, ids) : part;
    if ("kind" in parsed) return parsed;
    parts.push(parsed);
  }
  if (parts.every((part) => part.type === "opaque")) {
    return modelFailure("empty", "The model answered with neither text nor a tool call.");
  }
  const stop = parts.some((part) => part.type === "tool-call") ? "tools" : "end";
  return { kind: "completed", parts, stop, usage: answer.usage };
}

/** Reasoning that led to a dropped call would be refused by the vendor when sent back alone. */
function withoutLooseEnd(parts: readonly (TextPart | OpaquePart)[]): readonly AssistantPart[] {
  return parts.slice(0, parts.findLastIndex((part) => part.type === "text") + 1);
}

function parseToolCall(call: RawToolCall, ids: Set<string>): AssistantPart | ModelFailure {
  if (call.id === "" || call.name === "" || ids.has(call.id)) {
    return modelFailure("malformed", "A tool call came without a name or an id of its own.");
  }
  ids.add(call.id);
  try {
    const input: unknown = JSON.parse(call.json.trim() === "" ? "{}" : call.json);
    return { type: "tool-call", id: call.id, name: call.name, input };
  } catch {
    return modelFailure("malformed", `The arguments of the tool call ${call.name} are not JSON.`);
  }
}
