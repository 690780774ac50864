import assert from "node:assert/strict";
import { test } from "node:test";
import type { SessionFact } from "../../../../src/core/session/event.ts";
import { emptySession, fold } from "../../../../src/core/session/reduce.ts";
import { waitingDecision } from "../../../../src/vscode/views/waiting-decision.ts";
import {
  findingAdd,
  planPropose,
  reviewEnd,
  reviewStart,
  roundStart,
  sessionStart,
} from "../../../host/suite/scripted-session.ts";

const model = { provider: "anthropic", id: "claude-opus-5-5" };
const place = { path: "a.ts", line: 1, text: "x" };
const waits: SessionFact = {
  type: "lock-change",
  lock: { kind: "locked", reason: "waiting", plan: 1 },
};
const opened: SessionFact = { type: "lock-change", lock: { kind: "unlocked", plan: 1, at: 0 } };
const designed = [sessionStart, planPropose(1, "# Plan"), waits];
const reviewed = [...designed, opened, roundStart, reviewStart, findingAdd("f1", place)];

function after(...facts: SessionFact[]) {
  const events = facts.map((fact, index) => ({ sequence: index + 1, at: 0, fact }));
  return waitingDecision(fold(events, emptySession));
}

test("nothing waits while nothing is proposed", () => {
  assert.equal(after(sessionStart), null);
});

test("a plan waits for approval once the architect has finished speaking", () => {
  const speaking: SessionFact = {
    type: "turn-start",
    turn: "turn-1",
    role: "architect",
    name: "architect",
    model,
    task: null,
  };
  assert.equal(after(...designed, speaking), null);
  assert.deepEqual(after(...designed), { count: 1, words: "Plan v1 waits for your approval" });
  assert.equal(after(...designed, opened, roundStart), null);
});

test("findings wait once every reviewer has read, until the decisions are sent", () => {
  assert.equal(after(...reviewed), null);
  assert.deepEqual(after(...reviewed, reviewEnd), { count: 1, words: "1 finding waits for you" });
  const sent: SessionFact = { type: "decisions-settle", look: 1, accepted: [] };
  assert.equal(after(...reviewed, reviewEnd, sent), null);
});

test("a gate that is done waits until the round is kept or undone", () => {
  const gate: SessionFact[] = [{ type: "gate-start" }, { type: "gate-end", parts: [] }];
  const kept: SessionFact = { type: "round-end", outcome: "kept", reason: null, leftAlone: [] };
  assert.equal(after(...reviewed, reviewEnd, ...gate)?.count, 1);
  assert.equal(after(...reviewed, reviewEnd, ...gate, kept), null);
});
