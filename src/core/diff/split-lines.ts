/**
 * The lines of a text without their line ends (`\n` or `\r\n`). A line end at the end of the text
 * starts no further line, so that the last line's one-based number is the length; the empty text
 * has no lines.
 */
export function splitLines(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
