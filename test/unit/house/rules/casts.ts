import { blankText } from "./blank-text.ts";
import { matches, type Rule } from "./source-file.ts";

const lock = "src/core/lock/";

/** An approval comes out of the lock; elsewhere nothing may be declared to be one. */
export const approvalsComeFromTheLock: Rule = ({ path, text }) =>
  path.startsWith(lock)
    ? []
    : matches(
        path,
        blankText(text, "code-only"),
        /\bas\s+(?:readonly\s+)?(?:\w+\.)?Approval\b/g,
        "only src/core/lock makes approvals",
      );

/** A cast by way of `unknown` switches the checker off; parse with a schema instead. */
export const noDoubleCasts: Rule = ({ path, text }) =>
  path.startsWith(lock)
    ? []
    : matches(
        path,
        blankText(text, "code-only"),
        /\bas\s+(?:unknown\s+as\b|any\b|never\b)/g,
        "parse it with a schema",
      );
