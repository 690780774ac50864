import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { Plan } from "../../../../src/core/plan/plan.ts";
import type { SessionFact, TurnOutcome } from "../../../../src/core/session/event.ts";
import { fixTask, mostFixes, nextStep, type Step } from "../../../../src/core/session/next-step.ts";
import { fold, reduce } from "../../../../src/core/session/reduce.ts";
import type { Round } from "../../../../src/core/session/state.ts";
import { eventsOf, findingFact, model, planOf, proposal, task } from "./arbitrary-fact.ts";

const done: TurnOutcome = { kind: "done" };
const stopped: TurnOutcome = { kind: "stopped" };
const plan = planOf(task("T1"), task("T2", ["T1"]));

function opening(plan: Plan): readonly SessionFact[] {
  const version = "version-1";
  return [
    proposal(1, plan),
    { type: "round-start", round: 1, plan: 1, version, approval: "a", planPath: "p" },
  ];
}

function roundAfter(...facts: readonly SessionFact[]): Round {
  const { round } = fold(eventsOf([...opening(plan), ...facts]));
  assert.ok(round);
  return round;
}

const baseline: SessionFact = { type: "baseline-end", results: [] };

function ended(id: string, status: "done" | "stopped" | "failed" | "dropped"): SessionFact[] {
  const rest = { summary: "", notCovered: "", chunk: [], failure: null };
  return [
    { type: "task-start", task: id },
    { type: "task-end", task: id, status, ...rest },
  ];
}

const built = [baseline, ...ended("T1", "done"), ...ended("T2", "done")];

function looked(look: number, outcome: TurnOutcome, ...findings: readonly string[]): SessionFact[] {
  const reviewer = "reviewer-pedant";
  return [
    { type: "review-start", look, reviewers: [{ name: reviewer, model }] },
    ...findings.map((id) => findingFact(id, look)),
    { type: "review-end", look, reviewer, outcome, unfounded: 0, resolved: [] },
  ];
}

function decided(look: number, ...accepted: readonly string[]): SessionFact[] {
  const by = "person" as const;
  return [
    ...accepted.map((finding): SessionFact => {
      return { type: "disposition-settle", finding, disposition: "accept", by, reason: null };
    }),
    { type: "decisions-settle", look, accepted: [...accepted] },
  ];
}

const gate: readonly SessionFact[] = [{ type: "gate-start" }, { type: "gate-end", parts: [] }];

function words(step: Step): string {
  if (step.kind === "task") return `task ${step.task.id}`;
  if (step.kind === "fix") return `fix ${step.look} of ${step.accepted.length}`;
  return "look" in step ? `${step.kind} ${step.look}` : step.kind;
}

const table: readonly (readonly [string, readonly SessionFact[], string])[] = [
  ["a new round runs the checks once", [], "baseline"],
  ["then the first task", [baseline], "task T1"],
  ["a task waits for what it comes after", [baseline, ...ended("T1", "done")], "task T2"],
  ["a dropped task counts as out of the way", [baseline, ...ended("T1", "dropped")], "task T2"],
  ["a stopped task waits for the person", [baseline, ...ended("T1", "stopped")], "interrupted"],
  ["so does a failed one", [baseline, ...ended("T1", "failed")], "interrupted"],
  ["and one that broke off", [baseline, { type: "task-start", task: "T1" }], "interrupted"],
  ["the build ends in the first look", built, "review 1"],
  [
    "a look nobody finished is taken again",
    [...built, { type: "review-start", look: 1, reviewers: [{ name: "r", model }] }],
    "review 1",
  ],
  [
    "a look that found something waits for the person",
    [...built, ...looked(1, done, "f")],
    "decide 1",
  ],
  ["a look that found nothing does not", [...built, ...looked(1, done)], "nothing-found 1"],
  ["unless the reviewer is missing", [...built, ...looked(1, stopped)], "decide 1"],
  [
    "accepted findings go back to the developer",
    [...built, ...looked(1, done, "f", "g"), ...decided(1, "f")],
    "fix 1 of 1",
  ],
  [
    "a stopped fix waits for the person",
    [...built, ...looked(1, done, "f"), ...decided(1, "f"), ...ended("fix-1", "stopped")],
    "interrupted",
  ],
  [
    "a fix is looked at",
    [...built, ...looked(1, done, "f"), ...decided(1, "f"), ...ended("fix-1", "done")],
    "review 2",
  ],
  [
    "a dropped fix is not: there is nothing to look at",
    [...built, ...looked(1, done, "f"), ...decided(1, "f"), ...ended("fix-1", "dropped")],
    "gate",
  ],
  [
    "rejected findings lead to the gate",
    [...built, ...looked(1, done, "f"), ...decided(1)],
    "gate",
  ],
  [
    "a gate that broke off runs again",
    [...built, ...looked(1, done), ...decided(1), { type: "gate-start" }],
    "gate",
  ],
  [
    "after the gate the person settles",
    [...built, ...looked(1, done), ...decided(1), ...gate],
    "settle",
  ],
  [
    "a round that is over needs nothing",
    [{ type: "round-end", outcome: "undone", reason: null, leftAlone: [] }],
    "settle",
  ],
];

for (const [title, facts, expected] of table) {
  test(`${title}: ${expected}`, () => {
    assert.equal(words(nextStep(roundAfter(...facts), plan)), expected);
  });
}

test("tasks that wait for one another or for themselves do not hang the round", () => {
  const cyclic = planOf(task("T1", ["T2"]), task("T2", ["T1"]), task("T3", ["T3"]));
  assert.equal(nextStep(roundAfter(baseline), cyclic).kind, "review");
});

/** Task `n` may come after any earlier one, and after ones no plan names. */
const anyPlan = fc
  .array(fc.array(fc.nat(6), { maxLength: 3 }), { minLength: 1, maxLength: 6 })
  .map((all) =>
    planOf(
      ...all.map((after, index) => {
        const earlier = after.filter((other) => other < index).map((other) => `T${other + 1}`);
        return task(`T${index + 1}`, [
          ...earlier,
          ...after.filter((n) => n === 6).map(() => "T99"),
        ]);
      }),
    ),
  );

/** Plays a step with what chance says becomes of it; null where the step waits for the person. */
function play(step: Step, chance: () => number): readonly SessionFact[] | null {
  switch (step.kind) {
    case "baseline":
      return [baseline];
    case "task":
      return ended(step.task.id, chance() < 7 ? "done" : "stopped");
    case "fix":
      return ended(fixTask(step.look), chance() < 7 ? "done" : "failed");
    case "review":
      return looked(
        step.look,
        chance() < 7 ? done : stopped,
        ...(chance() < 5 ? [`f${step.look}`] : []),
      );
    case "nothing-found":
      return decided(step.look);
    case "gate":
      return gate;
    case "decide":
    case "settle":
    case "interrupted":
      return null;
  }
}

/** What the person does about a waiting step: goes on, drops, or decides. */
function act(step: Step, round: Round, chance: () => number): readonly SessionFact[] {
  if (step.kind === "decide") {
    const found = round.findings.filter(({ finding }) => finding.look === step.look);
    return decided(step.look, ...found.filter(() => chance() < 7).map(({ finding }) => finding.id));
  }
  const waiting = round.tasks.find(({ status }) => status === "stopped" || status === "failed");
  return waiting ? ended(waiting.id, chance() < 5 ? "done" : "dropped") : [];
}

test("a round always comes to its end, tasks after what they need, with three fixes at most", () => {
  fc.assert(
    fc.property(anyPlan, fc.array(fc.nat(9), { minLength: 1 }), (plan, chances) => {
      let drawn = 0;
      const chance = (): number => chances[drawn++ % chances.length] ?? 0;
      let state = fold(eventsOf(opening(plan)));
      let fixes = 0;
      for (let steps = 0; ; steps++) {
        assert.ok(steps < 100, "the round ends");
        assert.ok(state.round);
        const step = nextStep(state.round, plan);
        if (step.kind === "settle") break;
        if (step.kind === "fix") fixes++;
        if (step.kind === "task") {
          const over = state.round.tasks.filter(
            ({ status }) => status === "done" || status === "dropped",
          );
          const known = step.task.after.filter((id) => id !== "T99");
          assert.ok(
            known.every((id) => over.some((task) => task.id === id)),
            step.task.id,
          );
        }
        for (const fact of play(step, chance) ?? act(step, state.round, chance)) {
          state = reduce(state, { sequence: state.sequence + 1, at: 0, fact });
        }
      }
      assert.ok(fixes <= mostFixes);
      const statuses = state.round?.tasks.map(({ status }) => status) ?? [];
      assert.ok(statuses.every((status) => status === "done" || status === "dropped"));
    }),
    { numRuns: 300 },
  );
});

test("after the last fix accepted findings go to the gate, not to a fourth fix", () => {
  const facts: SessionFact[] = [...built];
  for (let look = 1; look <= mostFixes; look++) {
    facts.push(...looked(look, done, `f${look}`), ...decided(look, `f${look}`));
    assert.equal(words(nextStep(roundAfter(...facts), plan)), `fix ${look} of 1`);
    facts.push(...ended(fixTask(look), "done"));
  }
  facts.push(...looked(mostFixes + 1, done, "last"), ...decided(mostFixes + 1, "last"));
  assert.equal(words(nextStep(roundAfter(...facts), plan)), "gate");
});
