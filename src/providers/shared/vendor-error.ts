import { modelFailure } from "../../model/model-failure.ts";
import type { FailureKind, ModelFailure } from "../../model/outcome.ts";
import { retryAfter } from "./retry-after.ts";

/** An error as a vendor reports it, in a shape common to all. */
export interface VendorError {
  /** HTTP status; null for an error inside a stream that began with 200. */
  readonly status: number | null;
  /** The vendor's machine-readable type and code, as far as given. */
  readonly codes: readonly string[];
  readonly message: string;
  readonly headers: Headers | null;
}

/** Codes of all vendors: they do not collide, and compatible servers borrow each other's. */
const kindOfCode: Readonly<Record<string, FailureKind>> = {
  insufficient_quota: "no-credit",
  billing_hard_limit_reached: "no-credit",
  billing_not_active: "no-credit",
  billing_error: "no-credit",
  contract_spend_limit_reached: "no-credit",
  enforced_spend_limit_reached: "no-credit",
  linked_organization_spend_limit_reached: "no-credit",
  linked_organization_billing_unavailable: "no-credit",
  context_length_exceeded: "context-overflow",
  model_not_found: "unknown-model",
  invalid_api_key: "unauthorized",
  authentication_error: "unauthorized",
  permission_error: "unauthorized",
  rate_limit_error: "rate-limited",
  rate_limit_exceeded: "rate-limited",
  invalid_request_error: "invalid-request",
  invalid_prompt: "invalid-request",
  request_too_large: "invalid-request",
};

/** Where a vendor has no code for it, only its words tell. */
const tooLong =
  /prompt is too long|maximum context length|context (?:window|length)|too many tokens/i;
const outOfCredit = /credit balance is too low|exceeded your current quota/i;

/** The named failure behind a vendor's error. `now` in milliseconds since the epoch, for HTTP dates. */
export function classifyVendorError(error: VendorError, now: number): ModelFailure {
  return modelFailure(kindOf(error), ownWords(error), {
    status: error.status,
    retryAfter: retryAfter(error.headers, now),
  });
}

/** Both packages put the status in front of the message, and words of their own where there is none. */
function ownWords({ status, message }: VendorError): string {
  const words = status === null ? message : message.replace(`${status} `, "");
  return words === "status code (no body)" ? "The vendor gave no reason." : words;
}

function kindOf(error: VendorError): FailureKind {
  const byCode = error.codes.map((code) => kindOfCode[code]).filter((kind) => kind !== undefined);
  if (byCode.includes("no-credit") || outOfCredit.test(error.message)) return "no-credit";
  if (byCode.includes("context-overflow") || isTooLong(error)) return "context-overflow";
  if (byCode.includes("unknown-model")) return "unknown-model";
  if (error.status !== null) return kindOfStatus(error.status, error);
  return byCode[0] ?? "overloaded";
}

function isTooLong({ status, message }: VendorError): boolean {
  return (status === null || status === 400 || status === 413) && tooLong.test(message);
}

function kindOfStatus(status: number, error: VendorError): FailureKind {
  if (status === 401 || status === 403) return "unauthorized";
  if (status === 402) return "no-credit";
  if (status === 404) return knowsModels(error) ? "unknown-model" : "not-an-api";
  if (status === 429) return "rate-limited";
  if (status === 408 || status === 409 || status === 425 || status >= 500) return "overloaded";
  return status >= 400 ? "invalid-request" : "not-an-api";
}

/** A 404 about a model, not about an address that does not exist. */
function knowsModels({ codes, message }: VendorError): boolean {
  return codes.includes("not_found_error") || /\bmodel\b/i.test(message);
}
