import type {
  ContentBlockParam,
  MessageCreateParamsStreaming,
  MessageParam,
  RedactedThinkingBlockParam,
  TextBlockParam,
  ThinkingBlockParam,
  Tool,
} from "@anthropic-ai/sdk/resources/messages";
import type { Message, OpaquePart, ToolResultPart, ToolSpec } from "../../model/message.ts";
import type { ModelRequest } from "../../model/model-port.ts";
import { vendorCallId } from "../shared/vendor-call-id.ts";

const cached = { cache_control: { type: "ephemeral" } } as const;

/**
 * Our request as a Messages API body. No sampling parameters: current models refuse them. The
 * cache covers tools and system blocks; a call with tools is one of a loop, so there it also covers
 * the conversation so far, which the next call sends again.
 */
export function anthropicRequest(request: ModelRequest): MessageCreateParamsStreaming {
  const messages = request.messages.map(toMessage).filter(({ content }) => content.length > 0);
  const system = request.system.filter(isSaid).map(toText);
  const inLoop = request.tools.length > 0;
  return {
    model: request.model,
    max_tokens: request.maxOutputTokens,
    ...(system.length > 0 ? { system: withCachedEnd(system) } : {}),
    messages: inLoop ? withCachedConversation(messages) : messages,
    ...(inLoop ? { tools: request.tools.map(toTool) } : {}),
    stream: true,
  };
}

interface ListedMessage {
  readonly role: Message["role"];
  readonly content: ContentBlockParam[];
}

function toMessage(message: Message): ListedMessage {
  const role = message.role;
  if (message.role === "user") {
    // The API wants the results of a turn's calls before anything else that is said.
    const results = message.parts.filter((part) => part.type === "tool-result").map(toResult);
    const texts = message.parts.filter((part) => part.type === "text" && isSaid(part.text));
    return { role, content: [...results, ...texts.map((part) => toText(part.text))] };
  }
  const content = message.parts.flatMap((part): ContentBlockParam[] => {
    if (part.type === "text") return isSaid(part.text) ? [toText(part.text)] : [];
    if (part.type === "opaque") return toThinking(part);
    const { id, name, input } = part;
    return [{ type: "tool_use", id: vendorCallId(id), name, input }];
  });
  // Thinking alone is not a message the API takes back.
  return { role, content: content.every(isThinking) ? [] : content };
}

function toText(text: string): TextBlockParam {
  return { type: "text", text };
}

/** The API refuses text blocks of white space only. */
function isSaid(text: string): boolean {
  return text.trim() !== "";
}

function toResult(part: ToolResultPart): ContentBlockParam {
  return {
    type: "tool_result",
    tool_use_id: vendorCallId(part.id),
    content: isSaid(part.text) ? part.text : "(no output)",
    is_error: part.isError,
  };
}

function toThinking(part: OpaquePart): ContentBlockParam[] {
  return part.provider === "anthropic" && isThinking(part.data) ? [part.data] : [];
}

/** Only what `createAnthropicFold` stored passes; a signed block must go back unchanged. */
function isThinking(data: unknown): data is ThinkingBlockParam | RedactedThinkingBlockParam {
  if (typeof data !== "object" || data === null || !("type" in data)) return false;
  if (data.type === "redacted_thinking") return "data" in data;
  return data.type === "thinking" && "thinking" in data && "signature" in data;
}

function toTool({ name, description, schema }: ToolSpec): Tool {
  return { name, description, input_schema: { ...schema, type: "object" } };
}

function withCachedEnd(blocks: readonly TextBlockParam[]): TextBlockParam[] {
  return blocks.map((block, index) =>
    index === blocks.length - 1 ? { ...block, ...cached } : block,
  );
}

function withCachedConversation(messages: readonly ListedMessage[]): MessageParam[] {
  const last = messages.at(-1);
  const block = last?.content.at(-1);
  if (last === undefined || block === undefined) return [...messages];
  if (block.type !== "text" && block.type !== "tool_result") return [...messages];
  const content = [...last.content.slice(0, -1), { ...block, ...cached }];
  return [...messages.slice(0, -1), { ...last, content }];
}
