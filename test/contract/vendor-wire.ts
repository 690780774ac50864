import type { Usage } from "../../src/core/usage/usage.ts";
import type { AssistantPart } from "../../src/model/message.ts";
import type { ModelPort, ProviderConfig } from "../../src/model/model-port.ts";
import { anthropicWire } from "./anthropic-wire.ts";
import { openAiWire } from "./openai-wire.ts";

export interface WireCall {
  readonly id: string;
  readonly name: string;
  /** The arguments as sent, JSON or not. */
  readonly json: string;
}

export interface WireAnswer {
  readonly text?: string;
  readonly calls?: readonly WireCall[];
  /** Opaque reasoning in front, as this vendor sends it. */
  readonly reasoning?: boolean;
  /** Why the vendor says the answer ended; `limit` leaves the last call unfinished. */
  readonly end?: "normal" | "limit" | "refusal";
}

/** The ways a vendor says no, each with its own status and body. */
export type Refusal =
  | "bad-request"
  | "too-long"
  | "wrong-key"
  | "no-credit"
  | "forbidden"
  | "unknown-model"
  | "too-large"
  | "rate-limited"
  | "quota"
  | "server-fault"
  | "overloaded";

export interface Refused {
  readonly status: number;
  readonly body: unknown;
}

/**
 * How one vendor speaks on the wire: all the shared suite needs to know about it. A third vendor
 * plugs in by one more of these.
 */
export interface VendorWire {
  readonly name: string;
  /** As in a model reference, and in opaque parts. */
  readonly provider: string;
  readonly model: string;
  readonly path: string;
  create(config: ProviderConfig): ModelPort;
  /** A whole stream, terminal event included. */
  stream(answer: WireAnswer): string;
  /** The events up to the first piece of text, and nothing after. */
  begin(text: string): string;
  /** Bytes that keep the connection alive and say nothing. */
  readonly keepAlive: string;
  /** An error event inside a stream that began with 200. */
  errorEvent(kind: "overloaded" | "rate-limited"): string;
  refuse(refusal: Refusal): Refused;
  /** What `stream` reports as used. */
  readonly usage: Usage;
  /** The part that `reasoning: true` becomes. */
  readonly opaque: AssistantPart;
  /** Environment variables that would change where requests go or what they carry. */
  readonly hostileEnvironment: Readonly<Record<string, string>>;
}

export const vendorWires: readonly VendorWire[] = [anthropicWire, openAiWire];
