import { type DiffHunk, type DiffLine, diffLines } from "./line-diff.ts";

/**
 * A unified diff of one file as `git apply` and reviewers read it; the empty string where nothing
 * changed. `before` is null for a created and `after` for a deleted file.
 */
export function renderUnified(path: string, before: string | null, after: string | null): string {
  const { hunks } = diffLines(before ?? "", after ?? "");
  if (hunks.length === 0 && (before === null) === (after === null)) return "";
  const header = [
    `diff --git ${quoted(`a/${path}`)} ${quoted(`b/${path}`)}`,
    ...(before === null ? ["new file mode 100644"] : []),
    ...(after === null ? ["deleted file mode 100644"] : []),
  ];
  const names = [
    `--- ${before === null ? "/dev/null" : quoted(`a/${path}`)}`,
    `+++ ${after === null ? "/dev/null" : quoted(`b/${path}`)}`,
  ];
  const lines = hunks.length === 0 ? header : [...header, ...names, ...hunks.flatMap(renderHunk)];
  return `${lines.join("\n")}\n`;
}

/** Names with characters that would end or bend the line are quoted, so that no name can forge a diff line. */
function quoted(name: string): string {
  return /[\p{Cc}"\\]/u.test(name) ? JSON.stringify(name) : name;
}

const marks = { context: " ", added: "+", removed: "-" } as const;

function renderHunk(hunk: DiffHunk): string[] {
  const before = hunk.lines.filter((line) => line.before !== null).length;
  const after = hunk.lines.filter((line) => line.after !== null).length;
  return [
    `@@ -${range(hunk.beforeStart, before)} +${range(hunk.afterStart, after)} @@`,
    ...hunk.lines.flatMap(renderLine),
  ];
}

function renderLine(line: DiffLine): string[] {
  const text = marks[line.kind] + line.text;
  return line.unended ? [text, "\\ No newline at end of file"] : [text];
}

/** The format gives a side without lines the number of the line before it. */
function range(start: number, count: number): string {
  return count === 0 ? `${start - 1},0` : `${start},${count}`;
}
