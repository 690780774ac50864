import { chmod, readdir, rmdir, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { contentHash } from "../base/hash.ts";
import { SerialQueue } from "../base/serial-queue.ts";
import type { BeforeEntry, BeforeManifest } from "../core/edit/before-manifest.ts";
import type { BeforeImages } from "../pipeline/ports.ts";
import { explainDiskError, StorageError } from "./disk-error.ts";
import { ImageStore } from "./image-store.ts";
import { decodeUtf8, entryKind, readRegularFile } from "./regular-file.ts";
import { makeFolder, replaceFile, syncFolder } from "./replace-file.ts";
import { type InsidePath, resolveInside } from "./resolve-inside.ts";

type Ours = (path: string) => readonly (string | null)[];

/**
 * Before-images of the workspace at `root`, kept in `folder` outside of it. All methods reject
 * with a `StorageError` where the disk fails; `capture` also for what is not a regular file, is
 * reached through a link or lies outside, because undo could not put it back.
 */
export function createBeforeImages(root: string, folder: string): BeforeImages {
  const store = new ImageStore(folder);
  const queue = new SerialQueue();
  return {
    capture: (scope, path) => queue.run(() => capture(root, store, scope, path)),
    read: async (scope, path) => {
      const { entries } = await store.manifest(scope);
      const hash = entries.find((entry) => entry.path === path)?.hash ?? null;
      return hash === null ? null : decodeUtf8(await store.get(hash));
    },
    paths: async (scope) => (await store.manifest(scope)).entries.map((entry) => entry.path),
    restore: (scope, ours) => queue.run(() => restore(root, store, scope, ours)),
  };
}

async function capture(
  root: string,
  store: ImageStore,
  scope: string,
  path: string,
): Promise<void> {
  const manifest = await store.manifest(scope);
  if (manifest.entries.some((entry) => entry.path === path)) return;
  const target = await resolveInside(root, path);
  if (!target.ok) throw notKept(path, target.error);
  if (target.value.redirected) throw notKept(path, `It is really ${target.value.real}.`);
  try {
    const entry = await imageOf(store, root, path, target.value);
    await store.saveManifest(scope, { ...manifest, entries: [...manifest.entries, entry] });
  } catch (error) {
    throw error instanceof StorageError ? error : notKept(path, explainDiskError(error));
  }
}

async function imageOf(
  store: ImageStore,
  root: string,
  path: string,
  target: InsidePath,
): Promise<BeforeEntry> {
  const file = await readRegularFile(target.absolute);
  if (file !== null) {
    return { path, hash: await store.put(file.bytes), mode: file.mode, missingFolders: [] };
  }
  return { path, hash: null, mode: null, missingFolders: await missingFolders(root, target.path) };
}

async function missingFolders(root: string, path: string): Promise<string[]> {
  const missing: string[] = [];
  for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
    if ((await entryKind(join(root, folder))) === "missing") missing.unshift(folder);
  }
  return missing;
}

async function restore(
  root: string,
  store: ImageStore,
  scope: string,
  ours: Ours,
): Promise<{ readonly leftAlone: readonly string[] }> {
  const manifest = await store.manifest(scope);
  const leftAlone: string[] = [];
  for (const entry of manifest.entries) {
    const done = await restoreFile(root, store, entry, ours(entry.path)).catch(() => false);
    if (!done) leftAlone.push(entry.path);
  }
  await removeMadeFolders(root, manifest);
  return { leftAlone };
}

/** False where the file is not as we left it, or is no longer a plain file of the workspace. */
async function restoreFile(
  root: string,
  store: ImageStore,
  entry: BeforeEntry,
  ours: readonly (string | null)[],
): Promise<boolean> {
  const target = await resolveInside(root, entry.path);
  if (!target.ok || target.value.redirected) return false;
  const { absolute } = target.value;
  const now = await readRegularFile(absolute);
  const hash = now === null ? null : contentHash(now.bytes);
  if (!ours.includes(hash)) return hash === entry.hash;
  if (hash !== entry.hash) await putBack(store, entry, absolute);
  else if (entry.mode !== null && now?.mode !== entry.mode) await chmod(absolute, entry.mode);
  return true;
}

async function putBack(store: ImageStore, entry: BeforeEntry, absolute: string): Promise<void> {
  if (entry.hash === null) {
    await unlink(absolute);
    await syncFolder(dirname(absolute));
    return;
  }
  const bytes = await store.get(entry.hash);
  await makeFolder(dirname(absolute));
  const owner = (await readRegularFile(absolute))?.owner;
  await replaceFile(absolute, bytes, {
    ...(entry.mode === null ? {} : { mode: entry.mode }),
    ...(owner === undefined ? {} : { owner }),
  });
}

/** Removes folders that came into being with the captured files, innermost first, where nothing is left in them. */
async function removeMadeFolders(root: string, { entries }: BeforeManifest): Promise<void> {
  const made = new Set(entries.flatMap((entry) => entry.missingFolders));
  const innermostFirst = [...made].sort((a, b) => b.split("/").length - a.split("/").length);
  for (const folder of innermostFirst) {
    const target = await resolveInside(root, folder);
    if (!target.ok || target.value.redirected) continue;
    const content = await readdir(target.value.absolute).catch(() => null);
    if (content?.length === 0) await rmdir(target.value.absolute).catch(() => {});
  }
}

function notKept(path: string, why: string): StorageError {
  return new StorageError({
    what: `${path} could not be kept as it was, so it was not changed.`,
    why,
    next: "Put the cause right, then go on.",
    action: null,
  });
}
