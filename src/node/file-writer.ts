import { constants } from "node:fs";
import { access, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { contentHash } from "../base/hash.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { WorkspaceWriter, WriteFailure } from "../pipeline/ports.ts";
import { explainDiskError } from "./disk-error.ts";
import { decodeUtf8, fileStamp, type RegularFile, readRegularFile } from "./regular-file.ts";
import { makeFolder, replaceFile, syncFolder } from "./replace-file.ts";
import { resolveInside } from "./resolve-inside.ts";

/**
 * Writes files of the workspace at `root` on disk, for files that no editor has open. The text is
 * stored exactly as given, byte order mark and line ends included; see `applyEdits` and
 * `keepFileStyle` for keeping those of the file. Links and files with several names are refused:
 * a change there would reach a file that nobody named.
 */
export function createFileWriter(root: string): WorkspaceWriter {
  return {
    write: (path, expected, text) => attempt(path, () => write(root, path, expected, text)),
    remove: (path, expected) => attempt(path, () => remove(root, path, expected)),
  };
}

type Attempt<T> = Promise<Result<T, WriteFailure>>;

async function attempt<T>(path: string, act: () => Attempt<T>): Attempt<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof ChangedMeanwhile) return changed(path);
    return fail("failed", `${path} could not be written. ${explainDiskError(error)}`);
  }
}

/** Thrown between reading and renaming, so that the prepared file is thrown away. */
class ChangedMeanwhile extends Error {}

async function write(
  root: string,
  path: string,
  expected: string | null,
  text: string,
): Attempt<string> {
  const bytes = Buffer.from(text);
  if (decodeUtf8(bytes) !== text)
    return fail("encoding", `The text for ${path} is not valid Unicode.`);
  const target = await readTarget(root, path, expected);
  if (!target.ok) return target;
  const { absolute, file } = target.value;
  if (file !== null && decodeUtf8(file.bytes) === null) {
    return fail("encoding", `${path} is not UTF-8, so changing it could damage it.`);
  }
  if (file !== null) await access(absolute, constants.W_OK);
  await makeFolder(dirname(absolute));
  await replaceFile(absolute, bytes, {
    ...(file === null ? {} : { mode: file.mode, owner: file.owner }),
    beforeRename: () => verifyUnchanged(root, path, target.value),
  });
  return ok(contentHash(bytes));
}

async function remove(root: string, path: string, expected: string): Attempt<void> {
  const target = await readTarget(root, path, expected);
  if (!target.ok) return target;
  await verifyUnchanged(root, path, target.value);
  await unlink(target.value.absolute);
  await syncFolder(dirname(target.value.absolute));
  return ok(undefined);
}

interface Target {
  readonly absolute: string;
  /** Null where there is no file yet. */
  readonly file: RegularFile | null;
}

/** The file as it is, if it is the one expected and may be written. */
async function readTarget(root: string, path: string, expected: string | null): Attempt<Target> {
  const place = await resolveInside(root, path);
  if (!place.ok) return fail("outside", place.error);
  const { absolute, real, redirected } = place.value;
  if (real === "") return fail("outside", `"${path}" is the workspace itself, not a file.`);
  if (redirected) return fail("outside", `${path} is really ${real}. Name that file instead.`);
  const file = await readRegularFile(absolute);
  if (file !== null && file.names > 1) {
    return fail("outside", `${path} is the same file under another name as well (a hard link).`);
  }
  const hash = file === null ? null : contentHash(file.bytes);
  return hash === expected ? ok({ absolute, file }) : changed(path);
}

/** Throws where the file, or a folder above it, is not what it was when it was read. */
async function verifyUnchanged(
  root: string,
  path: string,
  { absolute, file }: Target,
): Promise<void> {
  const place = await resolveInside(root, path);
  const same = place.ok && place.value.absolute === absolute && !place.value.redirected;
  if (!same || (await fileStamp(absolute)) !== (file?.stamp ?? null)) throw new ChangedMeanwhile();
}

function changed(path: string): { readonly ok: false; readonly error: WriteFailure } {
  return fail("changed", `${path} is no longer as it was read. Read it again.`);
}

function fail(
  kind: WriteFailure["kind"],
  message: string,
): { readonly ok: false; readonly error: WriteFailure } {
  return err({ kind, message });
}
