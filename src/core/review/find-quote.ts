import type { LineRange } from "../diff/line-diff.ts";

/** A text with every run of white space as one space, and where each character came from. */
export interface Collapsed {
  readonly text: string;
  /** One-based line of each character of `text`. */
  readonly lines: readonly number[];
}

/** Lines as one text in which quotes are looked up; line ends count as white space. */
export function collapseLines(content: readonly string[]): Collapsed {
  const pieces: string[] = [];
  const lines: number[] = [];
  for (const [index, line] of content.entries()) {
    const words = collapse(line);
    if (words === "") continue;
    const piece = pieces.length === 0 ? words : ` ${words}`;
    pieces.push(piece);
    for (let count = 0; count < piece.length; count++) lines.push(index + 1);
  }
  return { text: pieces.join(""), lines };
}

/** The lines of every occurrence of a collapsed quote, in order, one-based and inclusive. */
export function findQuote(content: Collapsed, quote: string): LineRange[] {
  const found: LineRange[] = [];
  if (quote === "") return found;
  let start = content.text.indexOf(quote);
  while (start !== -1) {
    const startLine = content.lines[start] ?? 1;
    const endLine = content.lines[start + quote.length - 1] ?? startLine;
    found.push({ startLine, endLine });
    start = content.text.indexOf(quote, start + 1);
  }
  return found;
}

export function collapse(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** The readings of a quote, likeliest first, all collapsed. */
export interface QuoteReadings {
  /** As a text of the file as it is now. */
  readonly after: readonly string[];
  /** As a text of the file as it was. */
  readonly before: readonly string[];
  /** Every line bears a minus: the quote means removed lines. */
  readonly removed: boolean;
}

/**
 * A reviewer copies from a diff, with or without its marks. What looks like a mark may also be
 * the file's own (`- item`, `+1`), so the quote is read both ways.
 */
export function readQuote(quote: string): QuoteReadings {
  const lines = quote
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "" && !line.startsWith("@@ "));
  const asIs = collapse(lines.join("\n"));
  const unmarked = (kept: readonly string[]) =>
    collapse(kept.map((line) => line.replace(/^[+\- ]/, "")).join("\n"));
  return {
    after: distinct([asIs, unmarked(lines), unmarked(lines.filter((line) => line[0] !== "-"))]),
    before: distinct([asIs, unmarked(lines), unmarked(lines.filter((line) => line[0] !== "+"))]),
    removed: lines.length > 0 && lines.every((line) => line.startsWith("-")),
  };
}

function distinct(readings: readonly string[]): string[] {
  return [...new Set(readings)].filter((reading) => reading !== "");
}
