import type { Finding } from "../../../../src/core/review/finding.ts";
import { built, green } from "./build.ts";
import { npmTest } from "./plan.ts";
import { check, reviewer, type Step, used } from "./steps.ts";

export function finding(part: Partial<Finding> & Pick<Finding, "id">): Finding {
  return {
    reviewer: "pedant",
    look: 1,
    anchor: {
      path: "llm/client.ts",
      startLine: 47,
      endLine: 48,
      text: "  try { return await call(request); }\n  catch (error) { await sleep(delay); }",
    },
    severity: "major",
    category: "correctness",
    claim: "400 responses are retried",
    why: "The plan allows only 429 and 5xx; error.status is never looked at.",
    touches: "T2",
    patch: null,
    recommended: "accept",
    ...part,
  };
}

const jitter = finding({
  id: "f2",
  anchor: {
    path: "llm/backoff.ts",
    startLine: 7,
    endLine: 7,
    text: "  yield Math.min(base * 2 ** n, cap);",
  },
  severity: "minor",
  category: "robustness",
  claim: "Name the exponent",
  why: "n says nothing; attempt would.",
  touches: null,
  patch: "-  yield Math.min(base * 2 ** n, cap);\n+  yield Math.min(base * 2 ** attempt, cap);",
  recommended: "reject",
});

/** The build is done and one reviewer has read it; nothing is decided yet. */
export const reviewed: readonly Step[] = [
  ...built,
  [1, { type: "review-start", look: 1, reviewers: [{ name: "pedant", model: reviewer }] }],
  [30, { type: "finding-add", finding: finding({ id: "f1" }) }],
  [1, { type: "finding-add", finding: jitter }],
  [1, used("reviewer", 0.06)],
  [
    1,
    {
      type: "review-end",
      look: 1,
      reviewer: "pedant",
      outcome: { kind: "done" },
      unfounded: 1,
      resolved: [],
    },
  ],
];

/** The only reviewer could not be reached. */
export const reviewFailed: readonly Step[] = [
  ...built,
  [1, { type: "review-start", look: 1, reviewers: [{ name: "pedant", model: reviewer }] }],
  [
    20,
    {
      type: "review-end",
      look: 1,
      reviewer: "pedant",
      outcome: {
        kind: "failed",
        failure: { what: "OpenAI is overloaded", why: "", next: "Try again.", action: null },
      },
      unfounded: 0,
      resolved: [],
    },
  ],
];

/** The person rejected one finding and sent; the fix is done and the second look saw it mended. */
export const fixed: readonly Step[] = [
  [
    9,
    {
      type: "disposition-settle",
      finding: "f2",
      disposition: "reject",
      by: "person",
      reason: "n is the plan's word",
    },
  ],
  [
    1,
    {
      type: "disposition-settle",
      finding: "f1",
      disposition: "accept",
      by: "recommended",
      reason: null,
    },
  ],
  [0, { type: "decisions-settle", look: 1, accepted: ["f1"] }],
  [1, { type: "task-start", task: "fix-1" }],
  ...check("c3", "fix-1", npmTest, { ...green, passed: 46 }),
  [
    1,
    {
      type: "task-end",
      task: "fix-1",
      status: "done",
      summary: "Only 429 and 5xx are retried.",
      notCovered: "",
      chunk: [{ path: "llm/client.ts", change: "modify", added: 3, removed: 1 }],
      failure: null,
    },
  ],
  [1, { type: "review-start", look: 2, reviewers: [{ name: "pedant", model: reviewer }] }],
  [
    20,
    {
      type: "review-end",
      look: 2,
      reviewer: "pedant",
      outcome: { kind: "done" },
      unfounded: 0,
      resolved: ["f1"],
    },
  ],
  [0, { type: "decisions-settle", look: 2, accepted: [] }],
];

export function gate(passes: boolean): Step[] {
  const verdict = passes ? "pass" : "fail";
  return [
    [1, { type: "gate-start" }],
    [
      9,
      {
        type: "gate-end",
        parts: [
          {
            part: "checks",
            verdict,
            summary: passes ? "npm test: 46 passed" : "npm test: 45 passed, 1 failed",
          },
          { part: "matches", verdict: "pass", summary: "every change is in a planned file" },
          {
            part: "integrates",
            verdict: passes ? "pass" : "not-run",
            summary: passes ? "npm run e2e: passed" : "the tests failed before it",
          },
        ],
      },
    ],
  ];
}

/** The person has the last word. */
export function ended(outcome: "kept" | "undone", leftAlone: readonly string[] = []): Step[] {
  return [
    [30, { type: "round-end", outcome, reason: null, leftAlone: [...leftAlone] }],
    [0, { type: "lock-change", lock: { kind: "locked", reason: "round-over", plan: 3 } }],
  ];
}
