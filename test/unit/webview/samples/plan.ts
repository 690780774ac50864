import type { CheckSpec, Plan } from "../../../../src/core/plan/plan.ts";
import type { SessionFact } from "../../../../src/core/session/event.ts";
import { developer, reviewer } from "./steps.ts";

export const npmTest: CheckSpec = { argv: ["npm", "test"], cwd: "" };
export const backoffTest: CheckSpec = {
  argv: ["npm", "test", "--", "test/backoff.test.ts"],
  cwd: "",
};
export const endToEnd: CheckSpec = { argv: ["npm", "run", "e2e"], cwd: "" };

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
