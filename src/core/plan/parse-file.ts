import { err, ok, type Result } from "../../base/result.ts";
import { readCodeSpan } from "../text/code-span.ts";
import type { FileChange, PlanFile, PlanSymbol } from "./plan.ts";
import { normalisePath } from "./plan-path.ts";

/** A file a task names, and what its item says after the path. */
interface FileItem {
  readonly file: Omit<PlanFile, "symbols">;
  readonly note: string;
}

/**
 * Reads a list item's text as `` create `path` ``, `modify`, `delete`, or `` rename `a` to `b` ``.
 * Null when the item names no file; an error when it seems to but cannot be read.
 */
export function parseFile(text: string): Result<FileItem, string> | null {
  const [, verb = "", rest = ""] = /^(create|modify|delete|rename):?\s+(.*)$/is.exec(text) ?? [];
  const path = readPath(rest);
  if (path === null) return null;
  const change = verb.toLowerCase() as FileChange;
  const to =
    change === "rename" ? readPath(/^\s*(?:to|->|→)\s+(.*)$/is.exec(path.rest)?.[1] ?? "") : null;
  if (change === "rename" && to === null) return err("Write a rename as - rename `old` to `new`.");
  const note = readNote(to === null ? path.rest : to.rest);
  if (note === null) {
    return err(`Nothing may follow the path: write - ${change} \`path\`, and the rest as text.`);
  }
  return ok({ file: { change, path: path.path, to: to?.path ?? null }, note });
}

/** A path in backticks, or bare when the item holds nothing else and it looks like a path. */
function readPath(text: string): { readonly path: string; readonly rest: string } | null {
  const span = readCodeSpan(text);
  if (span !== null) {
    return span.code.trim() === "" ? null : { path: normalisePath(span.code), rest: span.rest };
  }
  const bare = /^[^\s`]*[./][^\s`]*[^\s`.:]$/.exec(text)?.[0];
  return bare === undefined ? null : { path: normalisePath(bare), rest: "" };
}

/** What follows a path after a colon, a dash or in brackets; `""` for nothing; null for anything else. */
function readNote(text: string): string | null {
  if (/^[\s.;,:]*$/.test(text)) return "";
  return /^\s*(?::|[–—-])\s+(.+)$/s.exec(text)?.[1] ?? /^\s*\((.+)\)\.?$/s.exec(text)?.[1] ?? null;
}

/** Reads a nested item as `` exported shared `signature` ``; null when it is none. */
export function parseSymbol(text: string): PlanSymbol | null {
  const [, flags = "", rest = ""] =
    /^((?:(?:exported|shared|local)[\s,]+)*)(`.*)$/is.exec(text) ?? [];
  const signature = readCodeSpan(rest);
  if (signature === null || !/^[\s.]*$/.test(signature.rest)) return null;
  return {
    signature: signature.code.trim(),
    name: symbolName(signature.code.trim()),
    exported: /exported/i.test(flags),
    shared: /shared/i.test(flags),
  };
}

/**
 * The name a signature declares: the first identifier after the words that only say what kind of
 * thing it is and, in Go, after the receiver. Dotted names stay whole. The signature itself where
 * no name can be seen in it.
 */
export function symbolName(signature: string): string {
  const words =
    "export|default|declare|public|private|protected|static|abstract|readonly|async|function|class|interface|type|enum|const|let|var|def|fn|func|fun|pub|struct|trait|impl|get|set";
  const declared = new RegExp(
    `^(?:(?:${words})\\*?\\s+)*(?:\\([^()]*\\)\\s*)?([\\p{ID_Start}_$#@][\\p{ID_Continue}$.]*)`,
    "u",
  );
  return declared.exec(signature)?.[1]?.replace(/\.$/, "") ?? signature;
}
