import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePlan } from "../../../../src/core/plan/parse-plan.ts";
import { samplePlan } from "./sample-plan.ts";

/** The sample with one piece replaced, and what is read of it. */
function read(from: string, to: string) {
  assert.ok(samplePlan.includes(from), from);
  return parsePlan(samplePlan.replace(from, to));
}

function messages(markdown: string): readonly string[] {
  return parsePlan(markdown).problems.map(
    ({ startLine, severity, message }) => `${startLine} ${severity}: ${message}`,
  );
}

test("The literal form of the design is read in full and without problems", () => {
  const { plan, problems } = parsePlan(samplePlan);
  assert.deepEqual(problems, []);
  assert.equal(plan.title, "Retry with exponential backoff");
  assert.equal(plan.goal, "The bot survives its LLM provider being down for up to 30 s.");
  assert.deepEqual(plan.modules, [
    { path: "llm/client.ts", note: "the only code that talks to the provider." },
  ]);
  assert.deepEqual(plan.decisions, [
    {
      id: "D1",
      question: "Where do retries live?",
      choice: "Central wrapper `withRetry`",
      because: "two code paths need the same policy.",
      rejected: ["a decorator per client. Two places to keep in step."],
    },
  ]);
  assert.deepEqual(plan.tasks, [
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
              shared: false,
            },
          ],
        },
        { change: "create", path: "test/backoff.test.ts", to: null, symbols: [] },
      ],
      checks: [{ argv: ["npm", "test", "--", "{task-tests}"], cwd: "" }],
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
              shared: false,
            },
          ],
        },
        { change: "modify", path: "test/client.test.ts", to: null, symbols: [] },
      ],
      checks: [{ argv: ["npm", "test"], cwd: "" }],
      instructions: "Retry 429 and 5xx only. Never after the first streamed byte.",
      checkedByReading: false,
    },
  ]);
  assert.deepEqual(plan.integration, [{ argv: ["npm", "run", "e2e"], cwd: "" }]);
  assert.deepEqual(plan.openQuestions, []);
});

test("Line ends and a byte order mark do not change what is read", () => {
  const { plan } = parsePlan(samplePlan);
  assert.deepEqual(parsePlan(`\uFEFF${samplePlan.replaceAll("\n", "\r\n")}`), {
    plan,
    problems: [],
  });
});

test("Renames, folders of checks, nested symbols, notes on files and the words that replace a test are read", () => {
  const { plan, problems } = read(
    "- modify `test/client.test.ts`\n- check `npm test`\n",
    [
      "- rename `./llm/old name.ts` to `llm\\new.ts`",
      "- delete `llm/gone.ts`: nobody calls it",
      "  - exported, shared `class Gone<T>`",
      "  - local `const a = `",
      "  - its tests go too",
      "- modify src/bare.ts",
      "- check `npm test -- 'a b'` in `packages/bot`",
      "- check that the sum is right",
      "- checked by: reading",
      "",
    ].join("\n"),
  );
  assert.deepEqual(problems, []);
  const task = plan.tasks[1]!;
  assert.deepEqual(
    task.files.map(({ change, path, to }) => [change, path, to]),
    [
      ["modify", "llm/client.ts", null],
      ["rename", "llm/old name.ts", "llm/new.ts"],
      ["delete", "llm/gone.ts", null],
      ["modify", "src/bare.ts", null],
    ],
  );
  assert.deepEqual(
    task.files[2]?.symbols.map(({ name, exported, shared }) => [name, exported, shared]),
    [
      ["Gone", true, true],
      ["a", false, false],
    ],
  );
  assert.deepEqual(task.checks, [{ argv: ["npm", "test", "--", "a b"], cwd: "packages/bot" }]);
  assert.equal(task.checkedByReading, true);
  assert.equal(
    task.instructions,
    [
      "- check that the sum is right",
      "Retry 429 and 5xx only. Never after the first streamed byte.",
      "- `llm/gone.ts`: nobody calls it\n- `llm/gone.ts`: its tests go too",
    ].join("\n\n"),
  );
});

test("A check that needs a shell is an error on its line and no check", () => {
  for (const command of [
    "npm test && curl x",
    "npm test | tail",
    "a; b",
    "npm test > out",
    "echo $(id)",
    "echo $HOME",
    "a & b",
    "X=1 npm test",
    "~/bin/x",
  ]) {
    const { plan, problems } = read("- check `npm run e2e`", `- check \`${command}\``);
    assert.deepEqual(plan.integration, [], command);
    assert.equal(problems.length, 1, command);
    assert.equal(problems[0]?.severity, "error");
    assert.equal(problems[0]?.startLine, 46);
  }
});

test("What could be half of an intention is an error, never a silent loss", () => {
  const files = (item: string) =>
    read("- modify `test/client.test.ts`", item).problems.map((problem) => problem.message);
  assert.match(files("- modify `a.ts`, `b.ts`")[0] ?? "", /Nothing may follow the path/);
  assert.match(files("- modify `a.ts` to wrap complete")[0] ?? "", /Nothing may follow the path/);
  assert.match(files("- rename `a.ts`")[0] ?? "", /rename `old` to `new`/);
  assert.match(
    files("- check `npm test` and `npm run lint`")[0] ?? "",
    /Nothing may follow the command/,
  );
});

test("Broken plans yield what can be read, with a problem on the line", () => {
  assert.deepEqual(messages(samplePlan.replace("signoff: plan/1", "signoff: plan/2")), [
    "2 error: The front matter needs the line `signoff: plan/1`.",
  ]);
  assert.match(
    messages(samplePlan.replace("title: Retry", "title: Retry: a"))[0] ?? "",
    /^3 error: The front matter is not YAML/,
  );
  assert.deepEqual(messages(samplePlan.replace("### T1 Backoff", "### Backoff")).slice(0, 1), [
    "29 error: A task's heading begins with its id: `### T1 Title`.",
  ]);
  assert.deepEqual(messages(samplePlan.replace("(after T1,", "(after the first,")), [
    '37 error: Cannot read "(after the first, integrates)": write "(after T1, T2, integrates)".',
  ]);
  assert.deepEqual(messages(samplePlan.replace("## Invariants", "## Rules")), [
    '1 warning: The section "## Invariants" is missing.',
    '19 warning: "Rules" is no section of a plan and is not read. Sections are Goal, Data and interfaces, Touched modules, Decisions, Invariants, Failure modes, Out of scope, Tasks, Integration, Open questions.',
  ]);
  assert.deepEqual(
    messages(samplePlan.replace("## Out of scope", "## Tasks")).filter((text) =>
      text.includes("error"),
    ),
    [
      "26 error: This stands below no heading `### T1 …` and is not read.",
      '28 error: The section "Tasks" is there twice.',
    ].sort(),
  );
  assert.match(
    messages(samplePlan.replace("Full jitter", "```ts\nFull jitter")).join("\n"),
    /35 error: This code fence is never closed/,
  );
});

test("A decision without its reason, and one without bold type, are read as far as they go", () => {
  const choice = "**Central wrapper `withRetry`**, because two code paths need the same policy.";
  const decided = (text: string) => {
    const { choice: what, because } = read(choice, text).plan.decisions[0]!;
    return [what, because];
  };
  assert.deepEqual(decided("**Use `a ** b`**. Because: it is short."), [
    "Use `a ** b`",
    "it is short.",
  ]);
  assert.deepEqual(decided("**A wrapper**."), ["A wrapper", ""]);
  assert.deepEqual(decided("A wrapper, because it is short."), ["A wrapper", "it is short."]);
  assert.deepEqual(decided("**A wrapper**,\nbecause it\nis short."), ["A wrapper", "it is short."]);
});

test("None below a list says nothing, except below the failure modes, where it needs a reason", () => {
  const { plan } = read("- Circuit breaker.", "None.");
  assert.deepEqual(plan.outOfScope, []);
  assert.deepEqual(
    read(
      "- When the provider answers 429 with Retry-After, then wait that long, within `maxElapsedMs`.",
      "None, because nothing is called.",
    ).plan.failureModes,
    ["None, because nothing is called."],
  );
});

test("A task of more than five files is pointed out", () => {
  const many = ["a", "b", "c", "d"].map((name) => `- create \`${name}.ts\``).join("\n");
  const { problems } = read(
    "- modify `test/client.test.ts`",
    `- modify \`test/client.test.ts\`\n${many}`,
  );
  assert.deepEqual(
    problems.map((problem) => problem.severity),
    ["warning"],
  );
});

test("Text in comments, quotes and fences is not hidden structure", () => {
  const { plan } = read(
    "Full jitter;",
    "```\n## Tasks\n### T9 Hidden\n- create `evil.ts`\n```\n\n<!-- - create `evil.ts` -->\n\n> - create `evil.ts`\n\nFull jitter;",
  );
  assert.deepEqual(
    plan.tasks.map((task) => task.id),
    ["T1", "T2"],
  );
  assert.equal(plan.tasks[0]?.files.length, 2);
  assert.match(plan.tasks[0]?.instructions ?? "", /T9 Hidden/);
});

test("A plan of a thousand tasks is read in full", () => {
  const task = samplePlan.slice(samplePlan.indexOf("### T1"), samplePlan.indexOf("### T2"));
  const large = samplePlan.replace(
    "### T2",
    `${Array.from({ length: 1000 }, (_, index) => task.replace("T1", `T${index + 3}`)).join("")}### T2`,
  );
  assert.equal(parsePlan(large).plan.tasks.length, 1002);
});
