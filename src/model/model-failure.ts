import type { FailureKind, ModelFailure } from "./outcome.ts";

/** `malformed` and `empty` are the model's own slips: another answer to the same prompt is often good. */
const retryableKinds: ReadonlySet<FailureKind> = new Set([
  "rate-limited",
  "overloaded",
  "unreachable",
  "cut",
  "stalled",
  "malformed",
  "empty",
]);

/** Builds a failure; whether it may be retried follows from its kind unless `details` says otherwise. */
export function modelFailure(
  kind: FailureKind,
  message: string,
  details: Partial<Pick<ModelFailure, "retryable" | "status" | "retryAfter">> = {},
): ModelFailure {
  return {
    kind,
    retryable: details.retryable ?? retryableKinds.has(kind),
    message,
    status: details.status ?? null,
    retryAfter: details.retryAfter ?? null,
  };
}
