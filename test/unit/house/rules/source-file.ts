/** One import edge of a file, type-only ones included. */
export interface ImportEdge {
  /** As written, for example `../plan/plan.ts`, `node:path`, `zod`. */
  readonly specifier: string;
  /** Path from the repository root, null for a package or a built-in. */
  readonly target: string | null;
}

/** A source file as the rules of the house see it. `path` is relative to the repository root. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly ImportEdge[];
}

export interface Violation {
  readonly path: string;
  /** One-based, null where the whole file is meant. */
  readonly line: number | null;
  readonly message: string;
}

/** A rule looks at one file and says what is wrong with it; an empty list is fine. */
export type Rule = (file: SourceFile) => readonly Violation[];

/** Every match of `pattern` in `text` as a violation of the file at `path`. `pattern` needs the flag g. */
export function matches(
  path: string,
  text: string,
  pattern: RegExp,
  message: string,
): readonly Violation[] {
  return [...text.matchAll(pattern)].map((match) => ({
    path,
    line: text.slice(0, match.index + match[0].search(/\S/)).split("\n").length,
    message: `${match[0].trim()}: ${message}`,
  }));
}
