import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { SessionFact } from "../../../src/core/session/event.ts";
import { pipelineStage } from "../../support/pipeline-stage.ts";
import {
  type BadInputStage,
  badInputStage,
  calls,
  edits,
  fails,
  findsNothing,
  finishes,
  goodWork,
  greeting,
  type Line,
  plan,
  reads,
  says,
} from "./bad-input-stage.ts";

const twoTasks = plan.replace(
  "## Integration",
  "### T2 Another (after T1)\n- modify `src/other.mjs`\n- check `node check.mjs`\n\n## Integration",
);

/** A stage on which the plan stands before the person. */
async function proposed(context: TestContext, markdown = plan): Promise<BadInputStage> {
  const stage = await badInputStage(context);
  stage.lines.architect.push(calls(["propose_plan", { markdown }]), says("Please read it."));
  await stage.say("Make the greeting polite.");
  return stage;
}

/** A stage on which the round is built and reviewed; the reviewer says `review`. */
async function built(context: TestContext, work = goodWork(), review: Line = calls(findsNothing)) {
  const stage = await proposed(context);
  stage.lines.developer.push(...work);
  stage.lines.reviewer.push(review);
  await stage.approve();
  return stage;
}

const finding = {
  path: "src/greet.mjs",
  startLine: 1,
  endLine: 1,
  quote: "(bows) hello",
  severity: "major",
  category: "correctness",
  claim: "It bows too often.",
  why: "Once is enough.",
  touches: null,
  patch: null,
};
const findsOne = calls(["report_findings", { findings: [finding], resolved: [] }]);

function facts<T extends SessionFact["type"]>(stage: BadInputStage, type: T) {
  return stage.events
    .map(({ fact }) => fact)
    .filter((fact): fact is Extract<SessionFact, { type: T }> => fact.type === type);
}

/** One of two quick clicks acts; the other is refused with a reason. */
async function twice(stage: BadInputStage, act: () => Promise<string | null>): Promise<void> {
  const results = await Promise.all([act(), act()]);
  await stage.pipeline.idle();
  assert.equal(results.filter((refusal) => refusal === null).length, 1, results.join(" | "));
  assert.deepEqual(stage.broken, []);
}

test("two quick clicks on Approve open one round and build once", async (context) => {
  const stage = await proposed(context);
  stage.lines.developer.push(...goodWork());
  stage.lines.reviewer.push(calls(findsNothing));
  const card = stage.paint();
  assert.ok(card);
  await twice(stage, () => stage.pipeline.approve(card));
  assert.equal(facts(stage, "round-start").length, 1);
  assert.equal(facts(stage, "task-start").length, 1);
});

test("two quick sends of a message ask the architect once", async (context) => {
  const stage = await badInputStage(context);
  stage.lines.architect.push(says("Yes?"));
  await twice(stage, () => stage.pipeline.sendMessage("Hello", null));
  assert.equal(facts(stage, "message-add").length, 1);
});

test("an approval does not slip past a message the architect is still answering", async (context) => {
  const stage = await proposed(context);
  stage.lines.architect.push(says("Hm."));
  const card = stage.paint();
  const [sent, approved] = await Promise.all([
    stage.pipeline.sendMessage("Wait, one more thing.", card),
    stage.pipeline.sendMessage("approved", card),
  ]);
  await stage.pipeline.idle();
  assert.equal(sent, null);
  assert.match(approved ?? "", /architect is still answering/);
  assert.equal(stage.store.state.round, null);
});

test("two quick clicks on Go on take the task up once", async (context) => {
  const stage = await proposed(context);
  const stops: Line = async () => {
    stage.pipeline.stop();
    return calls(reads("src/greet.mjs"));
  };
  stage.lines.developer.push(stops);
  await stage.approve();
  assert.equal(stage.task().status, "stopped");
  stage.lines.developer.push(...goodWork());
  stage.lines.reviewer.push(calls(findsNothing));
  await twice(stage, () => stage.pipeline.goOn());
  assert.equal(stage.task().status, "done");
  assert.equal(facts(stage, "task-start").length, 2);
});

test("two quick clicks on Send decisions send them once", async (context) => {
  const stage = await built(context, goodWork(), findsOne);
  const fixes = [
    calls(reads("src/greet.mjs")),
    calls(edits("src/greet.mjs", "(bows) hello", "hello, bowing")),
    calls(finishes),
  ];
  stage.lines.developer.push(...fixes);
  stage.lines.reviewer.push(calls(findsNothing));
  await twice(stage, () => stage.pipeline.sendDecisions());
  assert.deepEqual(
    facts(stage, "decisions-settle").map(({ accepted }) => accepted.length),
    [1, 0],
  );
  assert.equal(stage.store.state.phase, "gate");
});

test("two quick clicks on Keep or on Undo end the round once", async (context) => {
  const kept = await built(context);
  await twice(kept, () => kept.pipeline.keep(null));
  assert.equal(facts(kept, "round-end").length, 1);
  const undone = await built(context);
  await twice(undone, () => undone.pipeline.undo());
  assert.equal(facts(undone, "round-end").length, 1);
});

test("Keep and Undo at once: the first one counts", async (context) => {
  const stage = await built(context);
  const [kept, undone] = await Promise.all([stage.pipeline.keep(null), stage.pipeline.undo()]);
  assert.deepEqual([kept, undone], [null, "There is no round to undo."]);
  assert.equal(stage.store.state.phase, "kept");
});

test("Go on where nothing was interrupted does nothing, above all no second review", async (context) => {
  const stage = await built(context, goodWork(), findsOne);
  assert.match((await stage.pipeline.goOn()) ?? "", /nothing to go on with/);
  assert.equal(stage.store.state.round?.findings.length, 1);
  assert.equal(facts(stage, "review-start").length, 1);
});

test("a round whose gate did not pass is kept only with a reason, which is kept too", async (context) => {
  const half = [
    calls(reads("src/greet.mjs")),
    calls(edits("src/greet.mjs", "hello", "(bows) hello")),
    calls(finishes),
  ];
  const stage = await built(context, half);
  assert.match((await stage.pipeline.keep(null)) ?? "", /gate did not pass/);
  assert.match((await stage.pipeline.keep("  \n")) ?? "", /gate did not pass/);
  assert.equal(await stage.pipeline.keep(" The bow can wait. "), null);
  assert.equal(facts(stage, "round-end")[0]?.reason, "The bow can wait.");
});

test("a round whose gate passed is kept without one", async (context) => {
  const stage = await built(context);
  assert.equal(await stage.pipeline.keep("because"), null);
  assert.equal(facts(stage, "round-end")[0]?.reason, null);
  const over = await stage.pipeline.sendMessage("approved", stage.paint());
  assert.match(over ?? "", /round of plan v1 is over/);
});

test("a round cannot be kept before its gate", async (context) => {
  const stage = await built(context, goodWork(), findsOne);
  assert.match((await stage.pipeline.keep("now")) ?? "", /once the gate has run/);
});

test("undo puts back what the round wrote and leaves what the person changed, and says so", async (context) => {
  const stage = await built(context);
  const path = join(stage.root, "src/greet.mjs");
  await writeFile(path, "export const greet = () => 'mine';\n");
  assert.equal(await stage.pipeline.undo(), null);
  assert.deepEqual(facts(stage, "round-end")[0]?.leftAlone, ["src/greet.mjs"]);
  assert.match(await readFile(path, "utf8"), /mine/);
  await assert.rejects(readFile(join(stage.root, "src/bow.mjs")), /ENOENT/);
  await assert.rejects(readFile(join(stage.root, facts(stage, "round-start")[0]?.planPath ?? "")));
});

test("what the person wrote between two edits of the round is not lost by undo", async (context) => {
  const stage = await proposed(context);
  const path = join(stage.root, "src/greet.mjs");
  const personWrites: Line = async () => {
    await writeFile(path, `${await readFile(path, "utf8")}// mine\n`);
    return calls(reads("src/greet.mjs"));
  };
  const [read, work, finish] = goodWork();
  assert.ok(read && work && finish);
  const again = calls(edits("src/greet.mjs", "(bows)", "(bows twice)"));
  stage.lines.developer.push(read, work, personWrites, again, finish);
  stage.lines.reviewer.push(calls(findsNothing));
  await stage.approve();
  assert.equal(await stage.pipeline.undo(), null);
  assert.deepEqual(facts(stage, "round-end")[0]?.leftAlone, ["src/greet.mjs"]);
  assert.match(await readFile(path, "utf8"), /\/\/ mine/);
});

test("dropping a task undoes its edits and no other's, and the round goes on", async (context) => {
  const stage = await proposed(context, twoTasks);
  const stops: Line = async () => {
    stage.pipeline.stop();
    return calls(reads("src/other.mjs"));
  };
  const other = calls(edits("src/other.mjs", "export {};", "export const x = 1;"));
  stage.lines.developer.push(...goodWork(), calls(reads("src/other.mjs")), other, stops);
  await stage.approve();
  assert.deepEqual([stage.task("T1").status, stage.task("T2").status], ["done", "stopped"]);
  assert.match((await stage.pipeline.dropTask("T1")) ?? "", /Only a task that was stopped/);
  stage.lines.reviewer.push(calls(findsNothing));
  await twice(stage, () => stage.pipeline.dropTask("T2"));
  assert.equal(stage.task("T2").status, "dropped");
  assert.equal(await readFile(join(stage.root, "src/other.mjs"), "utf8"), "export {};\n");
  assert.notEqual(await readFile(join(stage.root, "src/greet.mjs"), "utf8"), greeting);
  const matches = stage.store.state.round?.gate?.parts?.find(({ part }) => part === "matches");
  assert.match(matches?.summary ?? "", /T2 dropped/);
});

test("two quick saves of the plan are two versions, and the newer text is the newest", async (context) => {
  const stage = await proposed(context);
  const first = plan.replace("quiet", "silent");
  const second = plan.replace("quiet", "still");
  await Promise.all([stage.pipeline.planEdited(1, first), stage.pipeline.planEdited(1, second)]);
  const numbers = facts(stage, "plan-propose").map(({ number, by }) => `${number} ${by}`);
  assert.deepEqual(numbers, ["1 architect", "2 person", "3 person"]);
  assert.equal(stage.store.state.plan?.markdown, second);
  assert.deepEqual(stage.store.state.lock, { kind: "locked", reason: "waiting", plan: 3 });
});

test("a plan edited during a round can be approved after the round was undone", async (context) => {
  const stage = await built(context, goodWork(), findsOne);
  await stage.pipeline.planEdited(1, plan.replace("quiet", "still"));
  assert.equal(await stage.pipeline.undo(), null);
  assert.deepEqual(stage.store.state.lock, { kind: "locked", reason: "waiting", plan: 2 });
  stage.lines.developer.push(...goodWork());
  stage.lines.reviewer.push(calls(findsNothing));
  await stage.approve();
  assert.equal(stage.store.state.round?.number, 2);
});

test("a roster that changed after the card was made is seen before it can be approved", async (context) => {
  const stage = await proposed(context);
  const card = stage.paint();
  assert.ok(card);
  stage.world.models.reviewer = { provider: "openai", id: "gpt-6.1-nova" };
  assert.match((await stage.pipeline.approve(card)) ?? "", /roster changed since this card/);
  const { plan: shown, lock, timeline } = stage.store.state;
  assert.deepEqual(
    shown?.card.roster.map(({ model }) => model),
    ["claude-sonnet-5-5", "gpt-6.1-nova"],
  );
  assert.deepEqual([shown?.number, lock.kind], [1, "locked"]);
  assert.equal(timeline.filter(({ kind }) => kind === "plan").length, 1);
  assert.match((await stage.pipeline.approve(card)) ?? "", /newer than what you saw/);
  stage.lines.developer.push(...goodWork());
  stage.lines.reviewer.push(calls(findsNothing));
  await stage.approve();
  assert.equal(stage.store.state.round?.looks[0]?.reviewers[0]?.model.id, "gpt-6.1-nova");
});

test("an approval that cannot be verified any more locks, and a new one goes on", async (context) => {
  const stage = await proposed(context);
  const stops: Line = async () => {
    stage.pipeline.stop();
    return calls(reads("src/greet.mjs"));
  };
  stage.lines.developer.push(stops);
  await stage.approve();
  await stage.deps.approvals.save("session-test.1", '{"text":"{}","code":"0"}');
  assert.match((await stage.pipeline.goOn()) ?? "", /cannot be verified/);
  assert.equal(stage.store.state.lock.kind, "locked");
  stage.lines.developer.push(...goodWork());
  stage.lines.reviewer.push(calls(findsNothing));
  await stage.approve();
  assert.equal(stage.task().status, "done");
});

test("after a restart the architect knows every message, also one that was never answered", async (context) => {
  const stage = await badInputStage(context);
  const failure = { what: "Broken.", why: "A line.", next: "Mend it.", action: null };
  stage.world.rosterFailure = failure;
  await stage.say("First thing.");
  stage.world.rosterFailure = null;
  stage.lines.architect.push(says("I see."));
  await stage.say("Second thing.");
  const asked: string[] = [];
  const port = {
    respond: async ({ messages }: { readonly messages: readonly unknown[] }) => {
      asked.push(...messages.map((message) => JSON.stringify(message)));
      return says("All three.");
    },
  };
  const again = await pipelineStage(stage.root, port, stage.events);
  assert.equal(await again.pipeline.sendMessage("Third thing.", null), null);
  await again.pipeline.idle();
  const roles = asked.map((message) => /First|Second|Third|No answer|I see/.exec(message)?.[0]);
  assert.deepEqual(roles, ["First", "No answer", "Second", "I see", "Third"]);
});

test("an answer that failed can be asked for again without typing the message a second time", async (context) => {
  const stage = await badInputStage(context);
  stage.lines.architect.push(fails("unauthorized", "invalid key"));
  await stage.say("Make the greeting polite.");
  assert.equal(stage.pipeline.status().tryAgain, true);

  stage.lines.architect.push(says("Here I am."));
  await twice(stage, () => stage.pipeline.tryAgain());
  assert.equal(stage.pipeline.status().tryAgain, false);
  assert.equal(facts(stage, "message-add").length, 1);
  assert.equal(facts(stage, "turn-end").at(-1)?.text, "Here I am.");
  assert.match((await stage.pipeline.tryAgain()) ?? "", /no answer that failed/);
});
