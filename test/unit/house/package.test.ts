import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { PackageManager, listFiles as packageFiles } from "@vscode/vsce";
import { listFiles, readText } from "./read-sources.ts";

const built = ["dist/extension.cjs", "dist/providers/x.cjs", "dist/webview/x.js"];
const documents = ["CHANGELOG.md", "LICENSE", "README.md", "package.json"];

/** What lies about in a working copy and must never reach a person who installs Signoff. */
const strays = [
  ...built.map((path) => `${path}.map`),
  ".cache/workbench/package.json",
  ".env",
  ".git/config",
  ".signoff/plans/plan.md",
  "agents/notes.txt",
  "dist/meta.json",
  "dist/webview/x.css.map",
  "node_modules/zod/index.js",
  "notes.md",
  "signoff-0.1.0.vsix",
];

/** A copy of the working copy with empty files, small and always complete, built or not. */
function emptyCopy(paths: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "signoff-package-"));
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), "");
  }
  for (const path of ["package.json", ".vscodeignore"]) {
    writeFileSync(join(folder, path), readText(path));
  }
  return folder;
}

test("the package holds the product and nothing else", async (t) => {
  const own = listFiles("{src,webview,test}/**/*.*", "*.*");
  const product = [...built, ...documents, ...listFiles("agents/*.md", "media/**/*.*")];
  const folder = emptyCopy([...own, ...product, ...strays]);
  t.after(() => rmSync(folder, { recursive: true }));
  const files = await packageFiles({ cwd: folder, packageManager: PackageManager.None });
  assert.deepEqual([...files].sort(), [...new Set(product)].sort());
});
