import { plainText, readLineEnds, shrink, writeReplacements } from "./line-ends.ts";

/**
 * A whole new text for a file, in the form the file had: byte order mark and line ends stay,
 * new lines take their neighbour's. `before` is null for a new file, whose text stays as given.
 */
export function keepFileStyle(before: string | null, text: string): string {
  if (before === null || before === "") return text;
  const original = readLineEnds(before);
  const whole = { start: 0, end: original.text.length, text: plainText(text) };
  return writeReplacements(original, [shrink(original.text, whole)]);
}
