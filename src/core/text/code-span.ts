/** Reads the Markdown code span a text begins with; null where it begins with none. */
export function readCodeSpan(
  text: string,
): { readonly code: string; readonly rest: string } | null {
  const fence = /^`+/.exec(text)?.[0];
  if (fence === undefined) return null;
  for (const run of text.slice(fence.length).matchAll(/`+/g)) {
    if (run[0].length !== fence.length) continue;
    const end = fence.length + run.index;
    return { code: unpad(text.slice(fence.length, end)), rest: text.slice(end + fence.length) };
  }
  return null;
}

/** CommonMark drops one space at both ends, so that code may begin or end with a backtick. */
function unpad(code: string): string {
  return /^ .* $/s.test(code) && code.trim() !== "" ? code.slice(1, -1) : code;
}

/** The text as a code span that `readCodeSpan` reads back unchanged. */
export function codeSpan(code: string): string {
  const runs = [...code.matchAll(/`+/g)].map((run) => run[0].length);
  const fence = "`".repeat(1 + Math.max(0, ...runs));
  const pad = /^`|`$|^ .* $/s.test(code) ? " " : "";
  return `${fence}${pad}${code}${pad}${fence}`;
}
