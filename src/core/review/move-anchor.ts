import { splitLines } from "../diff/split-lines.ts";
import type { Anchor } from "./finding.ts";

/**
 * Where an anchor stands in a text that may have changed: at its lines where they still read the
 * same, else at the only other place with exactly its lines, else `outdated`. It never comes to
 * stand at different text; a change of line ends does not count as one.
 */
export function moveAnchor(anchor: Anchor, text: string): Anchor | "outdated" {
  const lines = splitLines(text);
  const wanted = anchor.text.split("\n");
  if (standsAt(lines, wanted, anchor.startLine - 1)) return anchor;
  if (lines.length === 0) return anchor.text === "" && anchor.startLine === 1 ? anchor : "outdated";
  const starts = placesOf(lines, wanted);
  const start = starts[0];
  if (start === undefined || starts.length > 1) return "outdated";
  return { ...anchor, startLine: start + 1, endLine: start + wanted.length };
}

function placesOf(lines: readonly string[], wanted: readonly string[]): number[] {
  const starts: number[] = [];
  for (let start = 0; start + wanted.length <= lines.length; start++) {
    if (standsAt(lines, wanted, start)) starts.push(start);
  }
  return starts;
}

function standsAt(lines: readonly string[], wanted: readonly string[], start: number): boolean {
  return wanted.every((line, index) => lines[start + index] === line);
}
