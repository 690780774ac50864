/*
 * Escape sequences of ECMA-48, in their 7-bit (ESC x) and 8-bit (one C1 byte) forms. A string
 * sequence (window title, hyperlink, clipboard) ends on its own line or only its introducer is
 * dropped: otherwise an unfinished one would hide everything after it.
 */
const sequences = new RegExp(
  [
    "(?:\\u001b[\\]PX^_]|[\\u009d\\u0090\\u0098\\u009e\\u009f])[^\\u0007\\u001b\\u009c\\n]*(?:\\u0007|\\u001b\\\\|\\u009c)",
    "(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*[@-~]",
    "\\u001b[ -/]*[0-~]",
  ].join("|"),
  "g",
);
const controls = /[\p{Cc}--[\n\t]]/gv;

/**
 * Program output as plain text: no escape sequences and no control characters but line feed and
 * tab. A carriage return becomes a line feed, so that nothing overwrites what was printed before.
 */
export function stripTerminal(output: string): string {
  return output
    .replace(sequences, "")
    .replace(/\r+\n?/g, "\n")
    .replace(controls, "");
}
