import type { SessionState } from "../../core/session/state.ts";
import type { Message, TextPart } from "../../model/message.ts";
import type { PipelineDeps } from "../pipeline-deps.ts";
import { proposePlan } from "../tools/propose-plan.ts";
import { newReadMemory } from "../tools/read-memory.ts";
import { readTools } from "../tools/read-tools.ts";
import { constraintBlock, planBlock, roundFacts } from "../turn/prompt-blocks.ts";
import { runSeatTurn } from "../turn/seat-turn.ts";
import { proposePlanVersion } from "./propose.ts";

const maxCalls = 60;

/**
 * The conversation with the architect. Keeps the model's side of it (with tool results) in
 * memory; after a restart it is rebuilt from what the person saw.
 */
export class Conversation {
  readonly #deps: PipelineDeps;
  #messages: readonly Message[] | null = null;
  /** The conversation up to a message that got no answer, null when the last one was answered. */
  #unanswered: readonly Message[] | null = null;

  constructor(deps: PipelineDeps) {
    this.#deps = deps;
  }

  /** Sends a message that is already recorded and waits for the architect's answer. */
  async answer(text: string, signal: AbortSignal): Promise<void> {
    const past = this.#messages ?? rebuild(this.#deps.store.state);
    await this.#ask([...past, userMessage(text)], signal);
  }

  /** Asks for the answer to the last message once more. */
  async again(signal: AbortSignal): Promise<void> {
    const asked = this.#unanswered ?? rebuild(this.#deps.store.state).slice(0, -1);
    await this.#ask(asked, signal);
  }

  /** `messages` ends with the message to be answered. */
  async #ask(messages: readonly Message[], signal: AbortSignal): Promise<void> {
    const deps = this.#deps;
    this.#unanswered = messages;
    // The message counts as said even if the answer fails, so that the next try knows of it.
    this.#messages = closed(messages, "");
    const roster = await deps.roster();
    if (!roster.ok) {
      await deps.store.record({ type: "note-add", failure: roster.error });
      return;
    }
    const building = deps.store.state.round?.outcome === null;
    const propose = proposePlan((markdown) => proposePlanVersion(deps, markdown));
    const result = await runSeatTurn(deps, {
      seat: roster.value.architect,
      task: null,
      context: [constraintBlock(await deps.constraints()), ...situation(deps.store.state)],
      messages,
      tools: [...readTools(deps.reader, newReadMemory()), ...(building ? [] : [propose])],
      maxCalls,
      signal,
    });
    this.#messages = closed(result.messages, result.text);
    if (result.outcome.kind === "done") this.#unanswered = null;
  }
}

function userMessage(text: string): Message {
  return { role: "user", parts: [{ type: "text", text }] };
}

/** What changes from turn to turn and therefore stands last in the system prompt. */
function situation(state: SessionState): readonly string[] {
  const edited = state.plan !== null && state.plan.by === "person" ? [planBlock(state.plan)] : [];
  return [...edited, ...roundFacts(state)];
}

/** A conversation that ended without an answer gets one, so that messages go on alternating. */
function closed(messages: readonly Message[], text: string): readonly Message[] {
  if (messages.at(-1)?.role === "assistant") return messages;
  const said: TextPart = { type: "text", text: text.trim() === "" ? "(No answer.)" : text };
  return [...messages, { role: "assistant", parts: [said] }];
}

/** The conversation as the person saw it, without tool results. The newest message is not yet answered and left out. */
function rebuild(state: SessionState): readonly Message[] {
  let messages: readonly Message[] = [];
  for (const item of state.timeline) {
    if (item.kind === "message" && item.from === "person") {
      const before = messages.length === 0 ? [] : closed(messages, "");
      messages = [...before, userMessage(item.text)];
    }
    if (item.kind === "turn" && messages.length > 0) messages = closed(messages, item.text);
  }
  return messages.at(-1)?.role === "user" ? messages.slice(0, -1) : messages;
}
