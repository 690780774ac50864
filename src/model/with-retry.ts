import type { ModelCall, ModelPort, ModelRequest } from "./model-port.ts";
import type { FailureKind, ModelFailure, ModelOutcome } from "./outcome.ts";

/** Durations in milliseconds. */
export interface RetryPolicy {
  /** Calls in all, the first included. */
  readonly attempts: number;
  /** Upper bound of the first wait; it doubles with each further one. */
  readonly baseDelay: number;
  /** Upper bound of any wait of our own choosing. */
  readonly maxDelay: number;
  /** A vendor that asks for a longer wait than this is not waited for. */
  readonly maxRetryAfter: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  attempts: 5,
  baseDelay: 1_000,
  maxDelay: 30_000,
  maxRetryAfter: 120_000,
};

export interface RetryTiming {
  /** Resolves after `duration` milliseconds, or at once when the signal aborts; never rejects. */
  readonly wait: (duration: number, signal: AbortSignal) => Promise<void>;
  /** At least 0, less than 1. */
  readonly random: () => number;
}

/** Slips of the model get one grace retry: asking again and again costs money and seldom helps. */
const graceKinds: ReadonlySet<FailureKind> = new Set(["malformed", "empty"]);

/**
 * The port with retries of the failures that may pass by themselves: exponential backoff with full
 * jitter, never shorter than the vendor asks for. Each wait is announced by a `retry` event, which
 * makes the text so far void. Retrying is safe at any point because tools run only after a
 * `completed` outcome. An abort ends a wait at once: the outcome is `stopped`, nothing more is sent.
 */
export function withRetry(port: ModelPort, policy: RetryPolicy, timing: RetryTiming): ModelPort {
  async function respond(request: ModelRequest, call: ModelCall): Promise<ModelOutcome> {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await port.respond(request, call);
      if (outcome.kind !== "failed" || !outcome.failure.retryable) return outcome;
      if (call.signal.aborted) return { kind: "stopped", text: "" };
      if (attempt >= attemptsFor(outcome.failure.kind, policy)) return outcome;
      if ((outcome.failure.retryAfter ?? 0) > policy.maxRetryAfter) {
        return { kind: "failed", failure: tooLongToWait(outcome.failure, policy) };
      }
      const wait = waitBefore(attempt, outcome.failure, policy, timing.random());
      call.onEvent({ type: "retry", attempt, wait, why: outcome.failure.message });
      await timing.wait(wait, call.signal);
      if (call.signal.aborted) return { kind: "stopped", text: "" };
    }
  }
  return { respond };
}

/** Milliseconds to wait after the failed call number `attempt` (one-based); `random` from 0 to 1. */
export function waitBefore(
  attempt: number,
  failure: ModelFailure,
  policy: RetryPolicy,
  random: number,
): number {
  const bound = Math.min(policy.maxDelay, policy.baseDelay * 2 ** (attempt - 1));
  return Math.max(failure.retryAfter ?? 0, Math.round(random * bound));
}

function attemptsFor(kind: FailureKind, policy: RetryPolicy): number {
  return graceKinds.has(kind) ? Math.min(2, policy.attempts) : policy.attempts;
}

function tooLongToWait(failure: ModelFailure, policy: RetryPolicy): ModelFailure {
  const asked = Math.ceil((failure.retryAfter ?? 0) / 1000);
  const limit = Math.floor(policy.maxRetryAfter / 1000);
  return {
    ...failure,
    message: `${failure.message} (asked to wait ${asked} s; Signoff waits at most ${limit} s)`,
  };
}
