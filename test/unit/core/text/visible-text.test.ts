import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hasInvisible, visibleLine, visibleText } from "../../../../src/core/text/visible-text.ts";

/** Every code point the Unicode tables call invisible or format, and every space but the ordinary one. */
const invisible: string[] = [];
for (let code = 0; code <= 0x10ffff; code += 1) {
  const character = String.fromCodePoint(code);
  const named =
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Variation_Selector}]|\p{Default_Ignorable_Code_Point}/u;
  if (named.test(character) || (/\p{Zs}/u.test(character) && character !== " "))
    invisible.push(character);
}

test("Every invisible code point is written out with its number", () => {
  assert.ok(invisible.length > 4000 + 2048);
  for (const character of [...invisible, "\u2800"]) {
    const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    assert.equal(visibleLine(`a${character}b`), `a⟪U+${number}⟫b`);
    assert.ok(hasInvisible(character));
  }
  assert.equal(visibleLine("approve\u202Edeny \u{E0041}"), "approve⟪U+202E⟫deny ⟪U+E0041⟫");
});

test("The characters that hide a payload by name are all among them", () => {
  for (const code of [
    0x202e, 0x2066, 0x2069, 0x200b, 0x200f, 0xfeff, 0xe0000, 0xe0020, 0xe007f, 0x3164, 0xad, 0xa0,
    0x115f, 0x180e, 0xfe0f, 0x61c, 0x85, 0x1b, 0x7f,
  ]) {
    assert.match(visibleText(`x${String.fromCodePoint(code)}y`), /^x⟪U\+[0-9A-F]+⟫y$/);
  }
});

test("Text that can be seen comes back as it is, whatever its script", () => {
  for (const text of [
    "Retry 429 — “quoted” ⟪x⟫",
    "раypal",
    "再試行する",
    "أعد المحاولة",
    "नमस्ते",
    "🙂👍🏽🇩🇪",
    "e\u0301",
    "a b",
  ]) {
    assert.equal(visibleLine(text), text);
    assert.equal(hasInvisible(text), false);
  }
});

test("Line ends and tabs stay in a text of several lines, and only there", () => {
  assert.equal(visibleText("a\tb\nc\r\nd\re"), "a\tb\nc\r\nd⟪U+000D⟫e");
  assert.equal(visibleLine("a\tb\nc\r\n"), "a⟪U+0009⟫b⟪U+000A⟫c⟪U+000D⟫⟪U+000A⟫");
});

test("Nothing invisible is left in any text, nothing visible is lost, and doing it twice changes nothing", () => {
  const text = fc
    .array(fc.oneof(fc.constantFrom(...invisible), fc.string({ unit: "binary" })))
    .map((all) => all.join(""));
  fc.assert(
    fc.property(text, (each) => {
      const shown = visibleLine(each);
      assert.equal(hasInvisible(shown), false);
      assert.equal(visibleLine(shown), shown);
      assert.equal(hasInvisible(visibleText(each).replace(/[\t\n]|\r(?=\n)/g, "")), false);
      const back = shown.replace(/⟪U\+([0-9A-F]{4,6})⟫/g, (_, code: string) =>
        String.fromCodePoint(Number.parseInt(code, 16)),
      );
      if (!each.includes("⟪")) assert.equal(back, each);
    }),
  );
});
