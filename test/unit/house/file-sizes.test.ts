import assert from "node:assert/strict";
import { test } from "node:test";
import { listFiles, readText } from "./read-sources.ts";

/** STYLE aims at 100 lines and wonders at 250; beyond this many nobody reads a file in one go. */
const limit = 400;

const files = listFiles("{src,webview,test}/**/*.{ts,mjs,cjs,css}", "*.mjs")
  .map((path) => ({ path, lines: readText(path).trimEnd().split("\n").length }))
  .sort((a, b) => b.lines - a.lines);

test("no file is too long to be read in one go", (t) => {
  t.diagnostic(`median ${files[files.length >> 1]?.lines} lines; the longest of ${files.length}:`);
  for (const { path, lines } of files.slice(0, 10)) t.diagnostic(`${lines}  ${path}`);
  assert.deepEqual(
    files.filter(({ lines }) => lines > limit),
    [],
  );
});
