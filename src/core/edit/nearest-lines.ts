const leastLikeness = 0.5;
const around = 2;
const mostShown = 12;
/** Comparing costs time per line; in longer files only the first lines are compared. */
const mostLines = 20_000;

/**
 * The lines of `text` most like the first line of `search`, two lines of context around them,
 * each as `number: line`. Null where nothing is alike.
 */
export function nearestLines(text: string, search: string): string | null {
  const wanted = search.split("\n").find((line) => line.trim() !== "");
  if (wanted === undefined) return null;
  const pairs = letterPairs(wanted);
  const lines = text.split("\n");
  let best = -1;
  let bestLikeness = leastLikeness;
  for (const [index, line] of lines.slice(0, mostLines).entries()) {
    const likeness = overlap(pairs, letterPairs(line));
    if (likeness > bestLikeness) [best, bestLikeness] = [index, likeness];
  }
  if (best === -1) return null;
  const start = Math.max(0, best - around);
  const end = Math.min(best + search.split("\n").length + around, start + mostShown);
  const shown = lines.slice(start, end);
  return shown.map((line, index) => `${start + index + 1}: ${line}`).join("\n");
}

/** Neighbouring letters without white space; their overlap tells likeness and forgives small changes. */
function letterPairs(line: string): ReadonlySet<string> {
  const letters = line.replace(/\s+/g, "");
  const pairs = new Set<string>();
  for (let index = 0; index + 1 < letters.length; index++)
    pairs.add(letters.slice(index, index + 2));
  return pairs;
}

/** From 0, nothing in common, to 1, the same pairs. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const pair of b) if (a.has(pair)) shared++;
  return (2 * shared) / (a.size + b.size);
}
