import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { scrub } from "../../../../src/providers/shared/scrub.ts";

test("the key never survives, however it is written", () => {
  const key = fc.string({
    minLength: 12,
    maxLength: 60,
    unit: fc.constantFrom(..."abcXYZ019-_+/="),
  });
  fc.assert(
    fc.property(key, fc.lorem(), (apiKey, words) => {
      const forms = [apiKey, encodeURIComponent(apiKey), Buffer.from(apiKey).toString("base64")];
      const clean = scrub(`${words} ${forms.join(" ")} ${words}`, apiKey);
      for (const form of forms) assert.ok(!clean.includes(form));
    }),
  );
});

test("keys that are not ours go too", () => {
  const text = "Incorrect API key: sk-proj-abcdefghij0123, Bearer eyJhbGciOi.J9";
  assert.equal(scrub(text, "another-key-1"), "Incorrect API key: [key], [key]");
});

test("a placeholder key does not maul words", () => {
  assert.equal(scrub("ollama is not running", "ollama"), "ollama is not running");
});

test("long words are cut and white space collapses", () => {
  assert.equal(scrub("a \n\t b", "k".repeat(20)), "a b");
  assert.equal(scrub("x y ".repeat(1000), "k".repeat(20)).length, 601);
});
