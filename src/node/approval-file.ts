import { readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { SerialQueue } from "../base/serial-queue.ts";
import type { ApprovalStore } from "../pipeline/ports.ts";
import { explainDiskError, StorageError, unlessMissing } from "./disk-error.ts";
import { makeFolder, replaceFile } from "./replace-file.ts";

/**
 * Keeps all approvals of a session in one file, which is created with its folder when needed.
 * `save` rejects with a `StorageError`; `load` gives null also for a file it cannot read, because
 * without a stored approval nothing may be written.
 */
export function createApprovalFile(path: string): ApprovalStore {
  const queue = new SerialQueue();
  return {
    save: (id, sealed) => queue.run(() => save(path, id, sealed)),
    load: (id) => queue.run(async () => (await readAll(path).catch(() => null))?.get(id) ?? null),
  };
}

async function save(path: string, id: string, sealed: string): Promise<void> {
  try {
    await makeFolder(dirname(path));
    const stored = (await readAll(path)) ?? (await moveAside(path));
    const all = Object.fromEntries([...stored, [id, sealed]]);
    await replaceFile(path, Buffer.from(`${JSON.stringify(all, null, 1)}\n`), { mode: 0o600 });
  } catch (error) {
    throw new StorageError({
      what: "The approval could not be stored.",
      why: explainDiskError(error),
      next: "Nothing was unlocked. Put the cause right, then approve again.",
      action: null,
    });
  }
}

/** An empty map where there is no file, null where it is not ours to understand. */
async function readAll(path: string): Promise<ReadonlyMap<string, string> | null> {
  const text = await unlessMissing(readFile(path, "utf8"));
  if (text === null) return new Map();
  const value = parseJson(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const entries = Object.entries(value);
  return new Map(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

/** An unreadable file is kept under another name instead of being overwritten. */
async function moveAside(path: string): Promise<ReadonlyMap<string, string>> {
  await rename(path, `${path}.corrupt-${Date.now()}`);
  return new Map();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
