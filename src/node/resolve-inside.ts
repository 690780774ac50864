import { lstat, realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, posix, relative, sep } from "node:path";
import { err, ok, type Result } from "../base/result.ts";
import { explainDiskError, unlessMissing } from "./disk-error.ts";

/** A path that was found to lie in the workspace when it was looked at. */
export interface InsidePath {
  /** Relative to the root with forward slashes, as it was asked for, without `.` and `..`. */
  readonly path: string;
  /** The same after links were followed: where reading and writing really happens. */
  readonly real: string;
  readonly absolute: string;
  /** A link, or a different spelling on a disk that ignores case, leads from `path` to `real`. */
  readonly redirected: boolean;
}

/**
 * Finds out where a path leads: links are followed in its deepest existing part, and what lies
 * outside `root` is an error in words, as is everything that cannot be decided.
 */
export async function resolveInside(
  root: string,
  path: string,
): Promise<Result<InsidePath, string>> {
  const asked = normalPath(path);
  if (!asked.ok) return asked;
  try {
    const realRoot = await realpath(root);
    const absolute = await realTarget(join(realRoot, asked.value));
    const inside = relative(realRoot, absolute);
    if (inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
      return err(`${path} leads outside the workspace.`);
    }
    const real = inside.split(sep).join("/");
    const redirected = real.normalize("NFC") !== asked.value.normalize("NFC");
    return ok({ path: asked.value, real, absolute, redirected });
  } catch (error) {
    return err(`${path} cannot be resolved. ${explainDiskError(error)}`);
  }
}

/** The path in its shortest form, `""` for the root; refuses what is not a plain relative path. */
function normalPath(path: string): Result<string, string> {
  if (path.includes("\0")) return err("A path cannot contain a null character.");
  if (path.includes("\\")) return err(`${path}: write paths with forward slashes.`);
  if (posix.isAbsolute(path) || /^[a-z][a-z+.-]*:/i.test(path)) {
    return err(`${path}: write paths relative to the workspace root.`);
  }
  const normal = posix.normalize(path).replace(/\/$/, "");
  if (normal === ".." || normal.startsWith("../"))
    return err(`${path} leads outside the workspace.`);
  return ok(normal === "." ? "" : normal);
}

/** Like `realpath`, but the last parts may be missing. A link whose target is missing is an error. */
async function realTarget(absolute: string): Promise<string> {
  const found = await unlessMissing(realpath(absolute));
  if (found !== null) return found;
  const entry = await unlessMissing(lstat(absolute));
  if (entry?.isSymbolicLink()) throw new Error("It is a link to something that does not exist");
  const parent = dirname(absolute);
  if (parent === absolute) throw new Error("No part of it exists");
  return join(await realTarget(parent), basename(absolute));
}
