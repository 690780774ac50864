import type { SourceFile } from "./source-file.ts";

/**
 * Every cycle that a walk along the imports closes, as the paths on it; type-only imports count,
 * for a reader they are the same knot. Empty when the files can be read in some order.
 */
export function importCycles(files: readonly SourceFile[]): readonly (readonly string[])[] {
  const edges = new Map(files.map((file) => [file.path, targets(file)]));
  const cycles: (readonly string[])[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]) => {
    const start = trail.indexOf(path);
    if (start >= 0) cycles.push(trail.slice(start));
    if (start >= 0 || done.has(path)) return;
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const file of files) visit(file.path, []);
  return cycles;
}

function targets(file: SourceFile): readonly string[] {
  return file.imports.flatMap(({ target }) => target ?? []);
}
