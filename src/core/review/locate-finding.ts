import { diffLines, type LineRange } from "../diff/line-diff.ts";
import { splitLines } from "../diff/split-lines.ts";
import { type Collapsed, collapse, collapseLines, findQuote, readQuote } from "./find-quote.ts";
import type { Anchor, ReportedFinding } from "./finding.ts";

/** A file of the change; null where there was or is none. */
export interface ChangedFile {
  readonly before: string | null;
  readonly after: string | null;
}

export type Location =
  | { readonly kind: "anchored"; readonly anchor: Anchor }
  /** The reason is in words for the reviewer, who is asked once again, and for the person. */
  | { readonly kind: "unfounded"; readonly reason: string };

/**
 * Decides where a reported finding stands, by its quote (DESIGN 4): at the reported lines, else
 * where the quote occurs exactly once in the file as it is now or in lines the change removed; a
 * finding that touches a plan item or constraint may instead quote it from `documents` and stands
 * at the reported lines. Otherwise it is unfounded.
 */
export function locateFinding(
  reported: ReportedFinding,
  files: ReadonlyMap<string, ChangedFile>,
  documents: readonly string[],
): Location {
  const path = knownPath(reported.path, files);
  const file = path === null ? undefined : files.get(path);
  if (path === null || file === undefined) {
    return unfounded(`${reported.path} is not one of the changed files.`);
  }
  const quote = readQuote(reported.quote);
  if (quote.after.length === 0 && quote.before.length === 0) {
    return unfounded("The finding quotes nothing.");
  }
  const wanted = reportedLines(reported);
  const now = inPresentText(file, quote.after, wanted);
  const gone = inRemovedLines(file, quote.before, wanted);
  const first = quote.removed ? [gone, now] : [now, gone];
  const place = first.find((found) => found.range !== null)?.range;
  if (place) return anchored(path, file.after, place);
  if (reported.touches !== null && quotesDocument(quote.after, documents)) {
    return anchored(path, file.after, wanted);
  }
  return unfounded(whyNot(path, now.count));
}

interface Found {
  /** In the file as it is now; null where the quote occurs nowhere or in several places. */
  readonly range: LineRange | null;
  readonly count: number;
}

function inPresentText(file: ChangedFile, readings: readonly string[], wanted: LineRange): Found {
  const content = collapseLines(splitLines(file.after ?? ""));
  return choose(content, readings, (range) => range, wanted);
}

/** Looks among the old file's lines, counting only places where the change removed something. */
function inRemovedLines(file: ChangedFile, readings: readonly string[], wanted: LineRange): Found {
  if (file.before === null) return { range: null, count: 0 };
  const deletions = deletionPoints(file.before, file.after ?? "");
  const content = collapseLines(splitLines(file.before));
  const toNewSide = (range: LineRange): LineRange | null => {
    for (let line = range.startLine; line <= range.endLine; line++) {
      const point = deletions.get(line);
      if (point !== undefined) return { startLine: point, endLine: point };
    }
    return null;
  };
  return choose(content, readings, toNewSide, wanted);
}

/** For every removed line of the old text the line of the new one that now stands in its place. */
function deletionPoints(before: string, after: string): ReadonlyMap<number, number> {
  const points = new Map<number, number>();
  for (const hunk of diffLines(before, after).hunks) {
    let next = hunk.afterStart;
    for (const line of hunk.lines) {
      if (line.after !== null) next = line.after + 1;
      else if (line.before !== null) points.set(line.before, next);
    }
  }
  return points;
}

/**
 * The occurrence that overlaps the wanted lines, in either numbering, and starts nearest to them;
 * else the only one. `place` maps an occurrence to the new side, null where it does not count.
 */
function choose(
  content: Collapsed,
  readings: readonly string[],
  place: (range: LineRange) => LineRange | null,
  wanted: LineRange,
): Found {
  let only: LineRange | null = null;
  let most = 0;
  for (const reading of readings) {
    const places = findQuote(content, reading).flatMap((range) => {
      const placed = place(range);
      return placed ? [{ range, placed }] : [];
    });
    const near = places
      .filter(({ range, placed }) => overlaps(range, wanted) || overlaps(placed, wanted))
      .sort((a, b) => distance(a.placed, wanted) - distance(b.placed, wanted));
    if (near[0]) return { range: near[0].placed, count: places.length };
    if (places.length === 1) only ??= places[0]?.placed ?? null;
    most = Math.max(most, places.length);
  }
  return { range: only, count: most };
}

function overlaps(a: LineRange, b: LineRange): boolean {
  return a.startLine <= b.endLine && b.startLine <= a.endLine;
}

function distance(a: LineRange, b: LineRange): number {
  return Math.abs(a.startLine - b.startLine);
}

function reportedLines({ startLine, endLine }: ReportedFinding): LineRange {
  return { startLine: Math.min(startLine, endLine), endLine: Math.max(startLine, endLine) };
}

/** Reviewers sometimes keep the prefixes of a diff's header. */
function knownPath(path: string, files: ReadonlyMap<string, ChangedFile>): string | null {
  const candidates = [path, path.replace(/^\.\//, ""), path.replace(/^[ab]\//, "")];
  return candidates.find((candidate) => files.has(candidate)) ?? null;
}

function quotesDocument(readings: readonly string[], documents: readonly string[]): boolean {
  const texts = documents.map(collapse);
  return readings.some((reading) => texts.some((text) => text.includes(reading)));
}

/** A file that is gone or empty has no line to stand at: line 1 with no text. */
function anchored(path: string, after: string | null, range: LineRange): Location {
  const lines = splitLines(after ?? "");
  const last = Math.max(1, lines.length);
  const startLine = Math.min(range.startLine, last);
  const endLine = Math.min(range.endLine, last);
  const text = lines.slice(startLine - 1, endLine).join("\n");
  return { kind: "anchored", anchor: { path, startLine, endLine, text } };
}

function whyNot(path: string, count: number): string {
  return count > 1
    ? `The quoted text occurs ${count} times in ${path}, but not at the reported lines.`
    : `The quoted text is nowhere in the change of ${path}.`;
}

function unfounded(reason: string): Location {
  return { kind: "unfounded", reason };
}
