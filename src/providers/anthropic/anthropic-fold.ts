import type {
  RawContentBlockDelta,
  RawContentBlockStartEvent,
  RawMessageDeltaEvent,
  RawMessageStreamEvent,
  Usage as VendorUsage,
} from "@anthropic-ai/sdk/resources/messages";
import type { Usage } from "../../core/usage/usage.ts";
import { modelFailure } from "../../model/model-failure.ts";
import type { ModelStreamEvent } from "../../model/model-port.ts";
import type { AnswerFold, Ending, RawPart } from "../shared/answer.ts";

type Emit = (event: ModelStreamEvent) => void;

/** A content block while it arrives. */
type Block =
  | { readonly type: "text"; text: string }
  | { readonly type: "thinking"; text: string; signature: string }
  | { readonly type: "redacted_thinking"; readonly data: string }
  | { readonly type: "tool_use"; id: string; name: string; input: unknown; json: string };

/** Folds the events of one Messages API stream. */
export function createAnthropicFold(): AnswerFold<RawMessageStreamEvent> {
  const blocks = new Map<number, Block>();
  const open = new Set<number>();
  let counts: Partial<VendorUsage> = {};
  let stopReason: string | null = null;

  function add(event: RawMessageStreamEvent, emit: Emit): Ending | null {
    switch (event.type) {
      case "message_start":
        counts = { ...event.message.usage };
        return null;
      case "content_block_start":
        open.add(event.index);
        startBlock(blocks, event, emit);
        return null;
      case "content_block_delta":
        growBlock(blocks.get(event.index), event.delta, emit);
        return null;
      case "content_block_stop":
        open.delete(event.index);
        return null;
      case "message_delta":
        stopReason = event.delta.stop_reason ?? stopReason;
        counts = { ...counts, ...known(event.usage) };
        return null;
      case "message_stop":
        // An end with a block still open lost something on the way.
        return open.size > 0 ? lost : ending(stopReason, blocks, counts);
      default:
        return null;
    }
  }
  return { add };
}

const lost: Ending = {
  kind: "failure",
  failure: modelFailure("cut", "The answer ended inside a block."),
};

function startBlock(
  blocks: Map<number, Block>,
  { index, content_block: start }: RawContentBlockStartEvent,
  emit: Emit,
): void {
  if (start.type === "text") {
    blocks.set(index, { type: "text", text: start.text });
    if (start.text !== "") emit({ type: "text-delta", text: start.text });
  } else if (start.type === "thinking") {
    const { thinking: text, signature } = start;
    blocks.set(index, { type: "thinking", text, signature });
  } else if (start.type === "redacted_thinking") {
    blocks.set(index, { type: "redacted_thinking", data: start.data });
  } else if (start.type === "tool_use") {
    const { id, name, input } = start;
    blocks.set(index, { type: "tool_use", id, name, input, json: "" });
    emit({ type: "tool-call-start", id, name });
  }
}

function growBlock(block: Block | undefined, delta: RawContentBlockDelta, emit: Emit): void {
  if (delta.type === "text_delta" && block?.type === "text") {
    block.text += delta.text;
    emit({ type: "text-delta", text: delta.text });
  } else if (delta.type === "input_json_delta" && block?.type === "tool_use") {
    block.json += delta.partial_json;
  } else if (delta.type === "thinking_delta" && block?.type === "thinking") {
    block.text += delta.thinking;
    emit({ type: "reasoning-delta", text: delta.thinking });
  } else if (delta.type === "signature_delta" && block?.type === "thinking") {
    block.signature += delta.signature;
  }
}

function ending(
  stopReason: string | null,
  blocks: ReadonlyMap<number, Block>,
  counts: Partial<VendorUsage>,
): Ending {
  if (stopReason === "model_context_window_exceeded") {
    const message = "The conversation fills the model's context window.";
    return { kind: "failure", failure: modelFailure("context-overflow", message) };
  }
  const inOrder = [...blocks].sort(([a], [b]) => a - b).map(([, block]) => block);
  const parts = inOrder.flatMap(toPart);
  return { kind: "answer", answer: { parts, cut: cutOf(stopReason), usage: toUsage(counts) } };
}

function cutOf(stopReason: string | null): "length" | "refusal" | null {
  if (stopReason === "max_tokens") return "length";
  return stopReason === "refusal" ? "refusal" : null;
}

function toPart(block: Block): RawPart[] {
  if (block.type === "text") return block.text === "" ? [] : [{ type: "text", text: block.text }];
  if (block.type === "tool_use") {
    // Compatible servers may send the whole input at the start and no deltas.
    const json = block.json === "" ? JSON.stringify(block.input ?? {}) : block.json;
    return [{ type: "raw-tool-call", id: block.id, name: block.name, json }];
  }
  const data =
    block.type === "thinking"
      ? { type: "thinking", thinking: block.text, signature: block.signature }
      : block;
  return [{ type: "opaque", provider: "anthropic", data }];
}

/** The final counts are cumulative, but lax servers send nulls where the first event had numbers. */
function known(usage: RawMessageDeltaEvent["usage"]): Partial<VendorUsage> {
  return Object.fromEntries(Object.entries(usage ?? {}).filter(([, value]) => value !== null));
}

/** `input_tokens` excludes what was read from or written to the cache. */
function toUsage(counts: Partial<VendorUsage>): Usage {
  return {
    freshInput: counts.input_tokens ?? 0,
    cacheRead: counts.cache_read_input_tokens ?? 0,
    cacheWrite: counts.cache_creation_input_tokens ?? 0,
    output: counts.output_tokens ?? 0,
    reasoning: counts.output_tokens_details?.thinking_tokens ?? 0,
  };
}
