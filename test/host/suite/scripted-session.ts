import { Emitter } from "../../../src/base/emitter.ts";
import type { ReportedFinding } from "../../../src/core/review/finding.ts";
import type { SessionEvent, SessionFact } from "../../../src/core/session/event.ts";
import { emptySession, fold } from "../../../src/core/session/reduce.ts";
import type { SessionState } from "../../../src/core/session/state.ts";
import type { SessionView } from "../../../src/protocol/session-view.ts";

/** A session that happens as the test says, folded as the product folds it. */
export interface ScriptedSession {
  readonly view: SessionView;
  happen(...facts: SessionFact[]): void;
}

export function scriptedSession(): ScriptedSession {
  const events = new Emitter<readonly SessionEvent[]>();
  const resets = new Emitter<void>();
  let state: SessionState = emptySession;
  let sequence = 0;
  return {
    view: {
      get state() {
        return state;
      },
      onEvents: events.event,
      onReset: resets.event,
    },
    happen(...facts) {
      const batch = facts.map((fact) => {
        sequence += 1;
        return { sequence, at: 1_000 * sequence, fact };
      });
      state = fold(batch, state);
      events.fire(batch);
    },
  };
}

const model = { provider: "openai", id: "gpt-6.1-sol" };

export const sessionStart: SessionFact = {
  type: "session-start",
  id: "session-1",
  workspace: "/workspace",
  architect: { provider: "anthropic", id: "claude-opus-5-5" },
};

export function planPropose(
  number: number,
  markdown: string,
  by: "architect" | "person" = "architect",
): SessionFact {
  return {
    type: "plan-propose",
    number,
    version: `hash-${number}`,
    by,
    markdown,
    plan: {
      title: "Retry",
      goal: "",
      data: "",
      modules: [],
      decisions: [],
      invariants: [],
      failureModes: [],
      outOfScope: [],
      tasks: [],
      integration: [],
      openQuestions: [],
    },
    card: {
      title: "Retry",
      files: [],
      commands: [],
      dependencies: [],
      decisions: 0,
      openQuestions: [],
      roster: [],
      estimatedCost: null,
      changes: [],
    },
  };
}

export const roundStart: SessionFact = {
  type: "round-start",
  round: 1,
  plan: 1,
  version: "hash-1",
  approval: "approval-1",
  planPath: ".signoff/plans/retry.md",
};

/** One edit made: `before` is null for a created file, `after` for a deleted one. */
export function edit(path: string, before: string | null, after: string | null): SessionFact[] {
  const change = before === null ? "create" : after === null ? "delete" : "modify";
  const id = `edit-${path}`;
  return [
    { type: "edit-start", edit: id, task: "T1", path, change, before, intended: after },
    { type: "edit-end", edit: id, status: "done", after, added: 1, removed: 1 },
  ];
}

export const reviewStart: SessionFact = {
  type: "review-start",
  look: 1,
  reviewers: [{ name: "pedant", model }],
};

export const reviewEnd: SessionFact = {
  type: "review-end",
  look: 1,
  reviewer: "pedant",
  outcome: { kind: "done" },
  unfounded: 0,
  resolved: [],
};

export function findingAdd(
  id: string,
  place: { readonly path: string; readonly line: number; readonly text: string },
  more: Partial<Pick<ReportedFinding, "claim" | "why" | "patch" | "severity">> = {},
): SessionFact {
  return {
    type: "finding-add",
    finding: {
      id,
      reviewer: "pedant",
      look: 1,
      anchor: {
        path: place.path,
        startLine: place.line,
        endLine: place.line,
        text: place.text,
      },
      severity: "major",
      category: "correctness",
      claim: "400 responses are retried.",
      why: "The plan allows only 429 and 5xx; `e.status` is never looked at.",
      touches: "T2",
      patch: null,
      recommended: "accept",
      ...more,
    },
  };
}

export function decide(
  finding: string,
  disposition: "accept" | "reject",
  reason: string | null = null,
): SessionFact {
  return { type: "disposition-settle", finding, disposition, by: "person", reason };
}
