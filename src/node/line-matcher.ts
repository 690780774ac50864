import { createContext, Script } from "node:vm";
import { err, ok, type Result } from "../base/result.ts";

/** Finds the one-based numbers of the lines that match, at most `limit`; null when the time is used up. */
export type LineMatcher = (lines: readonly string[], limit: number) => readonly number[] | null;

/** Matches lines that contain the text. */
export function literalMatcher(query: string): LineMatcher {
  return (lines, limit) => {
    const found: number[] = [];
    for (const [index, line] of lines.entries()) {
      if (found.length === limit) break;
      if (line.includes(query)) found.push(index + 1);
    }
    return found;
  };
}

// A function, because names declared at the top of a script stay in the context for the next run.
const source = `(() => {
  const found = [];
  for (let index = 0; index < lines.length && found.length < limit; index++) {
    if (pattern.test(lines[index])) found.push(index + 1);
  }
  return found;
})()`;

/**
 * Matches lines against a regular expression within a time budget in milliseconds for all calls
 * together. A pattern that backtracks without end cannot be interrupted from ordinary code, but a
 * script with a time limit can. The error says why the pattern is none.
 */
export function patternMatcher(query: string, budget: number): Result<LineMatcher, string> {
  let pattern: RegExp;
  try {
    pattern = new RegExp(query, "u");
  } catch (error) {
    return err(error instanceof Error ? error.message : "It is not a regular expression");
  }
  const sandbox = createContext({ pattern, lines: [] as readonly string[], limit: 0 });
  const script = new Script(source);
  let left = budget;
  return ok((lines, limit) => {
    const started = performance.now();
    Object.assign(sandbox, { lines, limit });
    try {
      const found: unknown = script.runInContext(sandbox, {
        timeout: Math.max(1, Math.ceil(left)),
      });
      return Array.isArray(found) ? found.filter((line) => typeof line === "number") : null;
    } catch {
      return null;
    } finally {
      left -= performance.now() - started;
    }
  });
}
