import assert from "node:assert/strict";
import { test } from "node:test";
import type { CheckResult } from "../../../../src/core/gate/check-result.ts";
import type { CheckSpec, FileChange, Plan } from "../../../../src/core/plan/plan.ts";
import type { GatePart, SessionFact, TurnOutcome } from "../../../../src/core/session/event.ts";
import { imageScope } from "../../../../src/pipeline/build/fenced-workspace.ts";
import { runGate } from "../../../../src/pipeline/round/gate.ts";
import { model, planOf, proposal, task } from "../../core/session/arbitrary-fact.ts";
import { memoryDeps, memoryWorld } from "../memory-stage.ts";

const unit: CheckSpec = { argv: ["npm", "test"], cwd: "" };
const endToEnd: CheckSpec = { argv: ["npm", "run", "e2e"], cwd: "" };

const plan: Plan = {
  ...planOf({
    ...task("T1"),
    files: [file("modify", "a.ts"), file("create", "b.ts"), file("rename", "c.ts", "d.ts")],
    checks: [unit],
  }),
  integration: [endToEnd],
};

function file(change: FileChange, path: string, to: string | null = null) {
  return { change, path, to, symbols: [] };
}

interface Play {
  readonly plan?: Plan;
  /** Texts after the round; the ones before are `a` in `a.ts` and `c` in `c.ts`. */
  readonly now?: Readonly<Record<string, string>>;
  readonly facts?: readonly SessionFact[];
  /** What a check came to; it passed where this gives nothing. */
  result?(check: CheckSpec): Partial<CheckResult>;
}

const asPlanned = { "a.ts": "changed", "b.ts": "new", "d.ts": "c" };

async function gate(play: Play = {}): Promise<readonly GatePart[]> {
  const world = memoryWorld({ "a.ts": "a", "c.ts": "c" });
  const deps = memoryDeps(world);
  const proposed = proposal(1, play.plan ?? plan);
  await deps.store.record(proposed);
  const version = "version-1";
  const opening = { round: 1, plan: 1, version, approval: "a", planPath: ".signoff/plans/p.md" };
  await deps.store.record({ type: "round-start", ...opening });
  const now = play.now ?? asPlanned;
  const paths = new Set([...world.files.keys(), ...Object.keys(now), ".signoff/plans/p.md"]);
  for (const path of paths) await deps.images.capture(imageScope(1), path);
  world.files.clear();
  for (const [path, text] of Object.entries(now)) world.files.set(path, text);
  world.files.set(".signoff/plans/p.md", "the published plan");
  for (const fact of play.facts ?? []) await deps.store.record(fact);
  const { round, plan: newest } = deps.store.state;
  assert.ok(round && newest);
  const checks = {
    run: async (check: CheckSpec): Promise<CheckResult> => ({
      check,
      passed: true,
      reason: null,
      exitCode: 0,
      duration: 1,
      counts: { passed: 4, failed: 0, skipped: 0 },
      outputTail: "",
      ...play.result?.(check),
    }),
  };
  await runGate({ ...deps, checks }, newest, round, new AbortController().signal);
  const parts = deps.store.state.round?.gate?.parts;
  assert.ok(parts);
  return parts;
}

function verdicts(parts: readonly GatePart[]): readonly string[] {
  return parts.map(({ part, verdict }) => `${part}: ${verdict}`);
}

async function matches(play: Play): Promise<string> {
  const part = (await gate(play)).find(({ part }) => part === "matches");
  return `${part?.verdict}: ${part?.summary}`;
}

test("what was built as planned and passes its checks passes in all three parts", async () => {
  const parts = await gate();
  assert.deepEqual(verdicts(parts), ["checks: pass", "matches: pass", "integrates: pass"]);
  assert.deepEqual(
    parts.map(({ summary }) => summary),
    ["npm test: 4 passed", "4 of 4 files as planned", "npm run e2e: 4 passed"],
  );
});

test("a check that did not pass fails its own part, with the reason", async () => {
  const bad = { passed: false, reason: "No test ran.", exitCode: 0 };
  const tests = await gate({ result: (check) => (check.argv[1] === "test" ? bad : {}) });
  assert.deepEqual(verdicts(tests), ["checks: fail", "matches: pass", "integrates: pass"]);
  assert.equal(tests[0]?.summary, "npm test: No test ran.");
  const integration = await gate({ result: (check) => (check.argv[1] === "run" ? bad : {}) });
  assert.deepEqual(verdicts(integration), ["checks: pass", "matches: pass", "integrates: fail"]);
});

test("skipped tests are named beside the passed ones", async () => {
  const counts = { passed: 3, failed: 0, skipped: 2 };
  assert.equal(
    (await gate({ result: () => ({ counts }) }))[0]?.summary,
    "npm test: 3 passed, 2 skipped",
  );
});

test("a plan without checks or end-to-end command was not run, which is no pass", async () => {
  const silent = {
    ...plan,
    tasks: plan.tasks.map((task) => ({ ...task, checks: [] })),
    integration: [],
  };
  const parts = await gate({ plan: silent });
  assert.deepEqual(verdicts(parts), ["checks: not-run", "matches: pass", "integrates: not-run"]);
});

test("a planned file that stayed as it was is drift", async () => {
  assert.equal(
    await matches({ now: { ...asPlanned, "a.ts": "a" } }),
    "fail: a.ts planned, not changed",
  );
  const { "b.ts": _, ...without } = asPlanned;
  assert.equal(await matches({ now: without }), "fail: b.ts planned, not changed");
  assert.equal(
    await matches({ now: { ...asPlanned, "c.ts": "c" } }),
    "fail: c.ts planned, not changed",
  );
});

test("a file changed beyond the plan is drift; the published plan is not", async () => {
  assert.equal(
    await matches({ now: { ...asPlanned, "e.ts": "more" } }),
    "fail: e.ts changed, not planned",
  );
});

test("a dropped task is drift", async () => {
  const rest = { summary: "", notCovered: "", chunk: [], failure: null };
  const dropped = { type: "task-end", task: "T1", status: "dropped", ...rest } as const;
  assert.equal(await matches({ facts: [dropped] }), "fail: T1 dropped");
});

test("a reviewer that did not look is not passed over", async () => {
  const failure = { what: "", why: "", next: "", action: null };
  const outcomes: readonly TurnOutcome[] = [{ kind: "stopped" }, { kind: "failed", failure }];
  for (const outcome of outcomes) {
    const reviewer = "reviewer-pedant";
    const facts: readonly SessionFact[] = [
      { type: "review-start", look: 1, reviewers: [{ name: reviewer, model }] },
      { type: "review-end", look: 1, reviewer, outcome, unfounded: 0, resolved: [] },
    ];
    assert.equal(await matches({ facts }), "fail: look 1: no review by reviewer-pedant");
  }
});

test("a gate that was stopped has no verdict", async () => {
  const deps = memoryDeps(memoryWorld());
  await deps.store.record(proposal(1, plan));
  const opening = { round: 1, plan: 1, version: "v", approval: "a", planPath: "p" };
  await deps.store.record({ type: "round-start", ...opening });
  const { plan: newest, round } = deps.store.state;
  assert.ok(newest && round);
  await runGate(deps, newest, round, AbortSignal.abort());
  assert.deepEqual(deps.store.state.round?.gate, { parts: null });
});
