import fc from "fast-check";
import { symbolName } from "../../../../src/core/plan/parse-file.ts";
import type { CheckSpec, Plan, PlanFile, Task } from "../../../../src/core/plan/plan.ts";

/** Words as they occur in plans: Markdown marks inside, other scripts, code, numbers, invisible characters. */
const word = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9]{1,8}$/),
  fc.constantFrom(
    "`withRetry`",
    "*often*",
    "a|b",
    "x_y",
    "5 %",
    "(maybe)",
    "über",
    "再試行",
    "🙂",
    "—",
    "<br>",
    "&amp;",
    "a\u200Bb",
    "U+202E\u202E",
    "[x]",
    "https://x.y/z",
    "\\",
    "$HOME",
    "{a}",
    "#1",
    "1.",
    "'",
    '"',
  ),
);

/** A line of prose that begins with a letter, so that it is no Markdown block of its own. */
const line = fc
  .tuple(fc.stringMatching(/^[A-EG-MO-Z][a-z]{0,8}$/), fc.array(word, { maxLength: 6 }))
  .map(([first, rest]) => [first, ...rest, "end"].join(" "));

/** Several Markdown blocks that hold no heading of level 1 to 3 and nothing of a plan's form. */
const prose = fc
  .array(
    fc.oneof(
      line,
      fc.constantFrom(
        "- an item\n  - nested",
        "1. first\n2. second",
        "> quoted",
        "```ts\n## no heading\n- create `x`\n```",
        "#### Deeper",
        "text\n---",
        "| a | b |\n|---|---|",
        "[a]: http://x",
      ),
    ),
    { maxLength: 4 },
  )
  .map((blocks) => blocks.join("\n\n"));

const path = fc
  .array(fc.stringMatching(/^[A-Za-z0-9_@][A-Za-z0-9_@`()[\] .-]{0,8}[A-Za-z0-9_]$/), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join("/"));

const argument = fc.oneof(
  fc.stringMatching(/^[!-~]{1,10}$/),
  fc.constantFrom(
    "",
    " ",
    "a b",
    "it's",
    "`x`",
    "$(id)",
    "a && b",
    "{task-tests}",
    "--flag=1",
    "ü",
    "a\\b",
    "A=1",
    "~",
    " `",
  ),
);
const check: fc.Arbitrary<CheckSpec> = fc.record({
  argv: fc
    .array(argument, { minLength: 1, maxLength: 5 })
    .filter(([program]) => program !== "" && program !== "{task-tests}"),
  cwd: fc.oneof(fc.constant(""), path),
});

const file: fc.Arbitrary<PlanFile> = fc
  .record({
    change: fc.constantFrom(
      "create" as const,
      "modify" as const,
      "delete" as const,
      "rename" as const,
    ),
    path,
    to: path,
    symbols: fc.array(
      fc.record({
        signature: fc.oneof(
          line,
          fc.constantFrom(
            "delays(policy: P): Iterable<number>",
            "const x: `a${string}`",
            "func (c *Client) Do()",
            "`",
            "class A.b",
          ),
        ),
        exported: fc.boolean(),
        shared: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ change, to, symbols, ...rest }) => ({
    ...rest,
    change,
    to: change === "rename" ? to : null,
    symbols: symbols.map((symbol) => ({ ...symbol, name: symbolName(symbol.signature) })),
  }));

const task: fc.Arbitrary<Omit<Task, "id">> = fc.record({
  title: line,
  after: fc.uniqueArray(fc.constantFrom("T1", "T2", "T9"), { maxLength: 2 }),
  integrates: fc.boolean(),
  files: fc.array(file, { maxLength: 5 }),
  checks: fc.array(check, { maxLength: 3 }),
  instructions: prose,
  checkedByReading: fc.boolean(),
});

const lines = fc.array(line, { maxLength: 3 });

/** Any plan in the form that reading gives: trimmed texts, ids in order, names taken from signatures. */
export const arbitraryPlan: fc.Arbitrary<Plan> = fc.record({
  title: fc.oneof(
    line,
    fc.constantFrom("a: b", "404", "- x", "# y", "null", '"quoted"', "ends with:"),
  ),
  goal: prose,
  data: prose,
  modules: fc.array(fc.record({ path, note: fc.oneof(line, fc.constant("")) }), { maxLength: 3 }),
  decisions: fc
    .array(
      fc.record({
        question: line,
        choice: line,
        because: fc.oneof(line, fc.constant("")),
        rejected: lines,
      }),
      { maxLength: 3 },
    )
    .map((decisions) => decisions.map((decision, index) => ({ id: `D${index + 1}`, ...decision }))),
  invariants: lines,
  failureModes: lines,
  outOfScope: lines,
  tasks: fc
    .array(task, { maxLength: 3 })
    .map((tasks) => tasks.map((each, index) => ({ id: `T${index + 1}`, ...each }))),
  integration: fc.array(check, { maxLength: 2 }),
  openQuestions: lines,
});
