import { type FileHandle, open, readFile, truncate, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { err, ok, type Result } from "../base/result.ts";
import { SerialQueue } from "../base/serial-queue.ts";
import type { SessionEvent } from "../core/session/event.ts";
import type { Failure } from "../core/session/failure.ts";
import {
  type DecodedJournal,
  decodeJournal,
  encodeEvent,
  journalHeader,
} from "../core/session/journal-codec.ts";
import type { Journal } from "../pipeline/ports.ts";
import { explainDiskError, StorageError, unlessMissing } from "./disk-error.ts";
import { makeFolder, syncFolder } from "./replace-file.ts";

/** What `JournalFile.append` rejects with; the event is then not in the journal. */
export class JournalError extends StorageError {}

/** Everything a journal file holds; the empty journal where there is no file. */
export async function readJournal(path: string): Promise<Result<DecodedJournal, Failure>> {
  try {
    const text = await unlessMissing(readFile(path, "utf8"));
    return ok(decodeJournal(text ?? ""));
  } catch (error) {
    return err({
      what: "The session could not be read.",
      why: explainDiskError(error),
      next: "Nothing was changed. Put the cause right and open the session again.",
      action: null,
    });
  }
}

/**
 * A session's journal on disk, created with its folder on the first append. An end torn by a crash
 * is moved to a file beside it (`.torn`) first. One process may append at a time.
 */
export class JournalFile implements Journal {
  readonly #path: string;
  readonly #queue = new SerialQueue();
  #file: FileHandle | null = null;
  /** Bytes known to be whole records; what lies behind them is what a failed write left. */
  #length = 0;
  #unfinished = false;

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Resolves when the event is on disk, in the order of the calls. Rejects with a `JournalError`
   * where it is not, and then leaves nothing of it behind.
   */
  append(event: SessionEvent): Promise<void> {
    return this.#queue.run(async () => {
      try {
        this.#file ??= await this.#open();
        await this.#write(this.#file, encodeEvent(event));
      } catch (error) {
        throw error instanceof JournalError ? error : notSaved(explainDiskError(error));
      }
    });
  }

  /** Waits for pending appends and closes the file; a later append opens it again. */
  close(): Promise<void> {
    return this.#queue.run(async () => {
      const file = this.#file;
      this.#file = null;
      await file?.close();
    });
  }

  async #open(): Promise<FileHandle> {
    await makeFolder(dirname(this.#path));
    if (this.#unfinished) await truncate(this.#path, this.#length);
    this.#unfinished = false;
    const existing = await unlessMissing(readFile(this.#path));
    if (existing !== null) await this.#check(existing);
    const file = await open(this.#path, "a+");
    try {
      await this.#mend(file, existing ?? Buffer.alloc(0));
      await syncFolder(dirname(this.#path));
      return file;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async #check(existing: Buffer): Promise<void> {
    const { readOnly, problems, torn } = decodeJournal(existing.toString("utf8"));
    if (readOnly) throw notSaved(problems.map((problem) => problem.message).join(" "));
    if (torn !== null) await writeFile(`${this.#path}.torn`, torn, { flag: "a" });
  }

  /** Brings the end of the file to the end of a line. */
  async #mend(file: FileHandle, existing: Buffer): Promise<void> {
    const whole = existing.lastIndexOf("\n") + 1;
    this.#length = existing.length;
    if (existing.length === 0) return this.#write(file, journalHeader);
    if (whole === existing.length) return;
    const { torn } = decodeJournal(existing.toString("utf8"));
    if (torn === null) return this.#write(file, "\n");
    await file.truncate(whole);
    this.#length = whole;
    if (whole === 0) await this.#write(file, journalHeader);
  }

  async #write(file: FileHandle, line: string): Promise<void> {
    const bytes = Buffer.from(line);
    try {
      await file.appendFile(bytes);
      await file.datasync();
    } catch (error) {
      await this.#forget(file);
      throw error;
    }
    this.#length += bytes.length;
  }

  /** Takes back what a failed write left. Where even that fails, the next append must do it first. */
  async #forget(file: FileHandle): Promise<void> {
    try {
      await file.truncate(this.#length);
    } catch {
      this.#unfinished = true;
      this.#file = null;
      await file.close().catch(() => {});
    }
  }
}

function notSaved(why: string): JournalError {
  return new JournalError({
    what: "The session could not be saved.",
    why,
    next: "What was not saved was not done. Put the cause right, then go on.",
    action: null,
  });
}
