import { modelFailure } from "../../model/model-failure.ts";
import type { ModelFailure } from "../../model/outcome.ts";
import { WireFault } from "./wire-fault.ts";

/** Certificates do not heal by waiting. Codes of Node's TLS layer. */
const certificateCode = /^(?:CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;
const silenceCode = /^UND_ERR_(?:HEADERS|BODY)_TIMEOUT$/;

/**
 * The failure behind an error that is not a vendor's answer. Before the stream opened there was no
 * connection; afterwards the stream broke off.
 */
export function networkFailure(error: unknown, wasOpen: boolean): ModelFailure {
  const chain = [...causes(error)];
  const fault = chain.find((cause) => cause instanceof WireFault);
  if (fault) return fault.failure;
  const codes = chain.map(codeOf);
  const message = deepestMessage(chain);
  if (codes.some((code) => silenceCode.test(code))) return modelFailure("stalled", message);
  if (wasOpen) return modelFailure("cut", `The answer broke off: ${message}`);
  const isCertificate = codes.some((code) => certificateCode.test(code));
  return modelFailure("unreachable", message, { retryable: !isCertificate });
}

/** The error and its causes, outermost first; of several attempts (IPv6, IPv4) the first. */
function* causes(error: unknown): Generator<Error> {
  let current = error;
  for (let depth = 0; depth < 8 && current instanceof Error; depth += 1) {
    yield current;
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}

function deepestMessage(chain: readonly Error[]): string {
  return chain.findLast((error) => error.message !== "")?.message ?? "Unknown error";
}
