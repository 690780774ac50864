import assert from "node:assert/strict";
import { test } from "node:test";
import { bindingChange } from "../../../../src/core/lock/binding.ts";
import { type BindingInput, currentBinding } from "../../../../src/pipeline/approval/binding.ts";
import { planOf, task } from "../../core/session/arbitrary-fact.ts";
import { memoryWorld, seat } from "../memory-stage.ts";

const { roster } = memoryWorld();
const input: BindingInput = {
  planDocument: "# Plan\n",
  plan: planOf(task("T1")),
  constraints: "- Be polite.\n",
  roster,
};
const check = { argv: ["npm", "test"], cwd: "" };
const [reviewer] = roster.reviewers;

const changes: readonly (readonly [string, Partial<BindingInput>, string | null])[] = [
  ["nothing", {}, null],
  ["line ends of the plan, which git may change", { planDocument: "# Plan\r\n" }, null],
  ["a space in the plan", { planDocument: "# Plan \n" }, "the plan"],
  ["no plan document any more", { planDocument: null }, "the plan"],
  ["a word of the constraint document", { constraints: "- Be kind.\n" }, "the constraint document"],
  ["no constraint document any more", { constraints: null }, "the constraint document"],
  [
    "a role file",
    { roster: { ...roster, architect: { ...roster.architect, fileHash: "x" } } },
    "a role file",
  ],
  [
    "the developer's model",
    { roster: { ...roster, developer: seat("developer", "other", "Anthropic") } },
    "the roster",
  ],
  [
    "the provider that serves a model",
    {
      roster: {
        ...roster,
        developer: { ...roster.developer, model: { provider: "router", id: "claude-sonnet-5-5" } },
      },
    },
    "the roster",
  ],
  [
    "one reviewer more",
    { roster: { ...roster, reviewers: reviewer ? [reviewer, reviewer] : [] } },
    "a role file and the roster",
  ],
  ["a check", { plan: planOf({ ...task("T1"), checks: [check] }) }, "the checks"],
  ["the end-to-end check", { plan: { ...input.plan, integration: [check] } }, "the checks"],
];

for (const [title, changed, expected] of changes) {
  test(`what an approval binds: ${title} → ${expected ?? "still holds"}`, () => {
    const before = currentBinding(input);
    assert.equal(bindingChange(before, currentBinding({ ...input, ...changed })), expected);
  });
}
