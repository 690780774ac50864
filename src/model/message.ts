/** Text of a prompt or an answer. */
export interface TextPart {
  readonly type: "text";
  readonly text: string;
}

/** A model's wish to use a tool. `input` is parsed JSON, not yet checked against the tool's schema. */
export interface ToolCallPart {
  readonly type: "tool-call";
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
}

export interface ToolResultPart {
  readonly type: "tool-result";
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly isError: boolean;
}

/**
 * Reasoning or another vendor-specific item that must go back to the same vendor unchanged
 * (Anthropic thinking blocks, OpenAI reasoning items, Gemini thought signatures). Adapters of
 * other vendors leave it out.
 */
export interface OpaquePart {
  readonly type: "opaque";
  readonly provider: string;
  readonly data: unknown;
}

export type AssistantPart = TextPart | ToolCallPart | OpaquePart;

export type Message =
  | { readonly role: "user"; readonly parts: readonly (TextPart | ToolResultPart)[] }
  | { readonly role: "assistant"; readonly parts: readonly AssistantPart[] };

/** A tool as a vendor sees it. `schema` is JSON Schema of an object with every property required and none extra. */
export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  readonly schema: Readonly<Record<string, unknown>>;
}
