import assert from "node:assert/strict";
import { test } from "node:test";
import { type Binding, bindingChange } from "../../../../src/core/lock/binding.ts";

const approved: Binding = { plan: "p", constraints: "c", roles: "r", roster: "o", checks: "k" };

test("equal bindings have not changed", () => {
  assert.equal(bindingChange(approved, { ...approved }), null);
});

test("every part that differs is named in the words of the lock line", () => {
  const words: Readonly<Record<keyof Binding, string>> = {
    plan: "the plan",
    constraints: "the constraint document",
    roles: "a role file",
    roster: "the roster",
    checks: "the checks",
  };
  for (const [part, expected] of Object.entries(words)) {
    assert.equal(bindingChange(approved, { ...approved, [part]: "x" }), expected);
  }
  assert.equal(
    bindingChange(approved, { ...approved, plan: "", roster: "x" }),
    "the plan and the roster",
  );
});
