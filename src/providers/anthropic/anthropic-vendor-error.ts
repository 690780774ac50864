import { APIConnectionError, APIError, APIUserAbortError } from "@anthropic-ai/sdk/error";
import type { VendorError } from "../shared/vendor-error.ts";

/** What the API answered, inside a stream or instead of one; null for errors of the connection. */
export function anthropicVendorError(error: unknown): VendorError | null {
  if (!(error instanceof APIError)) return null;
  if (error instanceof APIConnectionError || error instanceof APIUserAbortError) return null;
  return {
    status: error.status ?? null,
    codes: [error.type, error.errorCode].filter((code) => code !== null),
    message: error.apiMessage ?? error.message,
    headers: error.headers ?? null,
  };
}
