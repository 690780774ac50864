import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { middleChange } from "../../../../src/vscode/ports/middle-change.ts";

const texts = fc
  .array(fc.constantFrom("a", "b", "\r\n", "\n", "\r", "😀", "é", "\ud83d"), { maxLength: 12 })
  .map((parts) => parts.join(""));

test("the change turns the one text into the other", () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const change = middleChange(before, after);
      if (change === null) return assert.equal(before, after);
      const { start, end, text } = change;
      assert.equal(before.slice(0, start) + text + before.slice(end), after);
    }),
  );
});

test("neither end of a change lies inside a line end or a character", () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const change = middleChange(before, after);
      if (change === null) return;
      for (const offset of [change.start, change.end]) {
        const pair = before.slice(offset - 1, offset + 1);
        assert.ok(offset === 0 || pair !== "\r\n");
        assert.ok(offset === 0 || !/^[\ud800-\udbff][\udc00-\udfff]$/.test(pair));
      }
    }),
  );
});

test("only the differing middle is replaced", () => {
  assert.deepEqual(middleChange("one\ntwo\nthree\n", "one\n2\nthree\n"), {
    start: 4,
    end: 7,
    text: "2",
  });
});
