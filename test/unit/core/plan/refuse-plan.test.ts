import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePlan } from "../../../../src/core/plan/parse-plan.ts";
import { refusePlan } from "../../../../src/core/plan/refuse-plan.ts";
import { samplePlan } from "./sample-plan.ts";

const present = new Set(["llm/client.ts", "test/client.test.ts"]);

/** Why the sample is refused with pieces replaced. */
function refuse(...replacements: readonly (readonly [string, string])[]): readonly string[] {
  const markdown = replacements.reduce((text, [from, to]) => {
    assert.ok(text.includes(from), from);
    return text.replace(from, to);
  }, samplePlan);
  const { plan, problems } = parsePlan(markdown);
  return refusePlan(plan, problems, {
    exists: (path) => present.has(path),
    neverAllowed: (path) => (path === "AGENTS.md" ? "AGENTS.md is never changed." : null),
  });
}

test("The sample plan is not refused", () => {
  assert.deepEqual(refuse(), []);
});

const client = "- modify `llm/client.ts`";

test("Each gap is refused with a sentence that says what to change", () => {
  const cases: readonly (readonly [readonly [string, string][], RegExp])[] = [
    [
      [
        [client, ""],
        ["- modify `test/client.test.ts`", ""],
      ],
      /^T2 names no file/,
    ],
    [
      [[client, "- modify `llm/gone.ts`"]],
      /^T2 would modify llm\/gone\.ts, which does not exist: correct the path/,
    ],
    [[[client, "- delete `llm/gone.ts`"]], /^T2 would delete llm\/gone\.ts/],
    [
      [[client, "- create `llm/client.ts`"]],
      /^T2 creates llm\/client\.ts, which is there already: write modify/,
    ],
    [[[client, "- rename `llm/client.ts` to `test/client.test.ts`"]], /is there already/],
    [
      [["- modify `test/client.test.ts`\n- check `npm test`", ""]],
      /^T2 has neither test nor check/,
    ],
    [[["(after T1, integrates)", "(after T2)"]], /^T2 wait for one another/],
    [[["(after T1, integrates)", "(after T7)"]], /^T2 comes after T7, which is no task/],
    [[["T1 Backoff schedule", "T1 Backoff schedule (after T2)"]], /^T1, T2 wait for one another/],
    [[[", because two code paths need the same policy.", ""]], /^D1 gives no reason/],
    [
      [["**Central wrapper `withRetry`**, because two code paths need the same policy.", ""]],
      /^D1 decides nothing/,
    ],
    [
      [
        [
          "- When the provider answers 429 with Retry-After, then wait that long, within `maxElapsedMs`.",
          "",
        ],
      ],
      /^The failure modes are silent/,
    ],
    [
      [
        [
          "- When the provider answers 429 with Retry-After, then wait that long, within `maxElapsedMs`.",
          "None.",
        ],
      ],
      /^The failure modes are silent/,
    ],
    [[[client, "- modify `AGENTS.md`"]], /^T2: AGENTS\.md is never changed/],
    [[[client, "- create `../x.ts`"]], /^T2: "\.\.\/x\.ts" cannot be planned/],
    [[[client, "- create `/etc/x.ts`"]], /absolute/],
    [[[client, "- create `src\\..\\..\\x.ts`"]], /cannot be planned/],
    [[[client, "- create `llm/x\u200B.ts`"]], /cannot be seen/],
    [[["### T2", "### T1"]], /^The id T1 names more than one task/],
    [
      [["- check `npm test`\n", "- check `npm test && npm run lint`\n"]],
      /^Line 41: `&` needs a shell/,
    ],
    [[["- check `npm run e2e`", "- check `npm run e2e` in `../x`"]], /^A check cannot run in/],
    [
      [["- check `npm run e2e`", "- check `npm test -- {task-tests}`"]],
      /^The integration check belongs to no task/,
    ],
    [
      [["- create `test/backoff.test.ts`\n", ""]],
      /^T1 checks \{task-tests\} but names no test file/,
    ],
    [
      [["The bot survives its LLM provider being down for up to 30 s.", ""]],
      /^The plan states no goal/,
    ],
    [[["- modify `test/client.test.ts`", client]], /^T2 names llm\/client\.ts twice/],
  ];
  for (const [replacements, expected] of cases) {
    const reasons = refuse(...replacements);
    assert.match(reasons.join("\n"), expected);
    assert.match(reasons[0] ?? "", expected);
  }
});

test("A plan without tasks is refused", () => {
  const { plan, problems } = parsePlan(samplePlan.slice(0, samplePlan.indexOf("### T1")));
  const reasons = refusePlan(plan, problems, { exists: () => true, neverAllowed: () => null });
  assert.match(reasons.join("\n"), /no tasks/);
});

test("A test file, a check or reading is enough each", () => {
  assert.deepEqual(refuse(["- modify `test/client.test.ts`\n", ""]), []);
  assert.deepEqual(refuse(["- check `npm test`\n", ""]), []);
  assert.deepEqual(
    refuse(["- modify `test/client.test.ts`\n- check `npm test`", "- checked by: reading"]),
    [],
  );
});

test("A later task may modify what an earlier one creates, but not the other way round", () => {
  assert.deepEqual(refuse([client, "- modify `llm/backoff.ts`"]), []);
  const swapped = refuse(
    ["- create `llm/backoff.ts`", "- modify `llm/new.ts`"],
    [client, "- create `llm/new.ts`"],
  );
  assert.match(
    swapped.join("\n"),
    /T1 would modify llm\/new\.ts, which does not exist: it must come after T2/,
  );
  assert.match(
    refuse([client, "- create `llm/backoff.ts`"])[0] ?? "",
    /T2 creates llm\/backoff\.ts, which is there already/,
  );
});

test("A failure mode of none is enough with its reason", () => {
  const mode =
    "- When the provider answers 429 with Retry-After, then wait that long, within `maxElapsedMs`.";
  assert.deepEqual(refuse([mode, "None, because nothing here can fail."]), []);
});
