import type { Usage } from "../core/usage/usage.ts";
import type { AssistantPart } from "./message.ts";

/** Why a complete answer ended. Tool calls of an answer cut at the token limit must never run. */
export type StopReason = "end" | "tools" | "length" | "refusal";

export interface Completed {
  readonly kind: "completed";
  readonly parts: readonly AssistantPart[];
  readonly stop: StopReason;
  readonly usage: Usage;
}

/** The person or the host aborted. `text` is what had arrived. */
export interface Stopped {
  readonly kind: "stopped";
  readonly text: string;
}

/**
 * The named ways a model call fails. `retryable` ones may succeed if simply tried again;
 * the others need the person.
 *
 * - `unauthorized`: 401 or 403, the key is wrong or lacks the right
 * - `no-credit`: 402, or a 429 that says the quota is used up
 * - `unknown-model`: the vendor does not know the model id
 * - `invalid-request`: 400, 413, 422: our request is at fault
 * - `context-overflow`: the prompt is longer than the model takes
 * - `rate-limited`: 429
 * - `overloaded`: 5xx, 529 or an error event after HTTP 200
 * - `unreachable`: no connection
 * - `not-an-api`: the answer is not what an API of this kind sends (HTML, wrong content type)
 * - `cut`: the stream ended before its terminal event
 * - `stalled`: nothing arrived for the idle time
 * - `malformed`: a tool call whose arguments are not JSON
 * - `empty`: a complete answer without text or tool call
 */
export type FailureKind =
  | "unauthorized"
  | "no-credit"
  | "unknown-model"
  | "invalid-request"
  | "context-overflow"
  | "rate-limited"
  | "overloaded"
  | "unreachable"
  | "not-an-api"
  | "cut"
  | "stalled"
  | "malformed"
  | "empty";

export interface ModelFailure {
  readonly kind: FailureKind;
  readonly retryable: boolean;
  /** The vendor's words, with keys taken out; for the person and the log. */
  readonly message: string;
  /** HTTP status, null where there was none. */
  readonly status: number | null;
  /** Milliseconds the vendor asked us to wait, null where it did not. */
  readonly retryAfter: number | null;
}

/** What became of one model call: one success, cancellation, or a named failure. */
export type ModelOutcome =
  | Completed
  | Stopped
  | { readonly kind: "failed"; readonly failure: ModelFailure };
