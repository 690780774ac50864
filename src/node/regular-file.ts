import { constants } from "node:fs";
import { lstat, open } from "node:fs/promises";
import { unlessMissing } from "./disk-error.ts";

export interface RegularFile {
  readonly bytes: Buffer;
  /** Permission bits. */
  readonly mode: number;
  readonly owner: { readonly uid: number; readonly gid: number };
  /** Number of names the file has. */
  readonly names: number;
  /** Changes whenever the file is written or replaced. */
  readonly stamp: string;
}

export type EntryKind = "file" | "folder" | "link" | "other" | "missing";

/** What a name stands for, links not followed. */
export async function entryKind(absolute: string): Promise<EntryKind> {
  const stats = await unlessMissing(lstat(absolute));
  if (stats === null) return "missing";
  if (stats.isFile()) return "file";
  if (stats.isDirectory()) return "folder";
  return stats.isSymbolicLink() ? "link" : "other";
}

/** The size of a regular file in bytes; null for anything else. */
export async function fileSize(absolute: string): Promise<number | null> {
  const stats = await unlessMissing(lstat(absolute));
  return stats?.isFile() ? stats.size : null;
}

// Not on Windows, where both are undefined. Without waiting, a pipe in the file's place does not hang us.
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Reads a regular file; null where there is no file. Rejects for links, folders, pipes and devices. */
export async function readRegularFile(absolute: string): Promise<RegularFile | null> {
  const handle = await unlessMissing(open(absolute, openFlags));
  if (handle === null) return null;
  try {
    const stats = await handle.stat({ bigint: true });
    if (!stats.isFile()) throw new Error("It is not a regular file");
    const bytes = await handle.readFile();
    return {
      bytes,
      mode: Number(stats.mode) & 0o7777,
      owner: { uid: Number(stats.uid), gid: Number(stats.gid) },
      names: Number(stats.nlink),
      stamp: stampOf(stats),
    };
  } finally {
    await handle.close();
  }
}

/** The stamp a file has now; null where there is none. */
export async function fileStamp(absolute: string): Promise<string | null> {
  const stats = await unlessMissing(lstat(absolute, { bigint: true }));
  return stats === null ? null : stampOf(stats);
}

interface Stamped {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

function stampOf({ dev, ino, size, mtimeNs, ctimeNs }: Stamped): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(":");
}

/** The text of UTF-8 bytes, byte order mark included; null where they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
