import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { SessionEvent, SessionFact } from "../../../../src/core/session/event.ts";
import type { SessionState } from "../../../../src/core/session/state.ts";
import { recoverSession, windowClosed } from "../../../../src/pipeline/session/recover-session.ts";
import { SessionStore } from "../../../../src/pipeline/session/session-store.ts";
import {
  arbitraryFact,
  eventsOf,
  findingFact,
  model,
  planOf,
  proposal,
  task,
} from "../../core/session/arbitrary-fact.ts";

/** The state in which a window finds what another one left after these facts; recovering it again changes nothing. */
async function recovered(facts: readonly SessionFact[]): Promise<SessionState> {
  const events = eventsOf(facts);
  const append = async (event: SessionEvent): Promise<void> => void events.push(event);
  const store = new SessionStore({ append }, { now: () => 0 }, [...events]);
  await recoverSession(store, windowClosed);
  const again = new SessionStore({ append }, { now: () => 0 }, [...events]);
  await recoverSession(again, windowClosed);
  assert.deepEqual(again.state, store.state);
  return store.state;
}

const round = {
  type: "round-start",
  round: 1,
  plan: 1,
  version: "version-1",
  approval: "a",
  planPath: "p",
} as const;
const unlocked: SessionFact = { type: "lock-change", lock: { kind: "unlocked", plan: 1, at: 1 } };
const opened = [proposal(1, planOf(task("T1"))), round, unlocked] as const;
const check = { argv: ["npm", "test"], cwd: "" };

test("what was under way counts as stopped, with words for the person", async () => {
  const state = await recovered([
    ...opened,
    { type: "task-start", task: "T1" },
    { type: "turn-start", turn: "t", role: "developer", name: "developer", model, task: "T1" },
    { type: "check-start", run: "c", purpose: "task", task: "T1", check },
  ]);
  assert.deepEqual(state.live, {});
  const built = state.round?.tasks[0];
  assert.equal(built?.status, "stopped");
  assert.equal(built?.failure?.what, "The task was interrupted.");
  const result = state.round?.checks[0]?.result;
  assert.deepEqual(
    [result?.passed, result?.reason],
    [false, "It was cut off. VS Code closed or restarted."],
  );
  assert.equal(state.phase, "stopped");
});

test("an answer cut off keeps its beginning in the conversation", async () => {
  const state = await recovered([
    { type: "turn-start", turn: "t", role: "architect", name: "architect", model, task: null },
    { type: "tool-start", turn: "t", call: "c", tool: "read_file", summary: "read a.ts" },
  ]);
  const item = state.timeline.at(-1);
  assert.ok(item?.kind === "turn");
  assert.deepEqual([item.outcome, item.tools.length], [{ kind: "stopped" }, 1]);
});

test("a review nobody carries on leaves a gap, and what it found first stays", async () => {
  const state = await recovered([
    ...opened,
    { type: "review-start", look: 1, reviewers: [{ name: "reviewer-pedant", model }] },
    findingFact("finding-1", 1),
  ]);
  assert.deepEqual(state.round?.looks[0]?.reviewers[0]?.outcome, { kind: "stopped" });
  assert.equal(state.round?.findings.length, 1);
});

const ended: SessionFact = { type: "round-end", outcome: "kept", reason: null, leftAlone: [] };
const locks: readonly (readonly [string, readonly SessionFact[], SessionState["lock"]])[] = [
  [
    "a round that is over is not shown as unlocked",
    [...opened, ended],
    { kind: "locked", reason: "round-over", plan: 1 },
  ],
  [
    "a plan whose lock was not written yet can be approved",
    [...opened, ended, proposal(2, planOf(task("T1")))],
    { kind: "locked", reason: "waiting", plan: 2 },
  ],
  [
    "a plan edited during a round locks it",
    [...opened, proposal(2, planOf(task("T1")))],
    { kind: "locked", reason: "changed", plan: 2, what: "the plan" },
  ],
  ["a round under way stays unlocked", opened, { kind: "unlocked", plan: 1, at: 1 }],
  ["an empty session stays empty", [], { kind: "locked", reason: "no-plan" }],
];

for (const [title, facts, expected] of locks) {
  test(`after a crash between two facts: ${title}`, async () => {
    assert.deepEqual((await recovered(facts)).lock, expected);
  });
}

test("a session that was closed in peace is left as it is", async () => {
  const facts = [
    ...opened,
    ended,
    { type: "lock-change", lock: { kind: "locked", reason: "round-over", plan: 1 } },
  ] as const satisfies readonly SessionFact[];
  assert.equal((await recovered(facts)).sequence, facts.length);
});

test("after any crash nothing runs any more", () => {
  return fc.assert(
    fc.asyncProperty(fc.array(arbitraryFact, { maxLength: 40 }), async (facts) => {
      const state = await recovered(facts);
      assert.deepEqual(state.live, {});
      if (state.round !== null && state.round.outcome === null) {
        assert.ok(state.round.tasks.every(({ status }) => status !== "running"));
        assert.ok(state.round.checks.every(({ result }) => result !== null));
        const reviewers = state.round.looks.flatMap((look) => look.reviewers);
        assert.ok(reviewers.every(({ outcome }) => outcome !== null));
      }
    }),
  );
});
