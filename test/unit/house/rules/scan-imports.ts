import { posix } from "node:path";
import { blankText } from "./blank-text.ts";
import type { ImportEdge } from "./source-file.ts";

const statement = /^[ \t]*(?:import|export)\b[^;"'()]*?\bfrom\s*(["'])(?<specifier>[^"'\n]+)\1/gm;
const sideEffect = /^[ \t]*import\s*(["'])(?<specifier>[^"'\n]+)\1/gm;
const call = /\b(?:import|require)\s*\(\s*(["'])(?<specifier>[^"'\n]+)\1/g;

/** Every module a file names, type-only imports, re-exports and `import()` included. */
export function scanImports(path: string, text: string): readonly ImportEdge[] {
  const code = blankText(text, "quoted-strings");
  const specifiers = [statement, sideEffect, call].flatMap((pattern) =>
    [...code.matchAll(pattern)].map((match) => match.groups?.["specifier"] ?? ""),
  );
  return [...new Set(specifiers)].map((specifier) => edge(path, specifier));
}

/** The edge from the file at `path` to what it calls `specifier`. */
export function edge(path: string, specifier: string): ImportEdge {
  const target = specifier.startsWith(".")
    ? posix.join(posix.dirname(path), specifier.replace(/\?.*$/, ""))
    : null;
  return { specifier, target };
}
