import assert from "node:assert/strict";
import { test } from "node:test";
import { closedLock } from "../../../../src/core/session/closed-lock.ts";
import type { SessionFact } from "../../../../src/core/session/event.ts";
import { fold } from "../../../../src/core/session/reduce.ts";
import { eventsOf, planOf, proposal } from "./arbitrary-fact.ts";

const version = "version-1";
const start: SessionFact = {
  type: "round-start",
  round: 1,
  plan: 1,
  version,
  approval: "a",
  planPath: "p",
};
const end: SessionFact = { type: "round-end", outcome: "undone", reason: null, leftAlone: [] };
const plan = (number: number) => proposal(number, planOf());

const table: readonly (readonly [string, readonly SessionFact[], object])[] = [
  ["nothing proposed", [], { reason: "no-plan" }],
  ["a plan nobody approved waits", [plan(1)], { reason: "waiting", plan: 1 }],
  [
    "a newer plan during a round",
    [plan(1), start, plan(2)],
    { reason: "changed", plan: 2, what: "the plan" },
  ],
  ["the plan of a round that is over", [plan(1), start, end], { reason: "round-over", plan: 1 }],
  [
    "a newer plan outlives the round",
    [plan(1), start, plan(2), end],
    { reason: "waiting", plan: 2 },
  ],
];

for (const [title, facts, expected] of table) {
  test(`the lock without an approval: ${title}`, () => {
    assert.deepEqual(closedLock(fold(eventsOf(facts))), { kind: "locked", ...expected });
  });
}
