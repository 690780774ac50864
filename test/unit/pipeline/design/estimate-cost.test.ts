import assert from "node:assert/strict";
import { test } from "node:test";
import { estimateCost } from "../../../../src/pipeline/design/estimate-cost.ts";
import { planOf, task } from "../../core/session/arbitrary-fact.ts";
import { memoryWorld, seat } from "../memory-stage.ts";

const { roster } = memoryWorld();

test("more tasks, a longer plan or another reviewer cost more", () => {
  const one = estimateCost(planOf(task("T1")), "x".repeat(1_000), roster);
  const two = estimateCost(planOf(task("T1"), task("T2")), "x".repeat(1_000), roster);
  const long = estimateCost(planOf(task("T1")), "x".repeat(9_000), roster);
  const reviewers = [...roster.reviewers, ...roster.reviewers];
  const both = estimateCost(planOf(task("T1")), "x".repeat(1_000), { ...roster, reviewers });
  assert.ok(one !== null && two !== null && long !== null && both !== null);
  assert.ok(one > 0 && two > one && long > one && both > one);
});

test("one unknown price makes the whole estimate unknown", () => {
  const developer = seat("developer", "our-finetune", "local");
  assert.equal(estimateCost(planOf(task("T1")), "", { ...roster, developer }), null);
});
