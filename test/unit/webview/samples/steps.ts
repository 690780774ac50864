import type { CheckResult, TestCounts } from "../../../../src/core/gate/check-result.ts";
import type { CheckSpec } from "../../../../src/core/plan/plan.ts";
import type { SessionEvent, SessionFact } from "../../../../src/core/session/event.ts";

/** 21 November 2026, 13:35 in UTC; the samples go on from there. */
export const start = Date.UTC(2026, 10, 21, 13, 35);

export const architect = { provider: "anthropic", id: "claude-opus-5-5" };
export const developer = { provider: "anthropic", id: "claude-sonnet-5-5" };
export const reviewer = { provider: "openai", id: "gpt-6.1-sol" };

/** A fact and how many seconds after the one before it happened. */
export type Step = readonly [seconds: number, fact: SessionFact];

/** The steps as events of one session, in order. */
export function eventsOf(...parts: readonly (readonly Step[])[]): SessionEvent[] {
  let at = start;
  return parts.flat().map(([seconds, fact], index) => {
    at += seconds * 1_000;
    return { sequence: index + 1, at, fact };
  });
}

export function result(check: CheckSpec, counts: TestCounts | null, passed = true): CheckResult {
  const reason = passed ? null : "1 test failed";
  const exitCode = passed ? 0 : 1;
  return { check, passed, reason, exitCode, duration: 2_300, counts, outputTail: "" };
}

export function used(
  role: "architect" | "developer" | "reviewer",
  cost: number | null,
): SessionFact {
  const model = { architect, developer, reviewer }[role];
  const usage = {
    freshInput: 9_000,
    cacheRead: 41_000,
    cacheWrite: 0,
    output: 2_100,
    reasoning: 600,
  };
  return { type: "usage-add", role, model, usage, cost };
}

export function tool(turn: string, name: string, summary: string, reason?: string): Step[] {
  const call = `${turn}-${summary}`;
  const status = reason === undefined ? "done" : "refused";
  return [
    [1, { type: "tool-start", turn, call, tool: name, summary }],
    [1, { type: "tool-end", turn, call, status, reason: reason ?? null }],
  ];
}

export function turnStart(turn: string): Step {
  const model = architect;
  return [1, { type: "turn-start", turn, role: "architect", name: "architect", model, task: null }];
}

export function turnEnd(turn: string, text: string): Step {
  return [2, { type: "turn-end", turn, text, outcome: { kind: "done" } }];
}

export function person(id: string, text: string, seconds = 40): Step {
  return [seconds, { type: "message-add", id, from: "person", text }];
}

export function check(run: string, task: string, spec: CheckSpec, counts: TestCounts): Step[] {
  return [
    [1, { type: "check-start", run, purpose: "task", task, check: spec }],
    [3, { type: "check-end", run, result: result(spec, counts) }],
  ];
}

export function developerTurn(turn: string, task: string): Step {
  const model = developer;
  return [1, { type: "turn-start", turn, role: "developer", name: "developer", model, task }];
}
