import assert from "node:assert/strict";
import { after, before, beforeEach } from "node:test";
import type { ModelRequest, ModelStreamEvent, ProviderConfig } from "../../src/model/model-port.ts";
import type { ModelFailure, ModelOutcome } from "../../src/model/outcome.ts";
import { type FaultVendor, type Reply, startFaultVendor } from "../support/fault-vendor.ts";
import type { VendorWire } from "./vendor-wire.ts";

export const testKey = "sk-test-4f9a0c2b7d1e";

export interface Called {
  readonly outcome: ModelOutcome;
  readonly events: readonly ModelStreamEvent[];
}

export interface CallOptions {
  readonly request?: Partial<ModelRequest>;
  readonly config?: Partial<ProviderConfig>;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: ModelStreamEvent) => void;
}

/** One server for the tests of a file; each test sets its own replies. */
export function faultVendorForFile(): () => FaultVendor {
  let server: FaultVendor | null = null;
  before(async () => {
    server = await startFaultVendor();
  });
  beforeEach(() => server?.answer(() => ({ chunks: [] })));
  after(() => server?.close());
  return () => {
    assert.ok(server);
    return server;
  };
}

export function requestFor(wire: VendorWire, more: Partial<ModelRequest> = {}): ModelRequest {
  return {
    model: wire.model,
    system: ["You are the architect.", "Constraints: none."],
    messages: [{ role: "user", parts: [{ type: "text", text: "Say hello" }] }],
    tools: [],
    maxOutputTokens: 1000,
    cacheKey: "session-1",
    ...more,
  };
}

/** Calls the vendor's adapter against the origin and never lets the key into the outcome. */
export async function callVendor(
  wire: VendorWire,
  origin: string,
  options: CallOptions = {},
): Promise<Called> {
  const port = wire.create({
    apiKey: testKey,
    baseUrl: origin,
    idleTimeout: 5000,
    ...options.config,
  });
  const events: ModelStreamEvent[] = [];
  const outcome = await port.respond(requestFor(wire, options.request), {
    signal: options.signal ?? new AbortController().signal,
    onEvent: (event) => {
      events.push(event);
      options.onEvent?.(event);
    },
  });
  assert.ok(!JSON.stringify(outcome).includes(testKey), "the key is in the outcome");
  return { outcome, events };
}

export function failureOf(outcome: ModelOutcome): ModelFailure {
  assert.equal(outcome.kind, "failed", JSON.stringify(outcome));
  return outcome.failure;
}

export function textOf(events: readonly ModelStreamEvent[]): string {
  return events.map((event) => (event.type === "text-delta" ? event.text : "")).join("");
}

/** The bytes in pieces of `size`. */
export function bytes(text: string, size = 1): Uint8Array[] {
  const all = Buffer.from(text);
  const count = Math.ceil(all.length / size);
  return Array.from({ length: count }, (_, index) =>
    all.subarray(index * size, (index + 1) * size),
  );
}

export function json({ status, body }: { status: number; body: unknown }, headers = {}): Reply {
  const chunks = [JSON.stringify(body)];
  return { status, headers: { "content-type": "application/json", ...headers }, chunks };
}
