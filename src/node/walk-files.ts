import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type IgnoreRules, readIgnoreRules } from "./ignore-rules.ts";

/**
 * The regular files below a folder (`""` for the root) that no ignore file excludes, in the order
 * of their paths. Links are not followed; folders that cannot be read are passed over.
 */
export async function* walkFiles(root: string, folder: string): AsyncGenerator<string> {
  let rules = await readIgnoreRules(root);
  const parts = folder === "" ? [] : folder.split("/");
  for (let count = 1; count <= parts.length; count++) {
    const above = parts.slice(0, count).join("/");
    if (rules.ignores(`${above}/`)) return;
    rules = await rules.below(above);
  }
  yield* walk(root, folder, rules);
}

async function* walk(root: string, folder: string, rules: IgnoreRules): AsyncGenerator<string> {
  const prefix = folder === "" ? "" : `${folder}/`;
  for (const { path, isFolder } of await entriesOf(root, folder, prefix)) {
    if (rules.ignores(path)) continue;
    if (!isFolder) yield path;
    else yield* walk(root, path.slice(0, -1), await rules.below(path.slice(0, -1)));
  }
}

/** Folders end with `/`, which puts them where their files belong in the order of paths. */
async function entriesOf(root: string, folder: string, prefix: string) {
  const entries: Dirent[] = await readdir(join(root, folder), { withFileTypes: true }).catch(
    () => [],
  );
  return entries
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .map((entry) => ({
      path: prefix + entry.name + (entry.isDirectory() ? "/" : ""),
      isFolder: entry.isDirectory(),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
