import type { Result } from "../base/result.ts";
import type { CheckResult } from "../core/gate/check-result.ts";
import type { CheckSpec } from "../core/plan/plan.ts";
import type { SessionEvent } from "../core/session/event.ts";

/** Why a path could not be read, in words a model or a person can act on. */
export interface ReadFailure {
  readonly kind:
    | "outside"
    | "missing"
    | "not-text"
    | "too-large"
    | "secret"
    | "ignored"
    | "unreadable";
  readonly message: string;
}

/** A text file as it is now: the open editor's text where one is open, else the disk's. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
  /** Content hash of the UTF-8 text. */
  readonly hash: string;
}

export interface SearchHit {
  readonly path: string;
  /** One-based. */
  readonly line: number;
  readonly text: string;
}

/** What any role may do: read. Paths are relative to the workspace root with forward slashes. */
export interface WorkspaceReader {
  readFile(path: string): Promise<Result<TextFile, ReadFailure>>;
  /** Paths below `folder` (`""` for the root), sorted, ignore files honoured, at most `limit`. */
  listFiles(folder: string, limit: number): Promise<Result<readonly string[], ReadFailure>>;
  /** Lines that contain the text literally, or match it as a regular expression. */
  searchText(
    query: string,
    isRegex: boolean,
    limit: number,
  ): Promise<Result<readonly SearchHit[], ReadFailure>>;
  exists(path: string): Promise<boolean>;
}

export interface WriteFailure {
  readonly kind: "outside" | "changed" | "encoding" | "failed";
  readonly message: string;
}

/**
 * Changes single files. Only `fencedWorkspace` may hold one, and it takes an `Approval`.
 * `expected` is the content hash the file must have now (null: no file); otherwise `changed`.
 */
export interface WorkspaceWriter {
  /** Writes the text, through the editor when the file is open, and gives the hash afterwards. */
  write(path: string, expected: string | null, text: string): Promise<Result<string, WriteFailure>>;
  remove(path: string, expected: string): Promise<Result<void, WriteFailure>>;
}

/**
 * Before-images by content, outside the workspace. `capture` keeps the bytes and mode of a file
 * before its first change in a round; `restore` puts them back.
 */
export interface BeforeImages {
  /** Durable when it resolves. A second capture of the same path in a round keeps the first image. */
  capture(round: number, path: string): Promise<void>;
  /** Text of the file before the round; null where there was no file. */
  read(round: number, path: string): Promise<string | null>;
  paths(round: number): Promise<readonly string[]>;
  /**
   * Puts every captured file back whose current content hash is among `ours(path)`; the others
   * are left alone and returned.
   */
  restore(
    round: number,
    ours: (path: string) => readonly (string | null)[],
  ): Promise<{ readonly leftAlone: readonly string[] }>;
}

/** Runs checks: exact argv, no shell, own process group, environment without keys. */
export interface CheckRunner {
  /** Never rejects. Aborting kills the whole process tree and gives a result that did not pass. */
  run(check: CheckSpec, signal: AbortSignal): Promise<CheckResult>;
}

/** Append-only and durable: when `append` resolves, the event survives a crash. */
export interface Journal {
  append(event: SessionEvent): Promise<void>;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Fresh identifiers, `prefix-` and something unique in the session. */
export interface Ids {
  next(prefix: string): string;
}
