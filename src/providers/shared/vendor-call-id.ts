import { contentHash } from "../../base/hash.ts";

/**
 * A tool call id every vendor takes (at most 64 of `A-Za-z0-9_-`). The vendor's own ids pass
 * unchanged; others, from a conversation begun elsewhere, get a short form, always the same one, so
 * that calls and results still match.
 */
export function vendorCallId(id: string): string {
  return /^[\w-]{1,64}$/.test(id) ? id : `call_${contentHash(id).slice(0, 32)}`;
}
