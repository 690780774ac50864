import type {
  EasyInputMessage,
  FunctionTool,
  ResponseCreateParamsStreaming,
  ResponseInputItem,
  ResponseReasoningItem,
} from "openai/resources/responses/responses";
import { contentHash } from "../../base/hash.ts";
import type { AssistantPart, Message, ToolResultPart, ToolSpec } from "../../model/message.ts";
import type { ModelRequest } from "../../model/model-port.ts";
import { vendorCallId } from "../shared/vendor-call-id.ts";
import { strictSchema } from "./strict-schema.ts";

/**
 * Our request as a Responses API body. `store: false` keeps nothing at the vendor, so reasoning
 * travels with us, encrypted. No sampling parameters: reasoning models refuse them.
 */
export function openAiRequest(request: ModelRequest): ResponseCreateParamsStreaming {
  const instructions = request.system.filter((block) => block.trim() !== "").join("\n\n");
  return {
    model: request.model,
    ...(instructions === "" ? {} : { instructions }),
    input: request.messages.flatMap(toItems),
    max_output_tokens: request.maxOutputTokens,
    store: false,
    stream: true,
    ...(reasons(request.model) ? { include: ["reasoning.encrypted_content"] } : {}),
    ...(request.tools.length > 0 ? { tools: request.tools.map(toTool) } : {}),
    ...(request.cacheKey === "" ? {} : { prompt_cache_key: shortKey(request.cacheKey) }),
  };
}

/** Models from before reasoning answer 400 when asked for encrypted reasoning. */
function reasons(model: string): boolean {
  return !/^(?:gpt-[34]|chatgpt-)/.test(model);
}

/** The API takes at most 64 characters. */
function shortKey(cacheKey: string): string {
  return cacheKey.length <= 64 ? cacheKey : contentHash(cacheKey);
}

function toItems(message: Message): ResponseInputItem[] {
  if (message.role === "assistant") return assistantItems(message.parts);
  const results = message.parts.filter((part) => part.type === "tool-result").map(toOutput);
  const texts = message.parts.filter((part) => part.type === "text" && part.text.trim() !== "");
  return [
    ...results,
    ...texts.map(({ text }): EasyInputMessage => ({ role: "user", content: text })),
  ];
}

function assistantItems(parts: readonly AssistantPart[]): ResponseInputItem[] {
  const items: ResponseInputItem[] = [];
  let phase: Phase | null = null;
  for (const part of parts) {
    if (part.type === "tool-call") {
      const call_id = vendorCallId(part.id);
      const args = JSON.stringify(part.input);
      items.push({ type: "function_call", call_id, name: part.name, arguments: args });
    } else if (part.type === "text") {
      if (part.text.trim() === "") continue;
      items.push({ role: "assistant", content: part.text, ...(phase ? { phase } : {}) });
      phase = null;
    } else if (part.provider === "openai") {
      if (isReasoning(part.data)) items.push(part.data);
      if (isMessagePhase(part.data)) phase = part.data.phase;
    }
  }
  return items;
}

function toOutput({ id, text, isError }: ToolResultPart): ResponseInputItem {
  const output = isError ? `Error: ${text}` : text;
  return { type: "function_call_output", call_id: vendorCallId(id), output };
}

function toTool({ name, description, schema }: ToolSpec): FunctionTool {
  return { type: "function", name, description, parameters: strictSchema(schema), strict: true };
}

type Phase = "commentary" | "final_answer";

/**
 * Whether the text that follows was commentary or the final answer; newer models get worse when it
 * is not sent back. Stored as an opaque part in front of the text it belongs to.
 */
export interface MessagePhase {
  readonly type: "message-phase";
  readonly phase: Phase;
}

function isMessagePhase(data: unknown): data is MessagePhase {
  return typeof data === "object" && data !== null && "phase" in data;
}

/** Only what `createOpenAiFold` stored passes; without its encrypted content an item is of no use. */
function isReasoning(data: unknown): data is ResponseReasoningItem {
  return (
    typeof data === "object" &&
    data !== null &&
    "type" in data &&
    data.type === "reasoning" &&
    "encrypted_content" in data &&
    typeof data.encrypted_content === "string"
  );
}
