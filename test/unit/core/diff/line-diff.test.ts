import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import * as fc from "fast-check";
import { changedLines, diffLines } from "../../../../src/core/diff/line-diff.ts";
import { renderUnified } from "../../../../src/core/diff/render-unified.ts";
import { splitLines } from "../../../../src/core/diff/split-lines.ts";

const line = fc.constantFrom("a", "b", "c", "", "  d", "- e", "+f", "é\r");
const text = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.boolean())
  .map(([lines, ended]) => lines.join("\n") + (ended && lines.length > 0 ? "\n" : ""));

test("a diff numbers its lines on both sides and counts them", () => {
  const diff = diffLines("a\nb\nc\n", "a\nx\ny\nc\n");
  assert.deepEqual([diff.added, diff.removed], [2, 1]);
  assert.deepEqual(
    diff.hunks.flatMap((hunk) => hunk.lines.map((l) => [l.kind, l.text, l.before, l.after])),
    [
      ["context", "a", 1, 1],
      ["removed", "b", 2, null],
      ["added", "x", null, 2],
      ["added", "y", null, 3],
      ["context", "c", 3, 4],
    ],
  );
});

test("changed lines are the ranges the change wrote; a deletion leaves none", () => {
  assert.deepEqual(changedLines("a\nb\nc\nd\n", "x\nb\nc\ny\nz\n"), [
    { startLine: 1, endLine: 1 },
    { startLine: 4, endLine: 5 },
  ]);
  assert.deepEqual(changedLines("a\nb\n", "a\n"), []);
  assert.deepEqual(changedLines(null, "a\nb\n"), [{ startLine: 1, endLine: 2 }]);
  assert.deepEqual(changedLines("a\n", null), []);
});

test("texts too different for the shortest edit become one hunk with context", () => {
  const numbered = (tag: string) =>
    Array.from({ length: 3_000 }, (_, index) => `${tag}${index}\n`).join("");
  const diff = diffLines(
    `1\n2\n3\n4\n${numbered("a")}5\n6\n`,
    `1\n2\n3\n4\n${numbered("b")}5\n6\n`,
  );
  assert.equal(diff.hunks.length, 1);
  assert.deepEqual([diff.added, diff.removed], [3_000, 3_000]);
  const first = diff.hunks[0]?.lines[0];
  assert.deepEqual([first?.text, first?.before, first?.after], ["2", 2, 2]);
  const last = diff.hunks[0]?.lines.at(-1);
  assert.deepEqual([last?.text, last?.before, last?.after], ["6", 3_006, 3_006]);
});

test("a diff holds exactly the lines of both texts in its hunks", () => {
  return fc.assert(
    fc.property(text, text, (before, after) => {
      const { hunks } = diffLines(before, after);
      for (const l of hunks.flatMap((hunk) => hunk.lines)) {
        if (l.before !== null) assert.equal(before.split("\n")[l.before - 1], l.text);
        if (l.after !== null) assert.equal(after.split("\n")[l.after - 1], l.text);
      }
      assert.equal(hunks.length === 0, before === after);
    }),
  );
});

test("lines are counted without the empty one after a last line end", () => {
  assert.deepEqual(splitLines(""), []);
  assert.deepEqual(splitLines("a\r\nb\n"), ["a", "b"]);
  assert.deepEqual(splitLines("\n"), [""]);
});

test("a created and a deleted file show /dev/null; nothing changed shows nothing", () => {
  assert.match(
    renderUnified("a.ts", null, "x\n"),
    /^--- \/dev\/null\n\+\+\+ b\/a.ts\n@@ -0,0 \+1,1 @@\n\+x\n$/m,
  );
  assert.match(renderUnified("a.ts", "x\n", null), /\+\+\+ \/dev\/null\n@@ -1,1 \+0,0 @@\n-x\n$/);
  assert.equal(renderUnified("a.ts", "x\n", "x\n"), "");
});

test("a file name cannot forge a line of the diff", () => {
  const diff = renderUnified("a\n+++ b/evil", "x\n", "y\n");
  assert.ok(!diff.split("\n").includes("+++ b/evil"));
});

test("git applies what is rendered and gets the new text", () => {
  const folder = mkdtempSync(join(tmpdir(), "signoff-diff-"));
  try {
    return fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== after);
        writeFileSync(join(folder, "a.txt"), before);
        const input = renderUnified("a.txt", before, after);
        const args = ["-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "-"];
        execFileSync("git", args, { cwd: folder, input, stdio: "pipe" });
        assert.equal(readFileSync(join(folder, "a.txt"), "utf8"), after);
      }),
      { numRuns: 60 },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
