import { structuredPatch } from "diff";

/**
 * Differences of more lines than this are shown as one block instead of being searched for the
 * shortest edit, whose cost grows with the square of it. A count, not a time, so that the same
 * two texts always give the same diff.
 */
const longestEdit = 2_000;
const context = 3;

export interface DiffLine {
  readonly kind: "context" | "added" | "removed";
  /** Without its line feed; a carriage return before it is kept. */
  readonly text: string;
  /** One-based number before and after the change, null where the line does not exist. */
  readonly before: number | null;
  readonly after: number | null;
  /** The text ends with this line and no line feed. */
  readonly unended: boolean;
}

/** Neighbouring changes with up to three lines of context around them. */
export interface DiffHunk {
  /** One-based number of the first line; where a side has no lines, of the line that would follow. */
  readonly beforeStart: number;
  readonly afterStart: number;
  readonly lines: readonly DiffLine[];
}

export interface LineDiff {
  readonly hunks: readonly DiffHunk[];
  readonly added: number;
  readonly removed: number;
}

/** A range of lines, one-based and inclusive. */
export interface LineRange {
  readonly startLine: number;
  readonly endLine: number;
}

/** Line by line difference of two texts. Never fails; very different texts give one large hunk. */
export function diffLines(before: string, after: string): LineDiff {
  const options = { context, maxEditLength: longestEdit };
  const patch = structuredPatch("", "", before, after, "", "", options);
  const hunks = patch
    ? patch.hunks.map((hunk) => numbered(hunk.oldStart, hunk.newStart, hunk.lines))
    : wholeHunk(before, after);
  const lines = hunks.flatMap((hunk) => hunk.lines);
  return {
    hunks,
    added: lines.filter((line) => line.kind === "added").length,
    removed: lines.filter((line) => line.kind === "removed").length,
  };
}

/** The lines of the new text that the change wrote. A pure deletion leaves none. */
export function changedLines(before: string | null, after: string | null): readonly LineRange[] {
  const ranges: LineRange[] = [];
  const lines = diffLines(before ?? "", after ?? "").hunks.flatMap((hunk) => hunk.lines);
  for (const line of lines) {
    if (line.kind !== "added" || line.after === null) continue;
    const last = ranges.at(-1);
    if (last?.endLine === line.after - 1) {
      ranges[ranges.length - 1] = { startLine: last.startLine, endLine: line.after };
    } else ranges.push({ startLine: line.after, endLine: line.after });
  }
  return ranges;
}

const kinds = { " ": "context", "+": "added", "-": "removed" } as const;

/** Reads lines marked as in a unified diff. */
function numbered(beforeStart: number, afterStart: number, marked: readonly string[]): DiffHunk {
  const lines: DiffLine[] = [];
  let before = beforeStart;
  let after = afterStart;
  for (const [index, line] of marked.entries()) {
    const mark = line[0];
    if (mark !== " " && mark !== "+" && mark !== "-") continue;
    lines.push({
      kind: kinds[mark],
      text: line.slice(1),
      before: mark === "+" ? null : before++,
      after: mark === "-" ? null : after++,
      unended: marked[index + 1]?.startsWith("\\") ?? false,
    });
  }
  return { beforeStart, afterStart, lines };
}

/** Everything between the first and the last difference as removed and added. */
function wholeHunk(before: string, after: string): DiffHunk[] {
  const old = markable(before);
  const now = markable(after);
  const least = Math.min(old.length, now.length);
  let head = 0;
  while (head < least && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < least - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const start = Math.max(0, head - context);
  const end = old.length - tail;
  const marked = [
    ...mark(" ", old.slice(start, head)),
    ...mark("-", old.slice(head, end)),
    ...mark("+", now.slice(head, now.length - tail)),
    ...mark(" ", old.slice(end, end + context)),
  ];
  return [numbered(start + 1, start + 1, marked)];
}

/** Lines with their line feed, so that a missing one at the end is a difference. */
function markable(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function mark(sign: " " | "+" | "-", lines: readonly string[]): string[] {
  return lines.flatMap((line) =>
    line.endsWith("\n")
      ? [sign + line.slice(0, -1)]
      : [sign + line, "\\ No newline at end of file"],
  );
}
