import { err, ok, type Result } from "../../base/result.ts";
import { readCodeSpan } from "../text/code-span.ts";
import type { CheckSpec } from "./plan.ts";
import { normalisePath } from "./plan-path.ts";
import { splitWords } from "./split-words.ts";
import { taskTestsPlaceholder } from "./test-path.ts";

/**
 * Reads a list item's text as `` check `npm test` `` or `` check `npm test` in `folder` ``. Null
 * when the item is no check; an error when it is one that cannot be run.
 */
export function parseCheck(text: string): Result<CheckSpec, string> | null {
  const rest = /^check:?\s+(?=`)(.*)$/is.exec(text)?.[1];
  const command = rest === undefined ? null : readCodeSpan(rest);
  if (command === null) return null;
  const folder = readFolder(command.rest);
  if (folder === null) {
    return err("Nothing may follow the command: write - check `command`, and the rest as text.");
  }
  const argv = splitWords(command.code.trim());
  if (!argv.ok) return argv;
  const [program] = argv.value;
  if (program === "" || program === taskTestsPlaceholder) {
    return err("A command begins with the program to run.");
  }
  return ok({ argv: [...argv.value], cwd: folder });
}

/** The folder of ` in `folder``; `""` when nothing is said; null when something else is. */
function readFolder(text: string): string | null {
  if (/^[\s.]*$/.test(text)) return "";
  const rest = /^\s+in\s+(?=`)(.*)$/is.exec(text)?.[1];
  const folder = rest === undefined ? null : readCodeSpan(rest);
  if (folder === null || !/^[\s.]*$/.test(folder.rest)) return null;
  return normalisePath(folder.code.trim()).replace(/(?<=.)\/$/, "");
}
