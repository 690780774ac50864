import { backoffTest, endToEnd, npmTest } from "./plan.ts";
import {
  check,
  developerTurn,
  person,
  result,
  type Step,
  start,
  tool,
  turnEnd,
  turnStart,
  used,
} from "./steps.ts";

export const green = { passed: 44, failed: 0, skipped: 0 };

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

export const built: readonly Step[] = [
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
