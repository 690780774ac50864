import type {
  Response as Answer,
  ResponseOutputItem,
  ResponseOutputMessage,
  ResponseStreamEvent,
  ResponseUsage,
} from "openai/resources/responses/responses";
import { noUsage, type Usage } from "../../core/usage/usage.ts";
import type { ModelStreamEvent } from "../../model/model-port.ts";
import type { AnswerFold, Ending, RawPart } from "../shared/answer.ts";
import type { MessagePhase } from "./openai-request.ts";

type Emit = (event: ModelStreamEvent) => void;

/** Folds the events of one Responses API stream. Events it does not know are passed over. */
export function createOpenAiFold(): AnswerFold<ResponseStreamEvent> {
  const items = new Map<number, ResponseOutputItem>();
  let streamed = "";

  function add(event: ResponseStreamEvent, emit: Emit): Ending | null {
    switch (event.type) {
      case "response.output_text.delta":
      case "response.refusal.delta":
        streamed += event.delta;
        emit({ type: "text-delta", text: event.delta });
        return null;
      case "response.reasoning_summary_text.delta":
      case "response.reasoning_text.delta":
        emit({ type: "reasoning-delta", text: event.delta });
        return null;
      case "response.output_item.added":
        announceCall(event.item, emit);
        return null;
      case "response.output_item.done":
        items.set(event.output_index, event.item);
        return null;
      case "response.completed":
      case "response.incomplete":
        return ending(event.response, items, streamed);
      case "response.failed":
        return failedResponse(event.response);
      case "error":
        return {
          kind: "error",
          error: { ...noStatus, codes: codes(event.code), message: event.message },
        };
      default:
        return null;
    }
  }
  return { add };
}

const noStatus = { status: null, headers: null } as const;

function codes(code: string | null | undefined): readonly string[] {
  return code ? [code] : [];
}

function announceCall(item: ResponseOutputItem, emit: Emit): void {
  if (item.type !== "function_call") return;
  emit({ type: "tool-call-start", id: item.call_id, name: item.name });
}

/** The package does not throw for a failed response: the error stands inside it. */
function failedResponse({ error }: Answer): Ending {
  const message = error?.message ?? "The vendor gave no reason.";
  return { kind: "error", error: { ...noStatus, codes: codes(error?.code), message } };
}

/** Finished items count; servers that announce none of them list all in the terminal event. */
function ending(
  response: Answer,
  finished: ReadonlyMap<number, ResponseOutputItem>,
  streamed: string,
): Ending {
  const inOrder = [...finished].sort(([a], [b]) => a - b).map(([, item]) => item);
  const output = inOrder.length > 0 ? inOrder : (response.output ?? []);
  const parts = output.flatMap(toParts);
  // Text of an item that was cut before it was finished.
  if (streamed !== "" && !parts.some((part) => part.type === "text")) {
    parts.push({ type: "text", text: streamed });
  }
  const cut = cutOf(response, output);
  return { kind: "answer", answer: { parts, cut, usage: toUsage(response.usage) } };
}

function cutOf(
  { status, incomplete_details: details }: Answer,
  output: readonly ResponseOutputItem[],
): "length" | "refusal" | null {
  if (details?.reason === "content_filter" || output.some(isRefusal)) return "refusal";
  return status === "incomplete" || details?.reason ? "length" : null;
}

function isRefusal(item: ResponseOutputItem): boolean {
  return item.type === "message" && item.content.some((content) => content.type === "refusal");
}

function toParts(item: ResponseOutputItem): RawPart[] {
  if (item.type === "message") return messageParts(item);
  if (item.type === "reasoning") return [{ type: "opaque", provider: "openai", data: item }];
  if (item.type !== "function_call") return [];
  const { call_id: id, name, arguments: json } = item;
  return [{ type: "raw-tool-call", id, name, json }];
}

function messageParts({ content, phase }: ResponseOutputMessage): RawPart[] {
  const text = content.map((part) => (part.type === "refusal" ? part.refusal : part.text)).join("");
  if (text === "") return [];
  const said: RawPart = { type: "text", text };
  if (!phase) return [said];
  const data: MessagePhase = { type: "message-phase", phase };
  return [{ type: "opaque", provider: "openai", data }, said];
}

/** `input_tokens` includes what was read from or written to the cache. */
function toUsage(usage: ResponseUsage | undefined): Usage {
  if (!usage) return noUsage;
  const cacheRead = usage.input_tokens_details?.cached_tokens ?? 0;
  const cacheWrite = usage.input_tokens_details?.cache_write_tokens ?? 0;
  return {
    freshInput: Math.max(0, usage.input_tokens - cacheRead - cacheWrite),
    cacheRead,
    cacheWrite,
    output: usage.output_tokens,
    reasoning: usage.output_tokens_details?.reasoning_tokens ?? 0,
  };
}
