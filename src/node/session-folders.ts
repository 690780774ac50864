import { randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { unlessMissing } from "./disk-error.ts";

/** Where everything of one session lies, outside the workspace (DESIGN 7). */
export interface SessionFolder {
  readonly id: string;
  readonly path: string;
  readonly journal: string;
  readonly images: string;
  readonly plans: string;
}

/** The folder of a session below the storage of a workspace. Creates nothing. */
export function sessionFolder(storage: string, id: string): SessionFolder {
  const path = join(storage, "sessions", id);
  return {
    id,
    path,
    journal: join(path, "journal.jsonl"),
    images: join(path, "images"),
    plans: join(path, "plans"),
  };
}

/** A new session's id: sorts by time, unlike any other. `now` is milliseconds since the epoch. */
export function newSessionId(now: number): string {
  return `${now.toString(36).padStart(9, "0")}-${randomBytes(4).toString("hex")}`;
}

/** The newest session of a workspace; null where there is none. */
export async function newestSessionId(storage: string): Promise<string | null> {
  const names = (await unlessMissing(readdir(join(storage, "sessions")))) ?? [];
  return (
    names
      .filter((name) => /^[0-9a-z]{9,}-[0-9a-f]{8}$/.test(name))
      .sort()
      .at(-1) ?? null
  );
}
