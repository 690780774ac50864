import { err, ok, type Result } from "../../base/result.ts";
import {
  type LineEnds,
  plainText,
  type Replacement,
  readLineEnds,
  shrink,
  writeReplacements,
} from "./line-ends.ts";
import { nearestLines } from "./nearest-lines.ts";

/** One search/replace block. Both sides are literal text; line ends match whatever their form. */
export interface Edit {
  readonly search: string;
  readonly replace: string;
}

/**
 * Applies all edits or none. Every `search` is looked up in the text as it is before the call and
 * must occur exactly once; an empty one stands for the whole of an empty file. Byte order mark and
 * line ends outside the changed characters stay as they are. The error is in words for a model.
 */
export function applyEdits(text: string, edits: readonly Edit[]): Result<string, string> {
  const original = readLineEnds(text);
  const replacements: Replacement[] = [];
  for (const [index, edit] of edits.entries()) {
    const placed = place(original, edit);
    if (!placed.ok) return err(`Edit ${index + 1} of ${edits.length}: ${placed.error}`);
    replacements.push(placed.value);
  }
  replacements.sort((a, b) => a.start - b.start || a.end - b.end);
  if (replacements.some((next, index) => touches(replacements[index - 1], next))) {
    return err("Two edits change the same place. Join them into one edit.");
  }
  return ok(writeReplacements(original, replacements));
}

function place(original: LineEnds, edit: Edit): Result<Replacement, string> {
  const search = plainText(edit.search);
  const replace = plainText(edit.replace);
  if (search === "") {
    if (original.text === "") return ok({ start: 0, end: 0, text: replace });
    return err("the search text is empty, which is allowed only for an empty file.");
  }
  const [start, ...others] = occurrences(original.text, search);
  if (start === undefined) return err(notFound(original.text, search));
  if (others.length > 0) return err(ambiguous(original.text, [start, ...others]));
  return ok(shrink(original.text, { start, end: start + search.length, text: replace }));
}

/** Start offsets; overlapping occurrences count, because either could be meant. */
function occurrences(text: string, search: string): number[] {
  const starts: number[] = [];
  let start = text.indexOf(search);
  while (start !== -1) {
    starts.push(start);
    start = text.indexOf(search, start + 1);
  }
  return starts;
}

function touches(previous: Replacement | undefined, next: Replacement): boolean {
  if (previous === undefined) return false;
  return next.start < previous.end || next.start === previous.start;
}

function notFound(text: string, search: string): string {
  const nearest = nearestLines(text, search);
  const hint = nearest ? ` The nearest lines are:\n${nearest}` : " Read the file again.";
  return `the search text does not occur in the file. It must match exactly, white space included.${hint}`;
}

function ambiguous(text: string, starts: readonly number[]): string {
  const shown = starts.slice(0, 5).map((start) => text.slice(0, start).split("\n").length);
  const more = starts.length > shown.length ? ", …" : "";
  return `the search text occurs ${starts.length} times (lines ${shown.join(", ")}${more}). Add neighbouring lines so that it occurs once.`;
}
