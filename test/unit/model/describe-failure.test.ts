import assert from "node:assert/strict";
import { test } from "node:test";
import { failureSchema } from "../../../src/core/session/failure.ts";
import { describeModelFailure } from "../../../src/model/describe-failure.ts";
import { modelFailure } from "../../../src/model/model-failure.ts";
import type { FailureKind } from "../../../src/model/outcome.ts";

const model = { provider: "anthropic", id: "claude-opus-5-5" };
const kinds: readonly FailureKind[] = [
  "unauthorized",
  "no-credit",
  "unknown-model",
  "invalid-request",
  "context-overflow",
  "rate-limited",
  "overloaded",
  "unreachable",
  "not-an-api",
  "cut",
  "stalled",
  "malformed",
  "empty",
];
const commands = ["signoff.enterKey", "signoff.openSettings", "signoff.showLog"];

for (const kind of kinds) {
  test(`${kind} is told in words of people, with what to do next`, () => {
    const words = failureSchema.parse(describeModelFailure(modelFailure(kind, "Why."), model));
    assert.match(words.what, /^[A-Z].*[^.]$|^claude/);
    assert.match(words.what, /Anthropic|claude-opus-5-5/);
    assert.match(words.next, /^[A-Z].*\.$/);
    assert.equal(words.why, "Why.");
    assert.ok(words.action === null || commands.includes(words.action.command));
  });
}

test("the status stands beside the vendor's words", () => {
  const failure = modelFailure("overloaded", "Bad gateway", { status: 502 });
  assert.equal(describeModelFailure(failure, model).why, "Bad gateway (status 502)");
});

test("a failure without words still has a reason", () => {
  const failure = modelFailure("overloaded", "", { status: 500 });
  assert.equal(describeModelFailure(failure, model).why, "Status 500.");
});

test("a provider without a name of its own is called by its id", () => {
  const failure = modelFailure("unauthorized", "no");
  assert.match(describeModelFailure(failure, { provider: "local", id: "x" }).what, /^local /);
});
