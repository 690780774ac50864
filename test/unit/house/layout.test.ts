import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join, posix } from "node:path";
import { test } from "node:test";
import { listFiles, root } from "./read-sources.ts";

const folders = ["agents", "media", "src", "test", "webview"];
const rootFiles = [
  "ARCHITECTURE.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "LICENSE",
  "README.md",
  "biome.json",
  "esbuild.mjs",
  "knip.json",
  "package-lock.json",
  "package.json",
  "tsconfig.json",
];
/** Made by tools, ignored by git. */
const made = /^(?:\..*|node_modules|dist|.*\.vsix)$/;
const localised = /^package\.nls(?:\.[\w-]+)?\.json$/;

test("the root shows five folders and the files every project has", () => {
  const entries = readdirSync(root, { withFileTypes: true }).filter(({ name }) => !made.test(name));
  const shown = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  assert.deepEqual(shown.sort(), folders);
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  assert.deepEqual(files.filter((name) => !localised.test(name)).sort(), rootFiles);
});

test("unit tests lie where the code they test lies", () => {
  const strays = listFiles("test/unit/**/*.test.ts")
    .filter((path) => !path.startsWith("test/unit/house/"))
    .map((path) => posix.dirname(posix.relative("test/unit", path)))
    .filter((folder) => !existsSync(join(root, "src", folder)) && !existsSync(join(root, folder)));
  assert.deepEqual([...new Set(strays)], []);
});

test("no file is named after a word that means two things", () => {
  const vague = /(?:^|[/-])(?:managers?|helpers?|utils?|services?|misc|common)\.(?:ts|mjs|css)$/;
  assert.deepEqual(
    listFiles("{src,webview,test}/**/*.{ts,mjs,css}").filter((path) => vague.test(path)),
    [],
  );
});
