import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { applyEdits } from "../../../../src/core/edit/apply-edits.ts";
import { keepFileStyle } from "../../../../src/core/edit/keep-file-style.ts";

function check(text: string, edits: readonly [string, string][], expected: string): void {
  const result = applyEdits(
    text,
    edits.map(([search, replace]) => ({ search, replace })),
  );
  assert.deepEqual(result, { ok: true, value: expected });
}

function refuses(text: string, edits: readonly [string, string][], message: RegExp): void {
  const result = applyEdits(
    text,
    edits.map(([search, replace]) => ({ search, replace })),
  );
  assert.equal(result.ok, false);
  assert.match(result.ok ? "" : result.error, message);
}

test("several edits are looked up in the same text, whatever their order", () => {
  check(
    "a\nb\nc\n",
    [
      ["c", "a"],
      ["a", "b"],
    ],
    "b\nb\na\n",
  );
});

test("a search that occurs never, twice or emptily refuses all edits", () => {
  refuses(
    "a\nb\n",
    [
      ["a", "x"],
      ["z", "y"],
    ],
    /^Edit 2 of 2: the search text does not occur/,
  );
  refuses("a\nb\na\n", [["a", "x"]], /occurs 2 times \(lines 1, 3\)/);
  refuses("aaa", [["aa", "x"]], /occurs 2 times/);
  refuses("a", [["", "x"]], /empty/);
});

test("an empty search fills an empty file, byte order mark or not", () => {
  check("", [["", "a\n"]], "a\n");
  check("\uFEFF", [["", "a\n"]], "\uFEFFa\n");
});

test("a search that is nearly right is answered with the nearest lines", () => {
  refuses(
    "one\ntwo\nfunction delay(ms: number) {\n  return ms;\n}\n",
    [["function delay(ms) {\n", ""]],
    /nearest lines are:\n1: one\n2: two\n3: function delay\(ms: number\) \{/,
  );
});

test("edits of the same place are refused, edits that only share context are not", () => {
  refuses(
    "a b c",
    [
      ["a b", "x b"],
      ["a b c", "y b c"],
    ],
    /same place/,
  );
  check(
    "a\nb\nc\n",
    [
      ["a\nb", "x\nb"],
      ["b\nc", "b\ny"],
    ],
    "x\nb\ny\n",
  );
});

test("replacement patterns are plain text", () => {
  check("a", [["a", "$& $1 $` $$"]], "$& $1 $` $$");
});

test("line ends are matched whatever their form and written as the neighbour's", () => {
  check("a\r\nb\r\nc\r\n", [["a\nb\n", "a\nx\ny\n"]], "a\r\nx\r\ny\r\nc\r\n");
  check("a\r\nb", [["b", "b\nc"]], "a\r\nb\r\nc");
  check("a\rb\rc", [["b", "b\nx"]], "a\rb\rx\rc");
  check("a\nb\r\nc\nd", [["b\nc", "b\nx\nc"]], "a\nb\r\nx\r\nc\nd");
  check("\uFEFFa\r\nb\r\n", [["\uFEFFa\r\n", "x\n"]], "\uFEFFx\r\nb\r\n");
});

const words = fc.array(fc.constantFrom("a", "b", "cc", "", "é", "😀"), {
  minLength: 1,
  maxLength: 8,
});
const ends = fc.array(fc.constantFrom("\n", "\r\n", "\r"), { minLength: 8, maxLength: 8 });
const stored = fc.tuple(fc.constantFrom("", "\uFEFF"), words, ends).map(([mark, lines, eols]) => ({
  mark,
  // A lone \r before a \n of the next line would read as one line end.
  eols: eols.map((eol) => (eol === "\r" ? "\r\n" : eol)),
  lines,
}));

test("everything outside the changed line keeps its bytes", () => {
  return fc.assert(
    fc.property(stored, fc.nat(), fc.constantFrom("x", "x\ny", "", "$&"), (file, at, replace) => {
      const index = at % file.lines.length;
      const lines = file.lines.map((line, i) => (i === index ? "SEARCH" : line));
      const join = (list: readonly string[]) =>
        file.mark + list.map((line, i) => line + file.eols[i]).join("");
      const text = join(lines);
      const result = applyEdits(text, [{ search: "SEARCH", replace }]);
      assert.ok(result.ok);
      const start = text.indexOf("SEARCH");
      assert.equal(result.value.slice(0, start), text.slice(0, start));
      assert.ok(result.value.endsWith(text.slice(start + "SEARCH".length)));
      const middle = result.value.slice(start, result.value.length - (text.length - start - 6));
      assert.equal(middle.replaceAll("\r\n", "\n"), replace);
    }),
  );
});

test("edits that replace a text by itself change no byte", () => {
  return fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", "b", "\n", "\r", "\uFEFF") }), (text) => {
      const plain = text.replace(/^\uFEFF/, "");
      fc.pre(plain !== "" && !plain.startsWith("\uFEFF"));
      assert.deepEqual(applyEdits(text, [{ search: plain, replace: plain }]), {
        ok: true,
        value: text,
      });
      assert.equal(keepFileStyle(text, plain.replace(/\r\n?/g, "\n")), text);
    }),
  );
});

test("a whole new text takes the form of the file it replaces", () => {
  assert.equal(keepFileStyle("\uFEFFa\r\nb\r\n", "a\nx\nb\n"), "\uFEFFa\r\nx\r\nb\r\n");
  assert.equal(keepFileStyle(null, "a\r\nb\n"), "a\r\nb\n");
  assert.equal(keepFileStyle("a\nb\n", "c\r\nd\r\n"), "c\nd\n");
});
