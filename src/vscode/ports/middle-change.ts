/** Replace the characters from `start` to `end` (offsets, `end` exclusive) by `text`. */
export interface MiddleChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The one differing stretch between two texts, null when they are equal. Cursors, folds and
 * marks outside it stay. Never cuts a CRLF or a surrogate pair in two.
 */
export function middleChange(before: string, after: string): MiddleChange | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  while (start > 0 && (isInside(before, start) || isInside(after, start))) start--;
  let tail = 0;
  while (
    tail < shorter - start &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail++;
  }
  while (
    tail > 0 &&
    (isInside(before, before.length - tail) || isInside(after, after.length - tail))
  ) {
    tail--;
  }
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

function isInside(text: string, offset: number): boolean {
  const pair = text.slice(offset - 1, offset + 1);
  return pair === "\r\n" || /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(pair);
}
