import { modelFailure } from "../../model/model-failure.ts";
import type { ModelCall, ModelStreamEvent, ProviderConfig } from "../../model/model-port.ts";
import type { ModelFailure, ModelOutcome } from "../../model/outcome.ts";
import { type AnswerFold, type Ending, finishAnswer } from "./answer.ts";
import { stalled } from "./guarded-fetch.ts";
import { networkFailure } from "./network-failure.ts";
import { scrub } from "./scrub.ts";
import { classifyVendorError, type VendorError } from "./vendor-error.ts";
import { within } from "./within.ts";

/** A raw stream of a vendor package. Aborting the controller closes the connection. */
export interface VendorStream<E> extends AsyncIterable<E> {
  readonly controller: AbortController;
}

/** What differs between vendors in one call. */
export interface VendorCall<E> {
  /** Sends the request; resolves when headers have arrived. May reject with anything. */
  open(signal: AbortSignal): Promise<VendorStream<E>>;
  readonly fold: AnswerFold<E>;
  /** The vendor's answer inside an error of its package; null if the error is not an answer. */
  readonly vendorError: (error: unknown) => VendorError | null;
}

/**
 * Keep-alive bytes without a single event are no progress: after this many idle times the call
 * counts as stalled although the connection lives.
 */
const idleTimesWithoutEvent = 5;

/** Runs one call to its outcome, whatever happens; the key never appears in it. */
export async function runCall<E>(
  vendor: VendorCall<E>,
  config: ProviderConfig,
  call: ModelCall,
): Promise<ModelOutcome> {
  let text = "";
  const emit = (event: ModelStreamEvent): void => {
    if (call.signal.aborted) return;
    if (event.type === "text-delta") text += event.text;
    call.onEvent(event);
  };
  // The packages end an aborted stream silently, so the signal decides, not the way the loop ended.
  if (call.signal.aborted) return { kind: "stopped", text };
  const outcome = keyFailure(config.apiKey) ?? (await settle(vendor, config, call.signal, emit));
  if (call.signal.aborted) return { kind: "stopped", text };
  if (outcome.kind === "completed") return outcome;
  const message = scrub(outcome.message, config.apiKey);
  return { kind: "failed", failure: { ...outcome, message } };
}

/** A key no header can carry would make the package throw an error that quotes it. */
function keyFailure(apiKey: string): ModelFailure | null {
  if (apiKey === "") return modelFailure("unauthorized", "There is no key.");
  if (/^[\x21-\x7e]+$/.test(apiKey)) return null;
  return modelFailure("unauthorized", "The key contains spaces or characters that no key has.");
}

async function settle<E>(
  vendor: VendorCall<E>,
  config: ProviderConfig,
  signal: AbortSignal,
  emit: (event: ModelStreamEvent) => void,
) {
  let wasOpen = false;
  try {
    const stream = await vendor.open(signal);
    wasOpen = true;
    const ending = await readEnding(stream, vendor.fold, config.idleTimeout, emit);
    if (ending === null) return modelFailure("cut", "The answer ended before it was complete.");
    if (ending.kind === "answer") return finishAnswer(ending.answer);
    if (ending.kind === "failure") return ending.failure;
    return classifyVendorError(ending.error, Date.now());
  } catch (error) {
    const answer = vendor.vendorError(error);
    return answer ? classifyVendorError(answer, Date.now()) : networkFailure(error, wasOpen);
  }
}

/** Null when the stream ended without its terminal event. Nothing after that event is read. */
async function readEnding<E>(
  stream: VendorStream<E>,
  fold: AnswerFold<E>,
  idleTime: number,
  emit: (event: ModelStreamEvent) => void,
): Promise<Ending | null> {
  const limit = idleTime * idleTimesWithoutEvent;
  const events = stream[Symbol.asyncIterator]();
  try {
    while (true) {
      const next = await within(events.next(), limit, () => stalled(limit));
      if (next.done) return null;
      const ending = fold.add(next.value, emit);
      if (ending !== null) return ending;
    }
  } finally {
    stream.controller.abort();
    // Lets the package release its listeners; what it says to that no longer matters.
    events.return?.().then(undefined, () => undefined);
  }
}
