import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parsePlan } from "../../../../src/core/plan/parse-plan.ts";
import { planSchema } from "../../../../src/core/plan/plan.ts";
import { renderPlan } from "../../../../src/core/plan/render-plan.ts";
import { arbitraryPlan } from "./arbitrary-plan.ts";
import { samplePlan } from "./sample-plan.ts";

test("Any plan written and read back is the same plan, without problems", () => {
  fc.assert(
    fc.property(arbitraryPlan, (plan) => {
      const read = parsePlan(renderPlan(plan));
      assert.deepEqual(read.plan, structuredClone(plan));
      assert.deepEqual(read.problems, []);
    }),
    { numRuns: 300 },
  );
});

test("The sample plan is written back word for word", () => {
  assert.equal(renderPlan(parsePlan(samplePlan).plan), samplePlan);
});

test("Whatever lines a plan loses, repeats or swaps, reading it gives a valid plan that can be written and read", () => {
  const source = samplePlan.split("\n");
  const index = fc.nat(source.length - 1);
  const mangled = fc.array(
    fc.oneof(
      index.map((at) => source[at]!),
      fc.constantFrom(
        "```",
        "---",
        "  - x",
        "> - create `q`",
        "##",
        "###",
        "\t- y",
        "- - create `z`",
        "1) check `a`",
        "- [ ] todo",
        "<!--",
      ),
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(mangled, fc.boolean(), (lines, headed) => {
      const text = [...(headed ? source.slice(0, 4) : []), ...lines].join("\n");
      const { plan, problems } = parsePlan(text);
      planSchema.parse(plan);
      for (const problem of problems) {
        assert.ok(problem.startLine >= 1 && problem.endLine >= problem.startLine, problem.message);
        assert.ok(problem.endLine <= lines.length + 5, problem.message);
      }
      planSchema.parse(parsePlan(renderPlan(plan)).plan);
    }),
    { numRuns: 300 },
  );
});

test("No text at all makes the reader throw", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary", maxLength: 200 }),
        fc.string({ unit: fc.constantFrom(..."-#`*>: \n\t\r&!{}[]|a1".split("")), maxLength: 120 }),
      ),
      (text) => {
        planSchema.parse(parsePlan(text).plan);
        planSchema.parse(parsePlan(`---\n${text}`).plan);
        planSchema.parse(parsePlan(`---\nsignoff: plan/1\n---\n## Tasks\n${text}`).plan);
      },
    ),
    { numRuns: 150 },
  );
});
