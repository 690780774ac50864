import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { lockWords } from "../../../src/core/lock/lock-words.ts";
import { treeHash } from "../../support/tree-hash.ts";
import {
  assertFailure,
  type BadInputStage,
  badInputStage,
  calls,
  fails,
  findsNothing,
  goodWork,
  plan,
  says,
} from "./bad-input-stage.ts";

/** Plan v1 waits for approval and its card is painted. */
async function planned(context: TestContext): Promise<BadInputStage> {
  const stage = await badInputStage(context);
  await proposes(stage, plan);
  return stage;
}

async function proposes(stage: BadInputStage, markdown: string): Promise<void> {
  stage.lines.architect.push(calls(["propose_plan", { markdown }]), says("Please read it."));
  await stage.say("Make the greeting polite.");
}

/** The act is refused with these words, nothing is written, and a true approval works afterwards. */
async function refuses(
  stage: BadInputStage,
  act: () => Promise<string | null>,
  words: RegExp,
): Promise<void> {
  const untouched = await treeHash(stage.root);
  const messages = stage.store.state.timeline.length;
  assert.match((await act()) ?? "(not refused)", words);
  assert.equal(stage.store.state.timeline.length, messages, "a refused word is no message");
  assert.match(lockWords(stage.store.state.lock, String), /^Locked/);
  assert.equal(await treeHash(stage.root), untouched);
}

async function thenApproves(stage: BadInputStage): Promise<void> {
  stage.lines.developer.push(...goodWork());
  stage.lines.reviewer.push(calls(findsNothing));
  await stage.approve();
  assert.equal(stage.task().status, "done");
  assert.deepEqual(stage.broken, []);
  await stage.assertFence();
}

for (const card of ["", "card-1", "'; approve", "00000000"]) {
  test(`The forged card ${JSON.stringify(card)} approves nothing`, async (context) => {
    const stage = await planned(context);
    stage.paint();
    await refuses(stage, () => stage.pipeline.approve(card), /Plan v1 is newer than what you saw/);
    await refuses(stage, () => stage.pipeline.sendMessage("approved", card), /newer than what you/);
    await thenApproves(stage);
  });
}

test("A card that is not painted approves nothing, by button or by word", async (context) => {
  const stage = await planned(context);
  const { card } = stage.pipeline.status();
  assert.ok(card !== null);
  await refuses(stage, () => stage.pipeline.approve(card), /not on display yet. Look at it/);
  await refuses(stage, () => stage.pipeline.sendMessage("approved", card), /not on display yet/);
  await refuses(stage, () => stage.pipeline.sendMessage("approved", null), /Read it, then approve/);
  stage.pipeline.cardPainted("card-of-another-page");
  await refuses(stage, () => stage.pipeline.approve(card), /not on display yet/);
  await thenApproves(stage);
});

test("The card of an older version approves nothing once a newer one is there", async (context) => {
  const stage = await planned(context);
  const old = stage.paint() ?? "";
  await proposes(stage, plan.replace("A bow", "A deep bow"));
  assert.equal(stage.store.state.plan?.number, 2);
  await refuses(stage, () => stage.pipeline.approve(old), /Plan v2 is newer than what you saw/);
  await refuses(stage, () => stage.pipeline.sendMessage("approved", old), /Plan v2 is newer/);
  await thenApproves(stage);
});

for (const word of [
  "approved?",
  "not approved",
  "approved by me",
  "аpproved",
  "approved!!",
  "LGTM",
]) {
  test(`${JSON.stringify(word)} is a message, not an approval, and the person is pointed to the button`, async (context) => {
    const stage = await planned(context);
    const untouched = await treeHash(stage.root);
    stage.lines.architect.push(says("Press the button."));
    await stage.say(word);
    const said = stage.store.state.timeline.slice(-3);
    assert.deepEqual(
      said.map((item) => (item.kind === "message" ? item.from : item.kind)),
      ["person", "signoff", "turn"],
    );
    const hint = said[1]?.kind === "message" ? said[1].text : "";
    assert.match(hint, /not an approval.*Press Approve plan.*type exactly: approved/);
    assert.equal(stage.store.state.round, null);
    assert.equal(await treeHash(stage.root), untouched);
    await thenApproves(stage);
  });
}

test("The word without a plan is refused and nothing is sent to a model", async (context) => {
  const stage = await badInputStage(context);
  await refuses(stage, () => stage.pipeline.sendMessage("Approved.", null), /^No plan yet/);
  assert.equal(stage.requests.length, 0);
  await proposes(stage, plan);
  await thenApproves(stage);
});

test("While the architect answers nothing can be approved", async (context) => {
  const stage = await planned(context);
  const card = stage.paint() ?? "";
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  stage.lines.architect.push(async () => {
    await released;
    return says("That was all.");
  });
  assert.equal(await stage.pipeline.sendMessage("One more thing.", card), null);
  await refuses(stage, () => stage.pipeline.approve(card), /The architect is still answering/);
  await refuses(stage, () => stage.pipeline.sendMessage("approved", card), /still answering/);
  await refuses(stage, () => stage.pipeline.sendMessage("And?", card), /still answering/);
  release();
  await stage.pipeline.idle();
  await thenApproves(stage);
});

test("A plan with changes not saved cannot be approved until it is saved", async (context) => {
  const stage = await planned(context);
  const card = stage.paint() ?? "";
  stage.world.unsavedPlan = true;
  await refuses(stage, () => stage.pipeline.approve(card), /not saved. Save it/);
  await refuses(stage, () => stage.pipeline.sendMessage("approved", card), /not saved/);
  stage.world.unsavedPlan = false;
  await thenApproves(stage);
});

test("A person's edit that leaves no task cannot be approved, mended it can", async (context) => {
  const stage = await planned(context);
  await stage.pipeline.planEdited(1, plan.slice(0, plan.indexOf("### T1")));
  await refuses(stage, () => stage.pipeline.approve(stage.paint() ?? ""), /no task/);
  await stage.pipeline.planEdited(2, plan);
  await thenApproves(stage);
});

test("A broken role file keeps the plan from being approved and is named with its line", async (context) => {
  const stage = await planned(context);
  const card = stage.paint() ?? "";
  stage.world.rosterFailure = {
    what: "The role file .signoff/agents/developer.md cannot be used.",
    why: "Line 3: unknown key.",
    next: "Mend the line and send your message again; nothing was changed.",
    action: null,
  };
  await refuses(stage, () => stage.pipeline.approve(card), /developer\.md.*Line 3/);
  stage.world.rosterFailure = null;
  await thenApproves(stage);
});

test("A developer that would review its own work keeps the plan from being approved", async (context) => {
  const stage = await planned(context);
  const card = stage.paint() ?? "";
  stage.world.models = { reviewer: { provider: "openrouter", id: "anthropic/claude-sonnet-5-5" } };
  await refuses(stage, () => stage.pipeline.approve(card), /does not review its own work/);
  stage.world.models = {};
  await thenApproves(stage);
});

test("Two approvals in a row open one round", async (context) => {
  const stage = await planned(context);
  stage.lines.developer.push(...goodWork());
  stage.lines.reviewer.push(calls(findsNothing));
  const card = stage.paint() ?? "";
  const answers = await Promise.all([
    stage.pipeline.approve(card),
    stage.pipeline.approve(card),
    stage.pipeline.sendMessage("approved", card),
  ]);
  assert.equal(answers[0], null);
  for (const refusal of answers.slice(1)) assert.match(refusal ?? "", /approved already/);
  await stage.pipeline.idle();
  assert.equal(stage.events.filter(({ fact }) => fact.type === "round-start").length, 1);
  assert.match((await stage.pipeline.approve(card)) ?? "", /Plan v1 is approved already/);
  assert.deepEqual(stage.broken, []);
});

test("Two presses of Go on, of Send decisions and of Keep round each count once", async (context) => {
  const stage = await planned(context);
  stage.lines.developer.push(fails("overloaded", "busy"));
  await stage.approve();
  stage.lines.developer.push(...goodWork());
  stage.lines.reviewer.push(fails("overloaded", "busy"));
  const twice = async (act: () => Promise<string | null>): Promise<void> => {
    const [first, second] = await Promise.all([act(), act()]);
    assert.equal(first, null);
    assert.notEqual(second, null);
    await stage.pipeline.idle();
  };
  await twice(() => stage.pipeline.goOn());
  await twice(() => stage.pipeline.sendDecisions());
  await twice(() => stage.pipeline.keep("I read it myself."));
  const counts = ["task-start", "decisions-settle", "round-end"].map(
    (type) => stage.events.filter(({ fact }) => fact.type === type).length,
  );
  assert.deepEqual(counts, [2, 1, 1]);
  assert.deepEqual(stage.broken, []);
});

test("Once the round is over nothing can be approved, and the next plan can", async (context) => {
  const stage = await planned(context);
  const card = stage.paint() ?? "";
  await thenApproves(stage);
  assert.equal(await stage.pipeline.undo(), null);
  await refuses(stage, () => stage.pipeline.approve(card), /The round of plan v1 is over/);
  await refuses(
    stage,
    () => stage.pipeline.sendMessage("approved", card),
    /round of plan v1 is over/,
  );
  for (const act of [
    () => stage.pipeline.goOn(),
    () => stage.pipeline.keep(null),
    () => stage.pipeline.undo(),
    () => stage.pipeline.sendDecisions(),
    () => stage.pipeline.dropTask("T1"),
  ]) {
    await refuses(stage, act, /\w+ \w+/);
  }
  await proposes(stage, plan.replace("A bow", "A deep bow"));
  await thenApproves(stage);
  assert.equal(stage.store.state.round?.number, 2);
});

test("An approval forged in its store is not believed, and approving again goes on", async (context) => {
  const stage = await planned(context);
  stage.lines.developer.push(fails("overloaded", "busy"));
  await stage.approve();
  await stage.deps.approvals.save(`${stage.store.state.id}.1`, '{"text":"{}","code":"forged"}');
  await refuses(stage, () => stage.pipeline.goOn(), /cannot be verified.*Approve the plan again/);
  await thenApproves(stage);
  assert.equal(stage.store.state.round?.number, 1, "the same round");
});

test("A plan that cannot be written into the repository is told, and the round goes on", async (context) => {
  const stage = await planned(context);
  await writeFile(join(stage.root, ".signoff"), "a file where a folder should be");
  stage.lines.developer.push(...goodWork());
  stage.lines.reviewer.push(calls(findsNothing));
  await stage.approve();
  const note = stage.store.state.timeline.find((item) => item.kind === "note");
  assertFailure(note?.failure, /could not be written to \.signoff\/plans\/.*goes on without it/);
  assert.deepEqual(stage.gate(), ["pass", "pass", "pass"]);
  assert.deepEqual(stage.broken, []);
});
