import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { comparePlans } from "../../../../src/core/plan/compare-plans.ts";
import { parsePlan } from "../../../../src/core/plan/parse-plan.ts";
import { arbitraryPlan } from "./arbitrary-plan.ts";
import { samplePlan } from "./sample-plan.ts";

function since(from: string, to: string): readonly string[] {
  assert.ok(samplePlan.includes(from), from);
  return comparePlans(parsePlan(samplePlan).plan, parsePlan(samplePlan.replace(from, to)).plan);
}

test("Each difference is one short sentence", () => {
  assert.deepEqual(since("- modify `test/client.test.ts`\n", ""), [
    "T2 does not modify test/client.test.ts any more.",
  ]);
  assert.deepEqual(
    since(
      "- create `test/backoff.test.ts`\n",
      "- create `test/backoff.test.ts`\n- delete `a.ts`\n",
    ),
    ["T1 now deletes a.ts."],
  );
  assert.deepEqual(since("**Central wrapper `withRetry`**", "**A queue**"), [
    "D1 now decides: A queue",
  ]);
  assert.deepEqual(since("two code paths", "three code paths"), ["The reason of D1 changed."]);
  assert.deepEqual(since("- Circuit breaker.", "- Caching."), [
    "Out of scope added: Caching.",
    "Out of scope removed: Circuit breaker.",
  ]);
  assert.deepEqual(since("- check `npm test`\n", "- check `npm run unit`\n"), [
    "T2 added: check `npm run unit`",
    "T2 removed: check `npm test`",
  ]);
  assert.deepEqual(since("- check `npm run e2e`", ""), [
    "Integration removed: check `npm run e2e`",
  ]);
  assert.deepEqual(since("delays(policy: RetryPolicy)", "delays()"), [
    "What llm/backoff.ts declares in T1 changed.",
  ]);
  assert.deepEqual(since("(after T1, integrates)", "(after T1)"), ["When T2 integrates changed."]);
  assert.deepEqual(since("Full jitter", "No jitter"), ["The instructions of T1 changed."]);
  assert.deepEqual(
    since("- When the provider", "- When the disk is full, then stop.\n- When the provider"),
    ["Failure mode added: When the disk is full, then stop."],
  );
});

test("Tasks that come and go are named", () => {
  const short =
    samplePlan.slice(0, samplePlan.indexOf("### T2")) +
    samplePlan.slice(samplePlan.indexOf("## Integration"));
  const [before, after] = [parsePlan(samplePlan).plan, parsePlan(short).plan];
  assert.deepEqual(comparePlans(before, after), ["Task T2 removed: Wrap complete()"]);
  assert.deepEqual(comparePlans(after, before), ["Task T2 added: Wrap complete()"]);
});

test("Plans that differ always say so, and a plan never differs from itself", () => {
  fc.assert(
    fc.property(arbitraryPlan, arbitraryPlan, (before, after) => {
      assert.deepEqual(comparePlans(before, before), []);
      const same = JSON.stringify(before) === JSON.stringify(after);
      assert.equal(comparePlans(before, after).length === 0, same);
    }),
  );
});
