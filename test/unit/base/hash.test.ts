import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import * as fc from "fast-check";
import { contentHash } from "../../../src/base/hash.ts";

test("the hash is SHA-256 of the bytes, and of a text in UTF-8", () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.string({ unit: "grapheme" }), (bytes, text) => {
      assert.equal(contentHash(bytes), createHash("sha256").update(bytes).digest("hex"));
      assert.equal(contentHash(text), createHash("sha256").update(text).digest("hex"));
    }),
  );
});
