import { readFile } from "node:fs/promises";
import { join } from "node:path";
import ignore, { type Ignore } from "ignore";

/** The ignore files from the root down to one folder; those further down decide first. */
export interface IgnoreRules {
  /** `path` is relative to the root, below the folder of these rules; folders end with `/`. */
  ignores(path: string): boolean;
  /** The rules with those of a folder directly below added. */
  below(folder: string): Promise<IgnoreRules>;
}

interface Layer {
  /** `""` or a folder ending with `/`. */
  readonly base: string;
  readonly rules: Ignore;
}

const never = new Set([".git", "node_modules"]);

/** Reads the workspace's own `.gitignore` files; `.git` and `node_modules` are ignored whatever they say. */
export async function readIgnoreRules(root: string): Promise<IgnoreRules> {
  return rulesFrom(root, await withLayer(root, [], ""));
}

/** Whether a path or a folder above it is ignored. */
export async function isIgnored(root: string, path: string): Promise<boolean> {
  let rules = await readIgnoreRules(root);
  const parts = path.split("/");
  for (let count = 1; count < parts.length; count++) {
    const folder = parts.slice(0, count).join("/");
    if (rules.ignores(`${folder}/`)) return true;
    rules = await rules.below(folder);
  }
  return path !== "" && rules.ignores(path);
}

function rulesFrom(root: string, layers: readonly Layer[]): IgnoreRules {
  return {
    ignores: (path) => ignoredBy(layers, path),
    below: async (folder) => rulesFrom(root, await withLayer(root, layers, `${folder}/`)),
  };
}

async function withLayer(
  root: string,
  layers: readonly Layer[],
  base: string,
): Promise<readonly Layer[]> {
  const text = await readFile(join(root, base, ".gitignore"), "utf8").catch(() => null);
  return text === null
    ? layers
    : [...layers, { base, rules: ignore().add(text.replace(/^\uFEFF/, "")) }];
}

function ignoredBy(layers: readonly Layer[], path: string): boolean {
  const name = path.replace(/\/$/, "").split("/").at(-1) ?? "";
  if (never.has(name)) return true;
  for (const { base, rules } of layers.toReversed()) {
    const { ignored, unignored } = rules.test(path.slice(base.length));
    if (ignored || unignored) return ignored;
  }
  return false;
}
