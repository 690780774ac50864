import { createOpenAi } from "../../src/providers/openai/openai.ts";
import { pieces, sse } from "./sse.ts";
import type { Refusal, Refused, VendorWire, WireAnswer, WireCall } from "./vendor-wire.ts";

const reasoningItem = {
  type: "reasoning",
  id: "rs_1",
  summary: [],
  encrypted_content: "ZW5jcnlwdGVk",
} as const;

function response(more: object) {
  return { id: "resp_1", object: "response", model: "gpt-6.1-sol", error: null, ...more };
}

const created = {
  type: "response.created",
  response: response({ status: "in_progress", output: [], incomplete_details: null }),
};

const usage = {
  input_tokens: 2400,
  input_tokens_details: { cached_tokens: 2000, cache_write_tokens: 300 },
  output_tokens: 40,
  output_tokens_details: { reasoning_tokens: 15 },
  total_tokens: 2440,
};

function added(output_index: number, item: object) {
  return { type: "response.output_item.added", output_index, item };
}

function done(output_index: number, item: object) {
  return { type: "response.output_item.done", output_index, item };
}

function reasoningEvents(index: number) {
  return [added(index, { ...reasoningItem, encrypted_content: "" }), done(index, reasoningItem)];
}

function textEvents(index: number, text: string, isRefusal: boolean) {
  const item = { type: "message", id: `msg_${index}`, role: "assistant", phase: null };
  const kind = isRefusal ? "refusal" : "output_text";
  const content = isRefusal
    ? { type: "refusal", refusal: text }
    : { type: "output_text", text, annotations: [] };
  return [
    added(index, { ...item, status: "in_progress", content: [] }),
    ...pieces(text).map((delta) => ({
      type: `response.${kind}.delta`,
      item_id: item.id,
      output_index: index,
      content_index: 0,
      delta,
    })),
    done(index, { ...item, status: "completed", content: [content] }),
  ];
}

function callEvents(index: number, { id, name, json }: WireCall, isWhole: boolean) {
  const item = { type: "function_call", id: `fc_${index}`, call_id: id, name };
  const status = isWhole ? "completed" : "incomplete";
  return [
    added(index, { ...item, arguments: "", status: "in_progress" }),
    ...pieces(json).map((delta) => ({
      type: "response.function_call_arguments.delta",
      item_id: item.id,
      output_index: index,
      delta,
    })),
    done(index, { ...item, arguments: json, status }),
  ];
}

function stream({ text, calls = [], reasoning = false, end = "normal" }: WireAnswer): string {
  const isLimit = end === "limit";
  const makers = [
    ...(reasoning ? [reasoningEvents] : []),
    ...(text === undefined ? [] : [(index: number) => textEvents(index, text, end === "refusal")]),
    ...calls.map((call) => (index: number) => callEvents(index, call, !isLimit)),
  ];
  const last = response({
    status: isLimit ? "incomplete" : "completed",
    incomplete_details: isLimit ? { reason: "max_output_tokens" } : null,
    output: [],
    usage,
  });
  return sse([
    created,
    { type: "response.something_new" },
    ...makers.flatMap((make, index) => make(index)),
    { type: isLimit ? "response.incomplete" : "response.completed", response: last },
  ]);
}

function error(type: string, message: string, code: string | null = null) {
  return { error: { type, message, code, param: null } };
}

const refusals: Readonly<Record<Refusal, Refused>> = {
  "bad-request": { status: 400, body: error("invalid_request_error", "Missing parameter: input") },
  "too-long": {
    status: 400,
    body: error("invalid_request_error", "Your input is too long.", "context_length_exceeded"),
  },
  "wrong-key": {
    status: 401,
    body: error("invalid_request_error", "Incorrect API key provided", "invalid_api_key"),
  },
  "no-credit": { status: 402, body: error("billing", "Payment required") },
  forbidden: { status: 403, body: error("invalid_request_error", "Project lacks access") },
  "unknown-model": {
    status: 404,
    body: error("invalid_request_error", "The model gpt-66 does not exist", "model_not_found"),
  },
  "too-large": { status: 413, body: error("invalid_request_error", "Request too large") },
  "rate-limited": {
    status: 429,
    body: error("requests", "Rate limit reached", "rate_limit_exceeded"),
  },
  quota: {
    status: 429,
    body: error("insufficient_quota", "You exceeded your current quota", "insufficient_quota"),
  },
  "server-fault": { status: 500, body: error("server_error", "The server had an error") },
  overloaded: { status: 529, body: error("server_error", "Overloaded") },
};

const errorEvents = {
  overloaded: { type: "error", code: "server_error", message: "Overloaded", param: null },
  "rate-limited": {
    type: "response.failed",
    response: response({
      status: "failed",
      output: [],
      error: { code: "rate_limit_exceeded", message: "Slow down" },
    }),
  },
};

export const openAiWire: VendorWire = {
  name: "OpenAI",
  provider: "openai",
  model: "gpt-6.1-sol",
  path: "/v1/responses",
  create: createOpenAi,
  stream,
  begin: (text) => sse([created, ...textEvents(0, text, false).slice(0, 2)]),
  keepAlive: ": keep-alive\n\n",
  errorEvent: (kind) => sse([errorEvents[kind]]),
  refuse: (refusal) => refusals[refusal],
  usage: { freshInput: 100, cacheRead: 2000, cacheWrite: 300, output: 40, reasoning: 15 },
  opaque: { type: "opaque", provider: "openai", data: reasoningItem },
  hostileEnvironment: {
    OPENAI_BASE_URL: "http://127.0.0.1:9",
    OPENAI_API_KEY: "environment-key",
    OPENAI_ADMIN_KEY: "environment-admin",
    OPENAI_ORG_ID: "leaked",
    OPENAI_PROJECT_ID: "leaked",
    OPENAI_CUSTOM_HEADERS: "X-Leak: leaked\nAuthorization: Bearer leaked",
  },
};
