import { createAnthropic } from "../../src/providers/anthropic/anthropic.ts";
import { pieces, sse } from "./sse.ts";
import type { Refusal, Refused, VendorWire, WireAnswer, WireCall } from "./vendor-wire.ts";

const thinking = { type: "thinking", thinking: "Hm.", signature: "c2lnbmF0dXJl" } as const;

const start = {
  type: "message_start",
  message: {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "claude-opus-5-5",
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: {
      input_tokens: 100,
      output_tokens: 1,
      cache_read_input_tokens: 2000,
      cache_creation_input_tokens: 300,
    },
  },
};

const stopReasons = { normal: "end_turn", limit: "max_tokens", refusal: "refusal" } as const;

function block(index: number, content: object, deltas: readonly object[]) {
  return [
    { type: "content_block_start", index, content_block: content },
    ...deltas.map((delta) => ({ type: "content_block_delta", index, delta })),
    { type: "content_block_stop", index },
  ];
}

function thinkingBlock(index: number) {
  const { thinking: text, signature } = thinking;
  return block(index, { type: "thinking", thinking: "", signature: "" }, [
    { type: "thinking_delta", thinking: text },
    { type: "signature_delta", signature },
  ]);
}

function textBlock(index: number, text: string) {
  const deltas = pieces(text).map((piece) => ({ type: "text_delta", text: piece }));
  return block(index, { type: "text", text: "" }, deltas);
}

function callBlock(index: number, { id, name, json }: WireCall) {
  const deltas = pieces(json).map((piece) => ({ type: "input_json_delta", partial_json: piece }));
  return block(index, { type: "tool_use", id, name, input: {} }, deltas);
}

function stream({ text, calls = [], reasoning = false, end = "normal" }: WireAnswer): string {
  const makers = [
    ...(reasoning ? [thinkingBlock] : []),
    ...(text === undefined ? [] : [(index: number) => textBlock(index, text)]),
    ...calls.map((call) => (index: number) => callBlock(index, call)),
  ];
  const reason = end === "normal" && calls.length > 0 ? "tool_use" : stopReasons[end];
  return sse([
    start,
    { type: "ping" },
    ...makers.flatMap((make, index) => make(index)),
    {
      type: "message_delta",
      delta: { stop_reason: reason, stop_sequence: null },
      usage: { output_tokens: 40, output_tokens_details: { thinking_tokens: 15 } },
    },
    { type: "message_stop" },
  ]);
}

function error(type: string, message: string, details?: object) {
  return { type: "error", error: { type, message, ...(details ? { details } : {}) } };
}

const refusals: Readonly<Record<Refusal, Refused>> = {
  "bad-request": { status: 400, body: error("invalid_request_error", "messages: is required") },
  "too-long": {
    status: 400,
    body: error("invalid_request_error", "prompt is too long: 1200000 tokens > 1000000 maximum"),
  },
  "wrong-key": { status: 401, body: error("authentication_error", "invalid bearer token") },
  "no-credit": { status: 402, body: error("billing_error", "Payment required") },
  forbidden: { status: 403, body: error("permission_error", "This key may not use the model") },
  "unknown-model": { status: 404, body: error("not_found_error", "model: claude-opus-55") },
  "too-large": { status: 413, body: error("request_too_large", "Request exceeds 32 MB") },
  "rate-limited": { status: 429, body: error("rate_limit_error", "Too many requests") },
  quota: {
    status: 429,
    body: error("rate_limit_error", "Spend limit reached", {
      error_code: "contract_spend_limit_reached",
    }),
  },
  "server-fault": { status: 500, body: error("api_error", "Internal server error") },
  overloaded: { status: 529, body: error("overloaded_error", "Overloaded") },
};

export const anthropicWire: VendorWire = {
  name: "Anthropic",
  provider: "anthropic",
  model: "claude-opus-5-5",
  path: "/v1/messages",
  create: createAnthropic,
  stream,
  begin: (text) =>
    sse([
      start,
      ...block(0, { type: "text", text: "" }, [{ type: "text_delta", text }]).slice(0, 2),
    ]),
  keepAlive: sse([{ type: "ping" }]),
  errorEvent: (kind) =>
    sse([
      kind === "overloaded"
        ? error("overloaded_error", "Overloaded")
        : error("rate_limit_error", "Slow down"),
    ]),
  refuse: (refusal) => refusals[refusal],
  usage: { freshInput: 100, cacheRead: 2000, cacheWrite: 300, output: 40, reasoning: 15 },
  opaque: { type: "opaque", provider: "anthropic", data: thinking },
  hostileEnvironment: {
    ANTHROPIC_BASE_URL: "http://127.0.0.1:9",
    ANTHROPIC_API_KEY: "environment-key",
    ANTHROPIC_AUTH_TOKEN: "environment-token",
    ANTHROPIC_CUSTOM_HEADERS: "X-Leak: leaked\nAuthorization: Bearer leaked\nX-Api-Key: leaked",
  },
};
