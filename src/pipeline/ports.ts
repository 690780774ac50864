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
 * before its first change in a scope; `restore` puts them back. A scope is a round or one task of
 * a round (`round-1`, `round-1.T2`), so that a task can be undone alone. Scope names are made by
 * the host of `[A-Za-z0-9.-]` only.
 */
export interface BeforeImages {
  /** Durable when it resolves. A second capture of the same path in a scope keeps the first image. */
  capture(scope: string, path: string): Promise<void>;
  /** Text of the file before; null where there was no file. */
  read(scope: string, path: string): Promise<string | null>;
  paths(scope: string): Promise<readonly string[]>;
  /**
   * Puts every captured file back whose current content hash is among `ours(path)`; the others
   * are left alone and returned.
   */
  restore(
    scope: string,
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

/** Sealed approvals, kept apart from the conversation. Durable when `save` resolves. */
export interface ApprovalStore {
  save(id: string, sealed: string): Promise<void>;
  /** Null where there is none. */
  load(id: string): Promise<string | null>;
}
