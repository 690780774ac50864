import * as fc from "fast-check";
import type { CheckResult } from "../../../../src/core/gate/check-result.ts";
import type { PlanCard } from "../../../../src/core/plan/card.ts";
import type { CheckSpec, Plan, Task } from "../../../../src/core/plan/plan.ts";
import type { ChunkFile, SessionEvent, SessionFact } from "../../../../src/core/session/event.ts";

export const model = { provider: "anthropic", id: "claude-opus-5-5" };
const usage = { freshInput: 1, cacheRead: 2, cacheWrite: 0, output: 3, reasoning: 0 };
const check: CheckSpec = { argv: ["npm", "test"], cwd: "" };
const passed: CheckResult = {
  check,
  passed: true,
  reason: null,
  exitCode: 0,
  duration: 1,
  counts: null,
  outputTail: "",
};
const failure = { what: "What.", why: "Why.", next: "Next.", action: null };
const card: PlanCard = {
  title: "",
  files: [],
  commands: [],
  dependencies: [],
  decisions: 0,
  openQuestions: [],
  roster: [],
  estimatedCost: null,
  changes: [],
};

export function task(id: string, after: readonly string[] = []): Task {
  return {
    id,
    title: id,
    after: [...after],
    integrates: false,
    files: [],
    checks: [],
    instructions: "",
    checkedByReading: true,
  };
}

export function planOf(...tasks: readonly Task[]): Plan {
  return {
    title: "",
    goal: "",
    data: "",
    modules: [],
    decisions: [],
    invariants: [],
    failureModes: [],
    outOfScope: [],
    tasks: [...tasks],
    integration: [],
    openQuestions: [],
  };
}

export function proposal(
  number: number,
  plan: Plan,
): Extract<SessionFact, { type: "plan-propose" }> {
  const version = `version-${number}`;
  return { type: "plan-propose", number, version, by: "architect", markdown: "", plan, card };
}

export function findingFact(
  id: string,
  look: number,
): Extract<SessionFact, { type: "finding-add" }> {
  return {
    type: "finding-add",
    finding: {
      id,
      reviewer: "reviewer-pedant",
      look,
      anchor: { path: "a.ts", startLine: 1, endLine: 1, text: "" },
      severity: "major",
      category: "correctness",
      claim: "",
      why: "",
      touches: null,
      patch: null,
      recommended: "accept",
    },
  };
}

const turn = fc.constantFrom("turn-1", "turn-2", "turn-3");
const call = fc.constantFrom("call-1", "call-2");
const taskId = fc.constantFrom("T1", "T2", "fix-1");
const role = fc.constantFrom("architect" as const, "developer" as const, "reviewer" as const);
const finding = fc.constantFrom("finding-1", "finding-2");
const run = fc.constantFrom("check-1", "check-2");
const edit = fc.constantFrom("edit-1", "edit-2");
const look = fc.constantFrom(1, 2);
const reviewer = fc.constantFrom("reviewer-pedant", "reviewer-other");
const outcome = fc.constantFrom(
  { kind: "done" as const },
  { kind: "stopped" as const },
  { kind: "failed" as const, failure },
);

/** Any fact, its names drawn from few, so that facts often meet what earlier ones made and often do not. */
export const arbitraryFact: fc.Arbitrary<SessionFact> = fc.oneof(
  fc.record({
    type: fc.constant("session-start" as const),
    id: fc.constant("session"),
    workspace: fc.constant("w"),
    architect: fc.constant(model),
  }),
  fc.record({
    type: fc.constant("message-add" as const),
    id: fc.string(),
    from: fc.constantFrom("person" as const, "signoff" as const),
    text: fc.string(),
  }),
  fc.record({
    type: fc.constant("turn-start" as const),
    turn,
    role,
    name: reviewer,
    model: fc.constant(model),
    task: fc.option(taskId),
  }),
  fc.record({ type: fc.constant("text-delta" as const), turn, text: fc.string() }),
  fc.record({
    type: fc.constant("tool-start" as const),
    turn,
    call,
    tool: fc.constant("read_file"),
    summary: fc.string(),
  }),
  fc.record({
    type: fc.constant("tool-end" as const),
    turn,
    call,
    status: fc.constantFrom("done" as const, "refused" as const, "failed" as const),
    reason: fc.constant(null),
  }),
  fc.record({ type: fc.constant("turn-end" as const), turn, text: fc.string(), outcome }),
  fc.record({
    type: fc.constant("usage-add" as const),
    role,
    model: fc.constant(model),
    usage: fc.constant(usage),
    cost: fc.constantFrom(0.5, null),
  }),
  fc.constantFrom(1, 2).map((number) => proposal(number, planOf(task("T1"), task("T2", ["T1"])))),
  fc.record({
    type: fc.constant("lock-change" as const),
    lock: fc.constantFrom(
      { kind: "locked" as const, reason: "waiting" as const, plan: 1 },
      { kind: "unlocked" as const, plan: 1, at: 1 },
    ),
  }),
  fc.record({
    type: fc.constant("round-start" as const),
    round: look,
    plan: look,
    version: fc.constant("version-1"),
    approval: fc.constant("approval"),
    planPath: fc.constant(".signoff/plans/p.md"),
  }),
  fc.constant<SessionFact>({ type: "baseline-end", results: [passed] }),
  fc.record({ type: fc.constant("task-start" as const), task: taskId }),
  fc.record({
    type: fc.constant("edit-start" as const),
    edit,
    task: taskId,
    path: fc.constant("a.ts"),
    change: fc.constant("modify" as const),
    before: fc.constant("0"),
    intended: fc.constant("1"),
  }),
  fc.record({
    type: fc.constant("edit-end" as const),
    edit,
    status: fc.constantFrom("done" as const, "failed" as const),
    after: fc.constant("1"),
    added: fc.constant(1),
    removed: fc.constant(0),
  }),
  fc.record({
    type: fc.constant("check-start" as const),
    run,
    purpose: fc.constant("task" as const),
    task: fc.option(taskId),
    check: fc.constant<CheckSpec>(check),
  }),
  fc.record({
    type: fc.constant("check-end" as const),
    run,
    result: fc.constant<CheckResult>(passed),
  }),
  fc.record({
    type: fc.constant("task-end" as const),
    task: taskId,
    status: fc.constantFrom("done" as const, "stopped" as const, "dropped" as const),
    summary: fc.string(),
    notCovered: fc.constant(""),
    chunk: fc.constant<ChunkFile[]>([]),
    failure: fc.constant(null),
  }),
  fc.record({
    type: fc.constant("review-start" as const),
    look,
    reviewers: fc.array(fc.record({ name: reviewer, model: fc.constant(model) }), { maxLength: 2 }),
  }),
  fc.tuple(finding, look).map(([id, look]) => findingFact(id, look)),
  fc.record({
    type: fc.constant("disposition-settle" as const),
    finding,
    disposition: fc.constantFrom("accept" as const, "reject" as const),
    by: fc.constant("person" as const),
    reason: fc.constant(null),
  }),
  fc.record({
    type: fc.constant("review-end" as const),
    look,
    reviewer,
    outcome,
    unfounded: fc.constant(0),
    resolved: fc.array(finding),
  }),
  fc.record({
    type: fc.constant("decisions-settle" as const),
    look,
    accepted: fc.array(finding),
  }),
  fc.constant<SessionFact>({ type: "gate-start" }),
  fc.constant<SessionFact>({
    type: "gate-end",
    parts: [{ part: "checks", verdict: "pass", summary: "" }],
  }),
  fc.record({
    type: fc.constant("round-end" as const),
    outcome: fc.constantFrom("kept" as const, "undone" as const),
    reason: fc.constant(null),
    leftAlone: fc.array(fc.constant("a.ts"), { maxLength: 1 }),
  }),
  fc.constant<SessionFact>({ type: "note-add", failure }),
);

/** Facts as the events of one session, in order. */
export function eventsOf(facts: readonly SessionFact[]): SessionEvent[] {
  return facts.map((fact, index) => ({ sequence: index + 1, at: 1_000 + index, fact }));
}
