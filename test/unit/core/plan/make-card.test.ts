import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { planCardSchema } from "../../../../src/core/plan/card.ts";
import { makeCard } from "../../../../src/core/plan/make-card.ts";
import { parsePlan } from "../../../../src/core/plan/parse-plan.ts";
import type { Plan } from "../../../../src/core/plan/plan.ts";
import { protection } from "../../../../src/core/plan/protected-paths.ts";
import { hasInvisible } from "../../../../src/core/text/visible-text.ts";
import { arbitraryPlan } from "./arbitrary-plan.ts";
import { samplePlan } from "./sample-plan.ts";

function card(plan: Plan, previous: Plan | null = null) {
  return makeCard({
    plan,
    previous,
    roster: [{ role: "builds", model: "claude-sonnet-5-5", maker: "Anthropic", note: null }],
    estimatedCost: 0.31,
    isProtected: (path) => protection(path) === "named-only",
  });
}

test("The card lists files, commands, manifests and counts of the plan", () => {
  const { plan } = parsePlan(
    samplePlan
      .replace(
        "- modify `test/client.test.ts`",
        "- modify `test/backoff.test.ts`\n- modify `package.json`\n- rename `a.ts` to `.vscode/a.ts`\n- check `npm test -- test/backoff.test.ts`",
      )
      .replace("## Open questions\n", "## Open questions\n- Is 30 s enough?\n"),
  );
  assert.deepEqual(card(plan), {
    title: "Retry with exponential backoff",
    files: [
      { change: "create", path: "llm/backoff.ts", task: "T1", protected: false },
      { change: "create", path: "test/backoff.test.ts", task: "T1", protected: false },
      { change: "modify", path: "llm/client.ts", task: "T2", protected: false },
      { change: "modify", path: "test/backoff.test.ts", task: "T2", protected: false },
      { change: "modify", path: "package.json", task: "T2", protected: true },
      { change: "rename", path: "a.ts → .vscode/a.ts", task: "T2", protected: true },
    ],
    commands: [
      { argv: ["npm", "test", "--", "test/backoff.test.ts"], cwd: "" },
      { argv: ["npm", "test"], cwd: "" },
      { argv: ["npm", "run", "e2e"], cwd: "" },
    ],
    dependencies: ["package.json is changed; dependencies may change"],
    decisions: 1,
    openQuestions: ["Is 30 s enough?"],
    roster: [{ role: "builds", model: "claude-sonnet-5-5", maker: "Anthropic", note: null }],
    estimatedCost: 0.31,
    changes: [],
  });
});

test("Nothing on any card is invisible", () => {
  fc.assert(
    fc.property(arbitraryPlan, arbitraryPlan, (plan, previous) => {
      const made = planCardSchema.parse(card(plan, previous));
      const texts: string[] = [];
      JSON.stringify(made, (_, value) => {
        if (typeof value === "string") texts.push(value);
        return value;
      });
      assert.deepEqual(texts.filter(hasInvisible), []);
    }),
  );
});
