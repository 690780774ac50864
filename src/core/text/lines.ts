/** The lines of a text without their ends; LF, CRLF and a lone CR end a line, and a byte order mark is dropped. */
export function splitLines(text: string): readonly string[] {
  return text.replace(/^\uFEFF/, "").split(/\r\n?|\n/);
}

/** Several source lines as one line of text: each trimmed, blank ones dropped, joined by one space. */
export function joinLines(lines: readonly string[]): string {
  return lines
    .map((line) => line.replace(/^[ \t]+|[ \t]+$/g, ""))
    .filter((line) => line !== "")
    .join(" ");
}
