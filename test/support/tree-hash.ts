import { createHash } from "node:crypto";
import { lstat, readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

/** One hash over every file of a folder but those in `.git`: path, permission bits and bytes. */
export async function treeHash(folder: string): Promise<string> {
  const hash = createHash("sha256");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !relative(folder, path).split(/[\\/]/).includes(".git"))
    .sort();
  for (const path of files) {
    hash.update(`${relative(folder, path)}\0${(await lstat(path)).mode}\0`);
    hash.update(await readFile(path));
  }
  return hash.digest("hex");
}
