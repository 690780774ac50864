import { APIConnectionError, APIError, APIUserAbortError } from "openai/error";
import type { VendorError } from "../shared/vendor-error.ts";

/**
 * What the API answered, inside a stream or instead of one; null for errors of the connection.
 * By class: the package's errors carry no name that survives minification.
 */
export function openAiVendorError(error: unknown): VendorError | null {
  if (!(error instanceof APIError)) return null;
  if (error instanceof APIConnectionError || error instanceof APIUserAbortError) return null;
  return {
    status: error.status ?? null,
    codes: [error.code, error.type].filter((code) => typeof code === "string"),
    message: error.message,
    headers: error.headers ?? null,
  };
}
