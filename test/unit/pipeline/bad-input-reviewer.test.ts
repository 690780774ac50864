import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { ReportedFinding } from "../../../src/core/review/finding.ts";
import type { ReviewerState } from "../../../src/core/session/state.ts";
import { treeHash } from "../../support/tree-hash.ts";
import {
  assertFailure,
  type BadInputStage,
  badInputStage,
  calls,
  fails,
  findsNothing,
  goodWork,
  type Line,
  lastResults,
  says,
  writes,
} from "./bad-input-stage.ts";

const founded: ReportedFinding = {
  path: "src/greet.mjs",
  startLine: 1,
  endLine: 1,
  quote: 'export const greet = () => "(bows) hello";',
  severity: "major",
  category: "correctness",
  claim: "The bow is written, not made.",
  why: "Nobody bows by reading.",
  touches: "T1",
  patch: null,
};

const reports = (...findings: readonly ReportedFinding[]): Line =>
  calls(["report_findings", { findings, resolved: [] }]);

async function reviewed(context: TestContext, lines: readonly Line[]): Promise<BadInputStage> {
  const stage = await badInputStage(context);
  stage.lines.developer.push(...goodWork());
  stage.lines.reviewer.push(...lines);
  await stage.build();
  assert.equal(stage.lines.reviewer.length, 0, "it was asked as often as it had to be");
  return stage;
}

function reviewer(stage: BadInputStage): ReviewerState {
  const state = stage.store.state.round?.looks.at(-1)?.reviewers[0];
  assert.ok(state);
  return state;
}

interface Slip {
  readonly name: string;
  readonly lines: readonly Line[];
  readonly about: RegExp;
}

const slips: readonly Slip[] = [
  {
    name: "its vendor is down",
    lines: [fails("overloaded", "busy")],
    about: /overloaded.*Try again/,
  },
  {
    name: "its key is wrong",
    lines: [fails("unauthorized", "invalid key")],
    about: /did not accept the key/,
  },
  {
    name: "it answers in prose",
    lines: [says("Looks good to me.")],
    about: /reported nothing.*prose.*Try again/,
  },
  {
    name: "it calls a writing tool three times in a row",
    lines: Array.from({ length: 3 }, () => calls(writes("src/greet.mjs", "mine"))),
    about: /lost its way.*no tool "write_file"/,
  },
  {
    name: "it reports findings in another form three times in a row",
    lines: Array.from({ length: 3 }, () => calls(["report_findings", { findings: "none" }])),
    about: /lost its way.*arguments do not fit/,
  },
  {
    name: "it is cut at the token limit",
    lines: [says("First,", "length")],
    about: /cut off.*Try again/,
  },
];

for (const { name, lines, about } of slips) {
  test(`A reviewer leaves a visible gap when ${name}, and Go on asks it again`, async (context) => {
    const stage = await reviewed(context, lines);
    const built = await treeHash(stage.root);
    const { outcome } = reviewer(stage);
    assertFailure(outcome?.kind === "failed" ? outcome.failure : null, about);
    assert.equal(stage.gate(), null, "the gate waits for the person");
    assert.equal(stage.pipeline.status().goOn, true);

    stage.lines.reviewer.push(calls(findsNothing));
    await stage.goOn();
    assert.equal(reviewer(stage).outcome?.kind, "done");
    assert.equal(await treeHash(stage.root), built);
    assert.deepEqual(stage.gate(), ["pass", "pass", "pass"]);
    assert.deepEqual(stage.broken, []);
    await stage.assertFence();
  });
}

test("Decisions can be sent over a missing review, and the gate then says that it is missing", async (context) => {
  const stage = await reviewed(context, [fails("overloaded", "busy")]);
  assert.equal(await stage.pipeline.sendDecisions(), null);
  await stage.pipeline.idle();
  const matches = stage.store.state.round?.gate?.parts?.[1];
  assert.equal(matches?.verdict, "fail");
  assert.match(matches?.summary ?? "", /look 1: no review by reviewer-pedant/);
  assert.match((await stage.pipeline.keep(null)) ?? "", /did not pass.*Say why/);
  assert.equal(await stage.pipeline.keep("I read it myself."), null);
  assert.equal(stage.store.state.phase, "kept");
});

const baseless: readonly (readonly [string, ReportedFinding, RegExp])[] = [
  [
    "a quote that is nowhere",
    { ...founded, quote: "this is nowhere", touches: null },
    /greet\.mjs:1/,
  ],
  ["an empty quote", { ...founded, quote: "   " }, /quotes nothing/],
  [
    "a path outside the change",
    { ...founded, path: "src/other.mjs" },
    /not one of the changed files/,
  ],
  [
    "a path outside the workspace",
    { ...founded, path: "../../etc/passwd" },
    /not one of the changed/,
  ],
];

for (const [name, finding, about] of baseless) {
  test(`A finding with ${name} is asked about once, then hidden and counted`, async (context) => {
    let told = "";
    const stage = await badInputStage(context);
    stage.lines.developer.push(...goodWork());
    stage.lines.reviewer.push(reports(finding, founded), async () => {
      told = lastResults(stage);
      return calls(["report_findings", { findings: [finding, founded], resolved: ["finding-99"] }]);
    });
    await stage.build();
    assert.match(told, about);
    assert.match(told, /Correct or drop them/);
    assert.equal(reviewer(stage).outcome?.kind, "done");
    assert.equal(reviewer(stage).unfounded, 1);
    assert.deepEqual(
      stage.store.state.round?.findings.map((state) => state.finding.claim),
      [founded.claim],
    );
    assert.equal(await stage.pipeline.settleDisposition("finding-99", "accept", null), decided);
    assert.deepEqual(stage.broken, []);
  });
}

const decided = "This finding is already decided.";

test("A reviewer that falls silent after its unfounded findings were pointed out still counts", async (context) => {
  const nowhere = { ...founded, quote: "this is nowhere", touches: null };
  const stage = await reviewed(context, [reports(nowhere), says("Never mind.")]);
  assert.equal(reviewer(stage).outcome?.kind, "done");
  assert.equal(reviewer(stage).unfounded, 1);
  assert.deepEqual(stage.gate(), ["pass", "pass", "pass"], "nothing found, so the gate ran");
});
