import type { Message, ToolSpec } from "./message.ts";
import type { ModelOutcome } from "./outcome.ts";

/**
 * One model call. `system` is a list of blocks, the stable ones first (role file, constraint
 * document, plan), so that vendors can cache the prefix.
 */
export interface ModelRequest {
  /** The vendor's own model id. */
  readonly model: string;
  readonly system: readonly string[];
  readonly messages: readonly Message[];
  readonly tools: readonly ToolSpec[];
  readonly maxOutputTokens: number;
  /** Keeps calls of one session on one cache where the vendor supports it. */
  readonly cacheKey: string;
}

export type ModelStreamEvent =
  | { readonly type: "text-delta"; readonly text: string }
  | { readonly type: "reasoning-delta"; readonly text: string }
  /** A tool call has begun; its arguments are still arriving. */
  | { readonly type: "tool-call-start"; readonly id: string; readonly name: string }
  /** The call failed and will be tried again in `wait` milliseconds; text so far is void. */
  | {
      readonly type: "retry";
      readonly attempt: number;
      readonly wait: number;
      readonly why: string;
    };

export interface ModelCall {
  readonly signal: AbortSignal;
  /** Called in order, synchronously; must not throw. */
  readonly onEvent: (event: ModelStreamEvent) => void;
}

/** The one port to language models. Never rejects: every expected failure is an outcome. */
export interface ModelPort {
  respond(request: ModelRequest, call: ModelCall): Promise<ModelOutcome>;
}

/** How a provider is reached. Comes from user or machine settings, never from a workspace. */
export interface ProviderConfig {
  readonly apiKey: string;
  /**
   * Origin and path prefix of the vendor's API without `/v1` and without a trailing slash, for
   * example `https://api.openai.com` (each adapter adds what its package wants); null for the
   * vendor's own.
   */
  readonly baseUrl: string | null;
  /** Milliseconds without any byte of the stream after which a call counts as stalled. */
  readonly idleTimeout: number;
}
