import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { OutputCollector, shortenOutput } from "../../../../src/core/gate/shorten-output.ts";
import { stripTerminal } from "../../../../src/core/gate/strip-terminal.ts";

const cases: readonly (readonly [string, string])[] = [
  ["\u001b[31mred\u001b[0m", "red"],
  ["\u009b31mred", "red"],
  ["\u001b]0;title\u0007text", "text"],
  ["\u001b]8;;http://evil.test\u0007ok\u001b]8;;\u0007", "ok"],
  ["\u001b]52;c;c2VjcmV0\u001b\\after", "after"],
  ["\u001bPdevice\u001b\\after", "after"],
  ["\u001b[2K\u001b[1Aabove", "above"],
  ["100%\rdone", "100%\ndone"],
  ["a\r\nb\tc", "a\nb\tc"],
  ["\u001b(Bplain\u001b7\u001b8", "plain"],
  ["bell\u0007 back\u0008space", "bell backspace"],
];

for (const [output, expected] of cases) {
  test(`${JSON.stringify(output)} is shown as ${JSON.stringify(expected)}`, () => {
    assert.equal(stripTerminal(output), expected);
  });
}

test("a sequence that never ends hides nothing that follows", () => {
  assert.equal(stripTerminal("\u001b]0;\n3 tests failed"), "0;\n3 tests failed");
});

test("no output leaves a control character but line feed and tab", () => {
  const unit: fc.Arbitrary<string> = fc.oneof(
    fc.integer({ min: 0, max: 0x9f }).map((code) => String.fromCharCode(code)),
    fc.constantFrom("\u001b[", "\u001b]", "\u001bP", "\u001b\\", "a", "é"),
  );
  return fc.assert(
    fc.property(fc.string({ unit }), (output) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be left
      assert.doesNotMatch(stripTerminal(output), /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    }),
  );
});

test("a long output keeps its beginning and end and says what is missing", () => {
  assert.equal(shortenOutput("0123456789abcdef", 8), "01\n[… 8 characters left out …]\nabcdef");
  assert.equal(shortenOutput("01234567", 8), "01234567");
});

test("collecting in pieces gives what shortening the whole gives", () => {
  return fc.assert(
    fc.property(
      fc.array(fc.string(), { maxLength: 30 }),
      fc.integer({ min: 4, max: 60 }),
      (pieces, limit) => {
        const collector = new OutputCollector(limit);
        for (const piece of pieces) collector.add(piece);
        assert.equal(collector.text(), shortenOutput(pieces.join(""), limit));
      },
    ),
  );
});
