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
  return isPadded(code) ? code.slice(1, -1) : code;
}

/** Begins and ends with a space and is not made of spaces alone, which CommonMark leaves as they are. */
function isPadded(code: string): boolean {
  return /^ .* $/s.test(code) && /[^ ]/.test(code);
}

/** The text as a code span that `readCodeSpan` reads back unchanged. */
export function codeSpan(code: string): string {
  const runs = [...code.matchAll(/`+/g)].map((run) => run[0].length);
  const fence = "`".repeat(1 + Math.max(0, ...runs));
  const pad = /^`|`$/.test(code) || isPadded(code) ? " " : "";
  return `${fence}${pad}${code}${pad}${fence}`;
}
