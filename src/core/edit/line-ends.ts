/** How a text is stored, apart from its words: byte order mark and the end of every line. */
export interface LineEnds {
  readonly mark: "" | "\uFEFF";
  /** The words with every line end as `\n` and no byte order mark. */
  readonly text: string;
  /** The original end of each line, in order; as many as `text` has `\n`. */
  readonly ends: readonly string[];
}

const lineEnd = /\r\n|\n|\r/g;

export function readLineEnds(stored: string): LineEnds {
  const mark = stored.startsWith("\uFEFF") ? "\uFEFF" : "";
  const words = stored.slice(mark.length);
  return { mark, text: words.replace(lineEnd, "\n"), ends: words.match(lineEnd) ?? [] };
}

/** The words of a text whatever its form: no byte order mark, line ends as `\n`. */
export function plainText(text: string): string {
  return readLineEnds(text).text;
}

/** A piece of `LineEnds.text`, as offsets from `start` up to `end`, and what replaces it. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Leaves out what a replacement has in common with the original at both ends, so that those bytes stay as they are. */
export function shrink(original: string, replacement: Replacement): Replacement {
  const old = original.slice(replacement.start, replacement.end);
  const { text } = replacement;
  const least = Math.min(old.length, text.length);
  let head = 0;
  while (head < least && old[head] === text[head]) head++;
  let tail = 0;
  while (tail < least - head && old.at(-1 - tail) === text.at(-1 - tail)) tail++;
  return {
    start: replacement.start + head,
    end: replacement.end - tail,
    text: text.slice(head, text.length - tail),
  };
}

/**
 * Applies replacements (ascending, not overlapping) and gives the text in its stored form.
 * A line that is replaced passes its line end on; a new line takes its neighbour's.
 */
export function writeReplacements(
  original: LineEnds,
  replacements: readonly Replacement[],
): string {
  let out = original.mark;
  let offset = 0;
  let line = 0;
  const keep = (end: number): void => {
    const pieces = original.text.slice(offset, end).split("\n");
    for (const [index, piece] of pieces.entries()) {
      out += index === 0 ? piece : (original.ends[line++] ?? "\n") + piece;
    }
    offset = end;
  };
  for (const { start, end, text } of replacements) {
    keep(start);
    const replaced = countLineFeeds(original.text.slice(start, end));
    const pieces = text.split("\n");
    for (const [index, piece] of pieces.entries()) {
      const passed = index - 1 < replaced ? original.ends[line + index - 1] : undefined;
      out += index === 0 ? piece : (passed ?? neighbour(original.ends, line + replaced)) + piece;
    }
    line += replaced;
    offset = end;
  }
  keep(original.text.length);
  return out;
}

/** The end of the line above the next one, else of the next one, else `\n` for a text of one line. */
function neighbour(ends: readonly string[], next: number): string {
  return ends[next - 1] ?? ends[next] ?? "\n";
}

function countLineFeeds(text: string): number {
  return text.split("\n").length - 1;
}
