import type { Failure } from "../core/session/failure.ts";

/** Something our own storage could not do; the rejection of ports whose promise has no other place for it. */
export class StorageError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`${failure.what} ${failure.why}`);
    this.name = new.target.name;
    this.failure = failure;
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "Permission was denied.",
  EBUSY: "Another program is using the file.",
  EDQUOT: "The disk quota is used up.",
  EIO: "The disk reported an error.",
  EISDIR: "It is a folder.",
  ELOOP: "Its links lead in a circle.",
  EMFILE: "Too many files are open.",
  ENAMETOOLONG: "Its name is too long.",
  ENOENT: "It does not exist.",
  ENOSPC: "The disk is full.",
  ENOTDIR: "A part of its path is not a folder.",
  EPERM: "The operating system does not permit it.",
  EROFS: "The disk is read-only.",
};

/** One sentence for a person about an error of the file system. */
export function explainDiskError(error: unknown): string {
  const code = errorCode(error);
  const known = code === null ? undefined : reasons[code];
  return known ?? (error instanceof Error ? `${error.message}.` : "The reason is unknown.");
}

/** The error's code, for example `ENOENT`; null where it has none. */
export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}

/** The value, or null where the file or folder does not exist; other errors are thrown on. */
export async function unlessMissing<T>(value: Promise<T>): Promise<T | null> {
  try {
    return await value;
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw error;
  }
}
