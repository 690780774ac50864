import { contentHash } from "../../base/hash.ts";
import { splitLines } from "../text/lines.ts";
import type { PlanVersion } from "./plan.ts";

/**
 * The version of a plan: the hash of its text with LF line ends and without a byte order mark.
 * Those two change when a file passes through git or an editor, and no reader of ours sees them.
 * Everything else counts, white space too: what is not known to mean nothing may mean something.
 */
export function planVersion(markdown: string): PlanVersion {
  return contentHash(splitLines(markdown).join("\n"));
}
