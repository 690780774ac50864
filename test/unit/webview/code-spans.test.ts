import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { codeSpans, plainWords } from "../../../webview/words/code-spans.ts";

/** The parts in short: code in angle brackets. */
function shown(text: string): string[] {
  return codeSpans(text).map((part) => (part.code ? `<${part.text}>` : part.text));
}

test("what stands between backticks is code, the rest is words", () => {
  assert.deepEqual(shown("`left` is a vague name."), ["<left>", " is a vague name."]);
  assert.deepEqual(shown("waits by `a()` or `b()`"), ["waits by ", "<a()>", " or ", "<b()>"]);
  assert.deepEqual(shown("no code at all"), ["no code at all"]);
  assert.deepEqual(shown(""), []);
});

test("more backticks hold code that has backticks itself", () => {
  assert.deepEqual(shown("say `` a`b `` here"), ["say ", "<a`b>", " here"]);
  assert.deepEqual(shown("`` ` ``"), ["<`>"]);
});

test("backticks that nothing closes stay words", () => {
  assert.deepEqual(shown("a ` b"), ["a ` b"]);
  assert.deepEqual(shown("a `b `` c"), ["a `b `` c"]);
  assert.deepEqual(shown("```"), ["```"]);
  assert.deepEqual(shown("half `open"), ["half `open"]);
});

test("a person hears the words without the backticks", () => {
  assert.equal(
    plainWords("`complete()` goes through `withRetry`."),
    "complete() goes through withRetry.",
  );
});

test("nothing but backticks and padding is ever lost, whatever the text", () => {
  const text = fc.string({ unit: fc.constantFrom("`", "``", " ", "a", "\n", "<b>") });
  fc.assert(
    fc.property(text, (given) => {
      const parts = codeSpans(given);
      const bare = (words: string) => words.replace(/[` ]/g, "");
      assert.equal(bare(parts.map((part) => part.text).join("")), bare(given));
      assert.ok(parts.every((part) => part.text !== ""));
      assert.ok(parts.every((part, at) => part.code || parts[at + 1]?.code !== false));
    }),
  );
});
