import type { CheckResult, TestCounts } from "../../../src/core/gate/check-result.ts";
import type { CheckSpec, Plan } from "../../../src/core/plan/plan.ts";
import type { Finding } from "../../../src/core/review/finding.ts";
import type { SessionEvent, SessionFact } from "../../../src/core/session/event.ts";

/** 21 November 2026, 13:35 in UTC; the samples go on from there. */
const start = Date.UTC(2026, 10, 21, 13, 35);

const architect = { provider: "anthropic", id: "claude-opus-5-5" };
const developer = { provider: "anthropic", id: "claude-sonnet-5-5" };
const reviewer = { provider: "openai", id: "gpt-6.1-sol" };

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

const npmTest: CheckSpec = { argv: ["npm", "test"], cwd: "" };
const backoffTest: CheckSpec = {
  argv: ["npm", "test", "--", "test/backoff.test.ts"],
  cwd: "",
};
const endToEnd: CheckSpec = { argv: ["npm", "run", "e2e"], cwd: "" };

export function result(check: CheckSpec, counts: TestCounts | null, passed = true): CheckResult {
  const reason = passed ? null : "1 test failed";
  const exitCode = passed ? 0 : 1;
  return { check, passed, reason, exitCode, duration: 2_300, counts, outputTail: "" };
}

export const samplePlan: Plan = {
  title: "Retry with exponential backoff",
  goal: "The bot survives its LLM provider being down for up to 30 s.",
  data: "`RetryPolicy { attempts: number; baseMs: number; maxElapsedMs: number }`",
  modules: [{ path: "llm/client.ts", note: "the only code that talks to the provider" }],
  decisions: [
    {
      id: "D1",
      question: "Where do retries live?",
      choice: "Central wrapper withRetry",
      because: "two code paths need the same policy",
      rejected: ["a decorator per client"],
    },
    {
      id: "D2",
      question: "What after the first streamed byte?",
      choice: "No retry after the first byte",
      because: "what arrived is already shown",
      rejected: [],
    },
  ],
  invariants: ["Every provider call goes through withRetry"],
  failureModes: ["When the provider answers 429 with Retry-After, then wait that long"],
  outOfScope: ["Circuit breaker"],
  tasks: [
    {
      id: "T1",
      title: "Backoff schedule",
      after: [],
      integrates: false,
      files: [
        {
          change: "create",
          path: "llm/backoff.ts",
          to: null,
          symbols: [
            {
              signature: "delays(policy: RetryPolicy): Iterable<number>",
              name: "delays",
              exported: true,
              shared: true,
            },
          ],
        },
        { change: "create", path: "test/backoff.test.ts", to: null, symbols: [] },
      ],
      checks: [backoffTest],
      instructions: "Full jitter; the sum never exceeds `maxElapsedMs`.",
      checkedByReading: false,
    },
    {
      id: "T2",
      title: "Wrap complete()",
      after: ["T1"],
      integrates: true,
      files: [
        {
          change: "modify",
          path: "llm/client.ts",
          to: null,
          symbols: [
            {
              signature: "complete(request: Request): Promise<Reply>",
              name: "complete",
              exported: true,
              shared: true,
            },
          ],
        },
        { change: "modify", path: "test/client.test.ts", to: null, symbols: [] },
        { change: "modify", path: "package.json", to: null, symbols: [] },
      ],
      checks: [npmTest],
      instructions: "Retry 429 and 5xx only. Never after the first streamed byte.",
      checkedByReading: false,
    },
  ],
  integration: [endToEnd],
  openQuestions: [],
};

export function proposed(number: number, changes: readonly string[]): SessionFact {
  return {
    type: "plan-propose",
    number,
    version: `version-${number}`,
    by: "architect",
    markdown: "",
    plan: samplePlan,
    card: {
      title: samplePlan.title,
      files: samplePlan.tasks.flatMap((task) =>
        task.files.map(({ change, path }) => ({
          change,
          path,
          task: task.id,
          protected: path === "package.json",
        })),
      ),
      commands: [backoffTest, npmTest, endToEnd],
      dependencies: [],
      decisions: 2,
      openQuestions: number === 1 ? ["Is 30 s the right bound for mail, too?"] : [],
      roster: [
        { role: "builds", model: developer.id, maker: "Anthropic", note: null },
        { role: "reviews", model: reviewer.id, maker: "OpenAI", note: null },
      ],
      estimatedCost: 0.6,
      changes: [...changes],
    },
  };
}

function used(role: "architect" | "developer" | "reviewer", cost: number | null): SessionFact {
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

function turnStart(turn: string): Step {
  const model = architect;
  return [1, { type: "turn-start", turn, role: "architect", name: "architect", model, task: null }];
}

function turnEnd(turn: string, text: string): Step {
  return [2, { type: "turn-end", turn, text, outcome: { kind: "done" } }];
}

function person(id: string, text: string, seconds = 40): Step {
  return [seconds, { type: "message-add", id, from: "person", text }];
}

const firstAnswer = `Two code paths talk to the provider: \`complete()\` and \`stream()\` in \`llm/client.ts\`. Nothing else does.

Two things decide the design:

1. **What bounds a retry?** Attempts and total elapsed time, so that a stuck provider cannot hold a turn for minutes.
2. **What after the first streamed byte?** I would fail and keep what arrived.

\`\`\`ts
for (const delay of delays(policy)) {
  const reply = await attempt(request);
  if (!isRetryable(reply.status)) return reply;
  await sleep(delay);
}
\`\`\`

See the [Retry-After header](https://www.rfc-editor.org/rfc/rfc9110#name-retry-after) for the one case with a given wait.`;

/** A session that has begun and nothing else. */
export const begun: readonly Step[] = [
  [0, { type: "session-start", id: "session-1", workspace: "chatbot", architect }],
];

/** The first message, read files, and an answer half streamed. */
export const streaming: readonly Step[] = [
  person(
    "m1",
    "I want to add retries with exponential backoff so the bot survives its LLM provider being down.",
  ),
  turnStart("a1"),
  ...["client.ts", "config.ts", "types.ts", "stream.ts", "mail.ts", "server.ts"].flatMap((file) =>
    tool("a1", "read_file", `read llm/${file}`),
  ),
  ...["retry", "fetch(", "complete("].flatMap((text) =>
    tool("a1", "search_text", `searched for “${text}”`),
  ),
  ...tool("a1", "read_file", "read .env", "it may hold secrets"),
  [1, used("architect", 0.11)],
  [1, { type: "text-delta", turn: "a1", text: firstAnswer.slice(0, 330) }],
];

/** From the end of that answer to plan v3 on display. */
export const planned: readonly Step[] = [
  turnEnd("a1", firstAnswer),
  person("m2", "Both as you recommend.", 300),
  turnStart("a2"),
  ...tool("a2", "propose_plan", "proposed a plan"),
  [1, proposed(1, [])],
  [0, { type: "lock-change", lock: { kind: "locked", reason: "waiting", plan: 1 } }],
  turnEnd("a2", "Here is the plan."),
  [200, proposed(2, ["T1 gained a test file"])],
  [0, { type: "lock-change", lock: { kind: "locked", reason: "waiting", plan: 2 } }],
  person("m3", "Never retry a 4xx except 429.", 300),
  turnStart("a3"),
  ...tool("a3", "propose_plan", "proposed a plan"),
  [1, proposed(3, ["T2 narrowed to 429 and 5xx, one failure mode added"])],
  [0, { type: "lock-change", lock: { kind: "locked", reason: "waiting", plan: 3 } }],
  [1, used("architect", 0.31)],
  turnEnd("a3", "Right; T2 now says so, and a failure mode covers `Retry-After`."),
];

function check(run: string, task: string, spec: CheckSpec, counts: TestCounts): Step[] {
  return [
    [1, { type: "check-start", run, purpose: "task", task, check: spec }],
    [3, { type: "check-end", run, result: result(spec, counts) }],
  ];
}

function developerTurn(turn: string, task: string): Step {
  const model = developer;
  return [1, { type: "turn-start", turn, role: "developer", name: "developer", model, task }];
}

const green = { passed: 44, failed: 0, skipped: 0 };

/** Approved; T1 is done, T2 is being built, and the architect answers a question meanwhile. */
export const building: readonly Step[] = [
  [120, { type: "lock-change", lock: { kind: "unlocked", plan: 3, at: start + 1_620_000 } }],
  [
    0,
    {
      type: "round-start",
      round: 1,
      plan: 3,
      version: "version-3",
      approval: "approval-1",
      planPath: ".signoff/plans/2026-11-21-retry.md",
    },
  ],
  [
    4,
    {
      type: "baseline-end",
      results: [result(npmTest, { ...green, passed: 41 }), result(endToEnd, null)],
    },
  ],
  [1, { type: "task-start", task: "T1" }],
  developerTurn("d1", "T1"),
  ...tool("d1", "read_file", "read llm/client.ts"),
  ...tool("d1", "write_file", "wrote llm/backoff.ts"),
  ...tool("d1", "write_file", "wrote test/backoff.test.ts"),
  [18, used("developer", 0.06)],
  [1, { type: "turn-end", turn: "d1", text: "", outcome: { kind: "done" } }],
  ...check("c1", "T1", backoffTest, { passed: 3, failed: 0, skipped: 0 }),
  [
    1,
    {
      type: "task-end",
      task: "T1",
      status: "done",
      summary: "Delays with full jitter, bounded by the total elapsed time.",
      notCovered: "jitter distribution test (plan: out of scope)",
      chunk: [
        { path: "llm/backoff.ts", change: "create", added: 34, removed: 0 },
        { path: "test/backoff.test.ts", change: "create", added: 27, removed: 3 },
      ],
      failure: null,
    },
  ],
  [1, { type: "task-start", task: "T2" }],
  developerTurn("d2", "T2"),
  ...tool("d2", "read_file", "read llm/client.ts"),
  ...tool("d2", "read_file", "read llm/backoff.ts"),
  ...tool("d2", "read_file", "read test/client.test.ts"),
  ...tool("d2", "edit_file", "edited llm/client.ts"),
];

export const asking: readonly Step[] = [
  person("m4", "Does the mail sender share this client?", 5),
  turnStart("a4"),
  turnEnd(
    "a4",
    "No. `mail/send.ts` has its own SMTP path; the plan leaves it alone. If you want the same policy there, that is a follow-up.",
  ),
];

/** T2 is stopped by the person. */
export const stopped: readonly Step[] = [
  [2, { type: "turn-end", turn: "d2", text: "", outcome: { kind: "stopped" } }],
  [
    1,
    {
      type: "task-end",
      task: "T2",
      status: "stopped",
      summary: "",
      notCovered: "",
      chunk: [{ path: "llm/client.ts", change: "modify", added: 9, removed: 2 }],
      failure: null,
    },
  ],
];

const built: readonly Step[] = [
  [9, used("developer", 0.14)],
  [1, { type: "turn-end", turn: "d2", text: "", outcome: { kind: "done" } }],
  ...check("c2", "T2", npmTest, green),
  [
    1,
    {
      type: "task-end",
      task: "T2",
      status: "done",
      summary: "complete() retries through withRetry.",
      notCovered: "",
      chunk: [
        { path: "llm/client.ts", change: "modify", added: 22, removed: 4 },
        { path: "test/client.test.ts", change: "modify", added: 31, removed: 0 },
      ],
      failure: null,
    },
  ],
];

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

/** A turn that failed before it said anything. */
export const failedTurn: readonly Step[] = [
  person("m1", "Add retries, please."),
  turnStart("a1"),
  [
    2,
    {
      type: "turn-end",
      turn: "a1",
      text: "",
      outcome: {
        kind: "failed",
        failure: {
          what: "Anthropic refused the key",
          why: "The service answered 401: invalid x-api-key.",
          next: "Set a valid key and send your message again.",
          action: { label: "Set key", command: "signoff.setKey" },
        },
      },
    },
  ],
];
