import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { noUsage } from "../../../../src/core/usage/usage.ts";
import { finishAnswer, type RawPart } from "../../../../src/providers/shared/answer.ts";

function call(json: string): RawPart {
  return { type: "raw-tool-call", id: "call_1", name: "write_file", json };
}

test("no truncation of a call's arguments is taken for the whole", () => {
  const input = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 });
  fc.assert(
    fc.property(
      input,
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (value, at) => {
        const json = JSON.stringify(value);
        const length = 1 + Math.floor(at * (json.length - 1));
        if (length === json.length) return;
        const parts = [call(json.slice(0, length))];
        assert.equal(finishAnswer({ parts, cut: null, usage: noUsage }).kind, "malformed");
      },
    ),
  );
});

test("arguments with dangerous names stay plain data", () => {
  const parts = [call('{"__proto__":{"admin":true}}')];
  const outcome = finishAnswer({ parts, cut: null, usage: noUsage });
  assert.ok(outcome.kind === "completed");
  assert.ok(!("admin" in {}));
});

test("an answer that ended early has no tool call, whatever it looked like", () => {
  const parts = [{ type: "text", text: "a" } as const, call("{}"), call("{")];
  for (const cut of ["length", "refusal"] as const) {
    const outcome = finishAnswer({ parts, cut, usage: noUsage });
    assert.ok(outcome.kind === "completed");
    assert.equal(outcome.stop, cut);
    assert.deepEqual(outcome.parts, [{ type: "text", text: "a" }]);
  }
});
