import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { isApprovalWord, readsLikeApproval } from "../../../../src/core/lock/approval-word.ts";

const word = "approved";
const capitals = fc
  .tuple(...[...word].map((letter) => fc.constantFrom(letter, letter.toUpperCase())))
  .map((letters) => letters.join(""));
const space = fc
  .array(fc.constantFrom(" ", "\t", "\n", "\r\n", "\u00A0", "\u3000"), { maxLength: 3 })
  .map((parts) => parts.join(""));

test("the word alone approves, in any case, with space around it and one closing mark", () => {
  fc.assert(
    fc.property(space, capitals, fc.constantFrom("", ".", "!"), space, (...parts) => {
      assert.equal(isApprovalWord(parts.join("")), true);
    }),
  );
});

/** Characters that look like a letter of the word, or fold into one, or are not seen at all. */
const lookAlikes: Readonly<Record<string, readonly string[]>> = {
  a: ["а", "ɑ", "α", "ａ", "á", "𝐚", "Å"],
  p: ["р", "ρ", "ｐ", "𝐩", "þ"],
  r: ["г", "ｒ", "ŗ", "𝐫"],
  o: ["о", "ο", "0", "ｏ", "ö", "º"],
  v: ["ν", "ѵ", "ｖ", "∨"],
  e: ["е", "ｅ", "é", "ҽ"],
  d: ["ԁ", "ｄ", "ḍ", "ⅾ"],
};
const unseen = ["\u200B", "\u200C", "\u200D", "\u2060", "\u00AD", "\u202E", "\u2066", "\u0301"];
const swapped = fc.tuple(fc.nat(word.length - 1), fc.nat(6)).map(([index, choice]) => {
  const twins = lookAlikes[word[index] ?? ""] ?? [];
  return word.slice(0, index) + twins[choice % twins.length] + word.slice(index + 1);
});
const threaded = fc
  .tuple(fc.nat(word.length), fc.constantFrom(...unseen))
  .map(([index, mark]) => word.slice(0, index) + mark + word.slice(index));
const surrounded = fc
  .tuple(
    fc.constantFrom("", "not ", "looks good, ", '"', "> ", "@"),
    fc.string({ unit: "grapheme" }),
  )
  .map(([before, after]) => `${before}${word}${after}`)
  .filter((text) => !/^\s*approved[.!]?\s*$/.test(text));
const punctuated = fc
  .constantFrom("?", "…", ",", ";", ":", "..", "!!", ".!", " .", "。", "！", "?!", "–", ")", "'")
  .map((mark) => word + mark);
const shortened = fc
  .tuple(fc.nat(word.length - 1), fc.constantFrom("", ...word))
  .map(([index, letter]) => word.slice(0, index) + letter + word.slice(index + 1))
  .filter((text) => text !== word);

test("nothing that is nearly the word approves", () => {
  const nearly = fc.oneof(swapped, threaded, surrounded, punctuated, shortened);
  fc.assert(
    fc.property(nearly, (text) => assert.equal(isApprovalWord(text), false)),
    { numRuns: 1_000 },
  );
});

test("only the eight ASCII letters count, whatever folds or normalises into them", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 12 }), space, (text, around) => {
      const approves = isApprovalWord(around + text + around);
      assert.equal(approves, /^[aA][pP][pP][rR][oO][vV][eE][dD][.!]?$/.test(text.trim()));
    }),
    { numRuns: 1_000 },
  );
});

test("a near miss is pointed to the button; a long message or another word is not", () => {
  const table: readonly (readonly [string, boolean])[] = [
    ["approved?", true],
    ["not approved", true],
    ["looks good, approved", true],
    ["I approve", true],
    ["LGTM", true],
    ["аpprоved", true],
    ["ａｐｐｒｏｖｅｄ", true],
    ["app\u200Broved", true],
    ["approved", false],
    ["disapproved", false],
    ["the approval of the plan", false],
    [`approved ${"x".repeat(200)}`, false],
    ["", false],
  ];
  for (const [text, expected] of table) assert.equal(readsLikeApproval(text), expected, text);
});
