import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { splitLines } from "../../../../src/core/diff/split-lines.ts";
import { moveAnchor } from "../../../../src/core/review/move-anchor.ts";

const anchor = { path: "a.ts", startLine: 2, endLine: 3, text: "b\nc" };

function check(text: string, expected: readonly [number, number] | "outdated"): void {
  const moved = moveAnchor(anchor, text);
  assert.deepEqual(moved === "outdated" ? moved : [moved.startLine, moved.endLine], expected);
}

test("an anchor stays where its lines still read the same", () => {
  check("a\nb\nc\nd\n", [2, 3]);
  check("a\r\nb\r\nc", [2, 3]);
  check("a\nb\nc\nb\nc\n", [2, 3]);
});

test("an anchor follows its lines to the only place that has them", () => {
  check("a\nx\ny\nb\nc\n", [4, 5]);
  check("b\nc\n", [1, 2]);
});

test("an anchor whose lines are gone, changed or ambiguous is outdated", () => {
  check("a\nd\n", "outdated");
  check("a\nb \nc\n", "outdated");
  check("b\nc\nx\nb\nc\n", "outdated");
  check("", "outdated");
});

test("the place in an empty file holds as long as the file is empty", () => {
  const empty = { path: "a.ts", startLine: 1, endLine: 1, text: "" };
  assert.deepEqual(moveAnchor(empty, ""), empty);
  assert.equal(moveAnchor(empty, "a\n"), "outdated");
});

test("an anchor points at identical text or is outdated, and comes back with its text", () => {
  const lines = fc.array(fc.constantFrom("a", "b", "c", ""), { minLength: 1, maxLength: 12 });
  return fc.assert(
    fc.property(lines, lines, fc.nat(), fc.nat(), (before, after, from, length) => {
      const start = from % before.length;
      const text = before.slice(start, start + 1 + (length % 3));
      const made = {
        path: "a",
        startLine: start + 1,
        endLine: start + text.length,
        text: text.join("\n"),
      };
      const moved = moveAnchor(made, `${after.join("\n")}\n`);
      if (moved !== "outdated") {
        const found = splitLines(`${after.join("\n")}\n`).slice(moved.startLine - 1, moved.endLine);
        assert.equal(found.join("\n"), made.text);
      }
      assert.deepEqual(moveAnchor(made, `${before.join("\n")}\n`), made);
    }),
  );
});

test("an anchor moves by the lines inserted above it where its text is unique", () => {
  const other = fc.array(fc.constantFrom("x", "y", ""), { maxLength: 20 });
  return fc.assert(
    fc.property(other, other, (above, below) => {
      const moved = moveAnchor(anchor, [...above, "b", "c", ...below].join("\n"));
      assert.deepEqual(moved, {
        ...anchor,
        startLine: above.length + 1,
        endLine: above.length + 2,
      });
    }),
  );
});
