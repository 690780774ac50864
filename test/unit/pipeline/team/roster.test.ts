import assert from "node:assert/strict";
import { test } from "node:test";
import { makerOf } from "../../../../src/model/makers.ts";
import { type Diversity, rosterProblem, type Seat } from "../../../../src/pipeline/team/roster.ts";

function seat(role: Seat["role"], name: string, ref: string): Seat {
  const slash = ref.indexOf("/");
  const model = { provider: ref.slice(0, slash), id: ref.slice(slash + 1) };
  const maker = makerOf(model);
  return { role, name, model, maker, instructions: "", fileHash: "", allows: () => true };
}

function problem(
  developer: string,
  reviewers: readonly string[],
  diversity: Diversity = "require",
) {
  return rosterProblem(
    {
      architect: seat("architect", "architect", "anthropic/claude-opus-5-5"),
      developer: seat("developer", "developer", developer),
      reviewers: reviewers.map((ref, index) => seat("reviewer", `reviewer-${index + 1}`, ref)),
    },
    diversity,
  );
}

const sonnet = "anthropic/claude-sonnet-5-5";

/** Other ways to reach the developer's own model. */
const disguises: readonly (readonly [string, string])[] = [
  [sonnet, sonnet],
  [sonnet, "anthropic/claude-sonnet-5-5-20261001"],
  [sonnet, "anthropic/claude-sonnet-5-5-latest"],
  [sonnet, "anthropic/Claude-Sonnet-5-5"],
  [sonnet, "openrouter/anthropic/claude-sonnet-5-5"],
  [sonnet, "openrouter/anthropic/claude-sonnet-5.5"],
  [sonnet, "openrouter/anthropic/claude-sonnet-5.5:thinking"],
  [sonnet, "vertex/claude-sonnet-5-5@20261001"],
  [sonnet, "bedrock/us.anthropic.claude-sonnet-5-5-20261001-v1:0"],
  [sonnet, "bedrock/anthropic.claude-sonnet-5-5-v2:0"],
  ["anthropic/claude-sonnet-5-5-20261001", "openrouter/anthropic/claude-sonnet-5.5"],
  ["openai/gpt-6.1-sol", "openrouter/openai/gpt-6.1-sol:free"],
  ["openai/gpt-6.1-sol", "azure/gpt-6.1-sol-2026-09-30"],
  ["google/gemini-3.0-flash", "google/models/gemini-3.0-flash-001"],
];

for (const [developer, reviewer] of disguises) {
  test(`${reviewer} does not review what ${developer} built, whatever the setting`, () => {
    for (const diversity of ["require", "prefer"] as const) {
      assert.match(problem(developer, [reviewer], diversity) ?? "", /does not review its own work/);
      const among = problem(developer, ["google/gemini-3-pro", reviewer], diversity) ?? "";
      assert.match(among, /reviewer-2 would be the developer's own model/);
    }
  });
}

test("a roster without a reviewer does not build", () => {
  assert.equal(problem(sonnet, []), "The roster has no reviewer.");
});

test("another maker's model reviews; a router's name does not make another maker", () => {
  assert.equal(problem(sonnet, ["openai/gpt-6.1-sol"]), null);
  assert.equal(problem(sonnet, ["openrouter/openai/gpt-6.1-sol"]), null);
  assert.match(problem(sonnet, ["openrouter/anthropic/claude-opus-5-5"]) ?? "", /\(Anthropic\)/);
  assert.match(problem("openai/gpt-6.1-sol", ["openai/gpt-6.1-nova"]) ?? "", /another maker/);
});

test("a maker that cannot be told is not another one", () => {
  assert.match(problem(sonnet, ["local/our-finetune"]) ?? "", /another maker/);
  assert.match(problem("local/our-finetune", ["local/our-other"]) ?? "", /another maker/);
});

test("with diversity only preferred, another model of the same maker reviews", () => {
  assert.equal(problem(sonnet, ["anthropic/claude-opus-5-5"], "prefer"), null);
  assert.equal(problem("local/our-finetune", ["local/our-other"], "prefer"), null);
});

test("one reviewer of another maker is enough for the others", () => {
  assert.equal(problem(sonnet, ["anthropic/claude-opus-5-5", "openai/gpt-6.1-sol"]), null);
});
