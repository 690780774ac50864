import { proposed } from "./plan.ts";
import { architect, person, type Step, tool, turnEnd, turnStart, used } from "./steps.ts";

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
