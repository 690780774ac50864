import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { listFiles, readText, root } from "./read-sources.ts";
import { zones } from "./rules/import-matrix.ts";

const names = new Set(
  listFiles("{src,webview,test,agents}/**/*.*", "*.*").map((path) => basename(path)),
);

/** A file or folder, wherever a page names one; what tools or projects make is not ours to find. */
const path = /(?<![\w./~-])(?:(?:src|webview|agents|media|test)\/[\w./-]*|[\w-]+\.(?:ts|mjs|md))/g;
const elsewhere = ["CONSTRAINTS.md", "AGENTS.md"];

for (const document of ["ARCHITECTURE.md", "CONTRIBUTING.md"]) {
  test(`every file that ${document} names exists`, () => {
    const named = [...readText(document).matchAll(path)].map(([name]) => name.replace(/\.$/, ""));
    assert.deepEqual(
      [...new Set(named)].filter((name) => !elsewhere.includes(name) && !exists(name)),
      [],
    );
  });
}

function exists(name: string): boolean {
  if (name.includes("*")) return true;
  return name.includes("/") ? existsSync(join(root, name)) : names.has(name);
}

test("the table in ARCHITECTURE.md is the matrix that is enforced", () => {
  const rows = readText("ARCHITECTURE.md")
    .split("\n")
    .filter((line) => /^\|.*\|$/.test(line))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const [head = [], , ...body] = rows;
  const columns = head.slice(1, -1);
  const told = body.map(([row, ...cells]) => [row, ...cells.slice(0, columns.length)]);
  const enforced = zones
    .filter(({ at }) => at !== "webview/ui/toolkit.ts")
    .map(({ at, from }) => [
      at.replace(/^src\//, "").replace(/\/$/, ""),
      ...columns.map((column) => cell(column, from)),
    ]);
  assert.deepEqual(told.sort(), enforced.sort());
});

function cell(column: string, from: readonly string[]): string {
  if (from.includes("src/") || from.includes(`src/${column}/`)) return "✓";
  const part = from.find((at) => at.startsWith(`src/${column}/`));
  return part === undefined ? "" : basename(part);
}
