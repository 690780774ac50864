import assert from "node:assert/strict";
import { test } from "node:test";
import type { SessionFact } from "../../../../src/core/session/event.ts";
import { fold } from "../../../../src/core/session/reduce.ts";
import { lookBrief } from "../../../../src/pipeline/review/look-brief.ts";
import {
  eventsOf,
  findingFact,
  planOf,
  proposal,
  task,
} from "../../core/session/arbitrary-fact.ts";

const files = new Map([["a.ts", { before: "old\n", after: "new\n" }]]);

function brief(look: number, ...facts: readonly SessionFact[]): string {
  const opening = { round: 1, plan: 1, version: "v", approval: "a", planPath: "p" };
  const start: SessionFact = { type: "round-start", ...opening };
  const { round } = fold(eventsOf([proposal(1, planOf(task("T1"))), start, ...facts]));
  assert.ok(round);
  return lookBrief(round, look, files);
}

function settled(finding: string, disposition: "accept" | "reject"): SessionFact {
  return { type: "disposition-settle", finding, disposition, by: "person", reason: null };
}

function resolved(...ids: readonly string[]): SessionFact {
  const outcome = { kind: "done" } as const;
  const rest = { look: 2, reviewer: "reviewer-pedant", outcome, unfounded: 0 };
  return { type: "review-end", ...rest, resolved: [...ids] };
}

test("the first look shows the change and nothing of who made it", () => {
  const text = brief(1);
  assert.match(text, /^Look 1\n/);
  assert.match(text, /^-old$/m);
  assert.match(text, /^\+new$/m);
  assert.doesNotMatch(text, /developer|claude|sonnet/i);
});

test("a later look knows what was decided in every look before it, but for what is mended", () => {
  const text = brief(
    3,
    findingFact("f1", 1),
    findingFact("f2", 1),
    settled("f1", "accept"),
    settled("f2", "reject"),
    resolved("f1"),
    findingFact("f3", 2),
    settled("f3", "accept"),
  );
  assert.doesNotMatch(text, /f1/);
  assert.match(text, /- f2 \(rejected, do not raise it again\)/);
  assert.match(text, /- f3 \(accepted\)/);
});
