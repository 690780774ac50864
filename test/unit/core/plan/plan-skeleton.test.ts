import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePlan } from "../../../../src/core/plan/parse-plan.ts";
import { planSkeleton } from "../../../../src/core/plan/plan-skeleton.ts";
import { refusePlan } from "../../../../src/core/plan/refuse-plan.ts";

test("The skeleton shown to the architect is a plan that reads without problems and has every part", () => {
  const { plan, problems } = parsePlan(planSkeleton);
  assert.deepEqual(problems, []);
  for (const [part, value] of Object.entries(plan)) assert.ok(value.length > 0, part);
  const changes = plan.tasks.flatMap((task) => task.files.map((file) => file.change));
  assert.deepEqual(new Set(changes), new Set(["create", "modify", "rename", "delete"]));
  const there = new Set(["path/existing.ts", "path/a.ts", "path/old.ts"]);
  const facts = { exists: (path: string) => there.has(path), neverAllowed: () => null };
  assert.deepEqual(refusePlan(plan, problems, facts), []);
});
