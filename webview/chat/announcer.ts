/**
 * The sentences of a growing text that are finished and not yet spoken. `from` is how many
 * characters were spoken before; `end` is where to go on next time.
 */
export function finishedSentences(text: string, from: number): { spoken: string; end: number } {
  const rest = text.slice(from);
  const ends = [...rest.matchAll(/[.!?:](?=\s)|\n(?=\n)/g)];
  const last = ends.at(-1);
  if (last === undefined) return { spoken: "", end: from };
  const end = last.index + 1;
  return { spoken: rest.slice(0, end).trim(), end: from + end };
}
