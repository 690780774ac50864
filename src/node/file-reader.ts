import { join } from "node:path";
import { contentHash } from "../base/hash.ts";
import { err, ok, type Result } from "../base/result.ts";
import { splitLines } from "../core/diff/split-lines.ts";
import type { ReadFailure, SearchHit, TextFile, WorkspaceReader } from "../pipeline/ports.ts";
import { explainDiskError } from "./disk-error.ts";
import { isIgnored } from "./ignore-rules.ts";
import { type LineMatcher, literalMatcher, patternMatcher } from "./line-matcher.ts";
import { decodeUtf8, entryKind, fileSize, readRegularFile } from "./regular-file.ts";
import { type InsidePath, resolveInside } from "./resolve-inside.ts";
import { isSecretPath } from "./secret-path.ts";
import { walkFiles } from "./walk-files.ts";

const largestRead = 1_000_000;
const largestSearched = 8_000_000;
const longestHit = 300;
/** Milliseconds of matching per search. */
const patternBudget = 5_000;

/**
 * Reads the workspace at `root` from disk. Refuses what lies outside, what ignore files exclude,
 * files that hold secrets, and what is not UTF-8 text. The text keeps its byte order mark, so that
 * its hash is the hash of the bytes.
 */
export function createFileReader(root: string): WorkspaceReader {
  return {
    readFile: (path) => readTextFile(root, path),
    listFiles: (folder, limit) => listFiles(root, folder, limit),
    searchText: (query, isRegex, limit) => searchText(root, query, isRegex, limit),
    exists: async (path) => {
      const place = await resolveInside(root, path);
      return (
        place.ok && (await entryKind(place.value.absolute).catch(() => "missing")) !== "missing"
      );
    },
  };
}

type Failed = { readonly ok: false; readonly error: ReadFailure };

async function readTextFile(root: string, path: string): Promise<Result<TextFile, ReadFailure>> {
  const place = await readablePlace(root, path);
  if (!place.ok) return place;
  try {
    return await readText(place.value);
  } catch (error) {
    return fail("unreadable", `${path} cannot be read. ${explainDiskError(error)}`);
  }
}

async function readablePlace(root: string, path: string): Promise<Result<InsidePath, ReadFailure>> {
  const place = await resolveInside(root, path);
  if (!place.ok) return fail("outside", place.error);
  const names = [place.value.path, place.value.real];
  if (names.some(isSecretPath)) {
    return fail("secret", `${path} may hold passwords or keys and is never read.`);
  }
  for (const name of names) {
    if (await isIgnored(root, name))
      return fail("ignored", `${path} is excluded by an ignore file.`);
  }
  return place;
}

async function readText({ path, absolute }: InsidePath): Promise<Result<TextFile, ReadFailure>> {
  const kind = await entryKind(absolute);
  if (kind === "missing") return fail("missing", `${path} does not exist.`);
  if (kind === "folder")
    return fail("not-text", `${path} is a folder. list_files shows its files.`);
  const size = (await fileSize(absolute)) ?? 0;
  if (size > largestRead) return fail("too-large", tooLarge(path, size));
  const file = await readRegularFile(absolute);
  if (file === null) return fail("missing", `${path} does not exist.`);
  const text = textOf(file.bytes);
  if (text === null) return fail("not-text", `${path} is not a text file in UTF-8.`);
  return ok({ path, text, hash: contentHash(file.bytes) });
}

function textOf(bytes: Uint8Array): string | null {
  return bytes.includes(0) ? null : decodeUtf8(bytes);
}

function tooLarge(path: string, size: number): string {
  const megabytes = (size / 1_000_000).toFixed(1);
  return `${path} has ${megabytes} MB; at most 1 MB can be read. search_text finds single lines in it.`;
}

async function listFiles(
  root: string,
  folder: string,
  limit: number,
): Promise<Result<readonly string[], ReadFailure>> {
  const place = await resolveInside(root, folder);
  if (!place.ok) return fail("outside", place.error);
  const kind = await entryKind(place.value.absolute).catch(() => "other");
  if (kind !== "folder") {
    return fail("missing", `${folder} is not a folder of the workspace.`);
  }
  const files: string[] = [];
  for await (const path of walkFiles(root, place.value.real)) {
    if (files.length === limit) break;
    files.push(path);
  }
  return ok(files);
}

async function searchText(
  root: string,
  query: string,
  isRegex: boolean,
  limit: number,
): Promise<Result<readonly SearchHit[], ReadFailure>> {
  if (query === "")
    return fail("unreadable", "There is nothing to search for: the query is empty.");
  const matcher = isRegex ? patternMatcher(query, patternBudget) : ok(literalMatcher(query));
  if (!matcher.ok) return fail("unreadable", `The pattern cannot be used. ${matcher.error}.`);
  const hits: SearchHit[] = [];
  for await (const path of walkFiles(root, "")) {
    if (hits.length >= limit) break;
    const found = await searchFile(root, path, matcher.value, limit - hits.length);
    if (found === null) {
      return fail("unreadable", "The pattern takes too long to match. Use a simpler one.");
    }
    hits.push(...found);
  }
  return ok(hits);
}

/** Null when the matcher's time is used up; no hits in files that may not or cannot be read. */
async function searchFile(
  root: string,
  path: string,
  match: LineMatcher,
  limit: number,
): Promise<SearchHit[] | null> {
  if (isSecretPath(path)) return [];
  const absolute = join(root, path);
  const size = await fileSize(absolute).catch(() => null);
  if (size === null || size > largestSearched) return [];
  const file = await readRegularFile(absolute).catch(() => null);
  const text = file === null ? null : textOf(file.bytes);
  if (text === null) return [];
  const lines = splitLines(text);
  const numbers = match(lines, limit);
  return numbers?.map((line) => ({ path, line, text: excerpt(lines[line - 1] ?? "") })) ?? null;
}

function excerpt(line: string): string {
  return line.length > longestHit ? `${line.slice(0, longestHit)}…` : line;
}

function fail(kind: ReadFailure["kind"], message: string): Failed {
  return err({ kind, message });
}
