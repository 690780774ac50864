import { randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { errorCode } from "./disk-error.ts";

export interface ReplaceOptions {
  /** Permission bits of the new file; without them the process's default. */
  readonly mode?: number;
  /** Owner to keep where the process may; ignored where it may not. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  /** Runs when everything is on disk but the name; if it throws, the old file stays as it is. */
  readonly beforeRename?: () => Promise<void>;
}

/**
 * Writes a whole file so that a crash leaves either the old one or the new one, and the new one
 * survives once this resolves. A link of that name is replaced, never followed. The folder must
 * exist. Rejects with the error of the file system.
 */
export async function replaceFile(
  path: string,
  content: Uint8Array,
  options: ReplaceOptions = {},
): Promise<void> {
  const temporary = join(dirname(path), `.signoff-${randomUUID()}.tmp`);
  try {
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(content);
      await setAttributes(file, options);
      await file.sync();
    } finally {
      await file.close();
    }
    await options.beforeRename?.();
    await renameOver(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

async function setAttributes(file: FileHandle, { mode, owner }: ReplaceOptions): Promise<void> {
  if (owner !== undefined) {
    const now = await file.stat();
    const differs = now.uid !== owner.uid || now.gid !== owner.gid;
    if (differs) await file.chown(owner.uid, owner.gid).catch(() => {});
  }
  if (mode !== undefined) await file.chmod(mode);
}

/** On Windows a virus scanner or an indexer may hold the old file for a moment. */
async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(from, to);
    } catch (error) {
      const passing = ["EPERM", "EACCES", "EBUSY"].includes(errorCode(error) ?? "");
      if (process.platform !== "win32" || !passing || attempt === 10) throw error;
      await wait(attempt * 10);
    }
  }
}

/** Makes names in a folder durable. Windows cannot open folders and needs no such call. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder with those above it, durably. */
export async function makeFolder(folder: string, mode = 0o777): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) {
    await syncFolder(dirname(made));
  }
}
