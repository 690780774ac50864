import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { codeSpan, readCodeSpan } from "../../../../src/core/text/code-span.ts";

test("Any code written as a span is read back with what follows it", () => {
  const code = fc.string({
    unit: fc.constantFrom("`", " ", "a", "\\"),
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(code, (each) => {
      assert.deepEqual(readCodeSpan(`${codeSpan(each)} rest`), { code: each, rest: " rest" });
    }),
  );
});

test("What is no span, or is never closed, is not read", () => {
  for (const text of ["", "a `b`", "`a", "``a`", " `a`"]) assert.equal(readCodeSpan(text), null);
});
