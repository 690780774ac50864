import assert from "node:assert/strict";
import { test } from "node:test";
import { planVersion } from "../../../../src/core/plan/plan-version.ts";
import { samplePlan } from "./sample-plan.ts";

test("Line ends and a byte order mark do not make a new version", () => {
  const version = planVersion(samplePlan);
  assert.match(version, /^[0-9a-f]{64}$/);
  assert.equal(planVersion(samplePlan.replaceAll("\n", "\r\n")), version);
  assert.equal(planVersion(samplePlan.replaceAll("\n", "\r")), version);
  assert.equal(planVersion(`\uFEFF${samplePlan}`), version);
});

test("Every other change makes a new version, also one that is not read as anything", () => {
  const changes = [
    `${samplePlan}\n`,
    samplePlan.replace("429", "428"),
    samplePlan.replace("## Tasks", "##  Tasks"),
    samplePlan.replace("Full", "\u200BFull"),
    `${samplePlan} `,
    samplePlan.normalize("NFD").replace("Full", "Fu\u0308ll"),
  ];
  assert.equal(new Set([samplePlan, ...changes].map(planVersion)).size, changes.length + 1);
});
