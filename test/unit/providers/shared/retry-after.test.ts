import assert from "node:assert/strict";
import { test } from "node:test";
import { retryAfter } from "../../../../src/providers/shared/retry-after.ts";

const now = Date.parse("2026-11-21T12:00:00Z");

const cases: readonly (readonly [headers: Record<string, string>, expected: number | null])[] = [
  [{}, null],
  [{ "retry-after": "0" }, 0],
  [{ "retry-after": "-1" }, null],
  [{ "retry-after": "1.5" }, 1500],
  [{ "retry-after": "1e9" }, 1e12],
  [{ "retry-after": "soon" }, null],
  [{ "retry-after": "Sat, 21 Nov 2026 12:00:30 GMT" }, 30_000],
  [{ "retry-after": "Sat, 21 Nov 2015 12:00:30 GMT" }, 0],
  [{ "retry-after": "60", "retry-after-ms": "250" }, 250],
  [{ "retry-after": "60", "retry-after-ms": "x" }, 60_000],
];

for (const [headers, expected] of cases) {
  test(`${JSON.stringify(headers)} asks for ${expected}`, () => {
    assert.equal(retryAfter(new Headers(headers), now), expected);
  });
}
