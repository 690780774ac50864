import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import { team } from "../fixtures/teams/mail-bot.ts";
import { slowDeveloper } from "../support/slow-developer.ts";
import { onStage } from "../support/stage.ts";
import { treeHash } from "../support/tree-hash.ts";
import { Board } from "./pages/board.ts";
import { DiffComments } from "./pages/diff-comments.ts";
import { PlanDocument } from "./pages/plan-document.ts";
import { Sidebar } from "./pages/sidebar.ts";
import { designPlan } from "./story.ts";

const run = promisify(execFile);
const defect = "Every error is tried again";
const pedantry = "is a vague name";

test("A person talks a feature through, approves by word, decides on findings on the diff and the board, and keeps the round", async () => {
  await onStage({ name: "keep", team }, async ({ workbench, folder }) => {
    const sidebar = new Sidebar(workbench);
    const before = await treeHash(folder);
    await designPlan(sidebar);
    assert.equal(await treeHash(folder), before, "the design phase leaves every byte as it was");
    await workbench.screenshot("keep-1-plan-card");

    const document = new PlanDocument(workbench, sidebar);
    await document.open(1);
    await document.append("\n- How long may a mail wait at most?\n");
    await sidebar.send("approved");
    await sidebar.refusal.getByText("not saved").waitFor();
    assert.equal(await sidebar.composer.inputValue(), "approved", "what was typed is kept");
    assert.equal(await treeHash(folder), before);
    await workbench.screenshot("keep-2-word-refused");
    await document.save();
    await sidebar.planCard(2).waitFor();
    await sidebar.waitForLock("Locked: waiting for your approval of plan v2");

    await sidebar.approveByWord("approved.");
    await sidebar.waitForLock(/Unlocked by you \d\d:\d\d, plan v2/);
    await sidebar.taskCard("T1").waitFor();
    await workbench.screenshot("keep-3-building");

    await sidebar.reviewCard(1).getByRole("button", { name: "Send decisions" }).waitFor();
    const board = new Board(workbench);
    await board.open();
    await board.reviewTable.getByText(defect).first().waitFor();
    await workbench.screenshot("keep-4-board");
    await board.openFinding(defect);
    const comments = new DiffComments(workbench);
    await comments.accept(defect);
    await workbench.screenshot("keep-5-diff");
    await board.open();
    await board.decide(pedantry, "Reject");
    await board.sendDecisions();

    await sidebar.taskCard("fix-1").waitFor();
    await sidebar.gateCard.getByRole("button", { name: "Keep round" }).waitFor();
    await workbench.screenshot("keep-6-gate");
    await sidebar.keepRound();
    await sidebar.waitForLock("Locked: the round of plan v2 is over");
    await workbench.screenshot("keep-7-kept");

    const { stdout } = await run("npm", ["test"], { cwd: folder, env: plainEnvironment() });
    assert.match(stdout, /pass 62/, "the sample's own tests pass outside the extension");
  });
});

test("The golden path needs exactly three acts after the conversation, and undo leaves every file byte-identical", async () => {
  // Installed as a person has it: with the development driver VS Code shows no notification at all.
  await onStage(
    { name: "undo", team, server: { installed: true } },
    async ({ workbench, folder }) => {
      const sidebar = new Sidebar(workbench);
      const before = await treeHash(folder);
      await designPlan(sidebar);
      const acts: string[] = [];
      const act = async (name: string, perform: () => Promise<void>): Promise<void> => {
        acts.push(name);
        await perform();
      };

      await act("approve", () => sidebar.approve(1));
      await sidebar.reviewCard(1).getByRole("button", { name: "Send decisions" }).waitFor();
      assert.notEqual(await treeHash(folder), before);
      await act("send decisions", () => sidebar.sendDecisions(1));
      await sidebar.gateCard.getByRole("button", { name: "Keep round" }).waitFor();
      assert.equal(await sidebar.pendingPrompts(), 0, "nothing else asks for the person");
      await act("undo", () => sidebar.undoRound());
      await sidebar.waitForPhase("Undone");

      assert.deepEqual(acts, ["approve", "send decisions", "undo"]);
      assert.equal(await treeHash(folder), before, "every file is byte-identical");
      await workbench.screenshot("undo-1-undone");
    },
  );
});

test("Stop in the build leaves the task stopped, and Go on takes it up again", async () => {
  await onStage({ name: "stop", team: slowDeveloper(team) }, async ({ workbench }) => {
    const sidebar = new Sidebar(workbench);
    await designPlan(sidebar);
    await sidebar.approve(1);
    await sidebar.taskCard("T1").waitFor();
    await sidebar.stop();
    await sidebar.taskCard("T1").getByRole("button", { name: "Go on" }).waitFor();
    await sidebar.waitForPhase("Stopped");
    await workbench.screenshot("stop-1-stopped");
    await sidebar.goOn("T1");
    await sidebar.reviewCard(1).getByRole("button", { name: "Send decisions" }).waitFor();
    assert.equal(await sidebar.taskCard("T2").count(), 1);
  });
});

/** Without what our own test runner leaves for nested ones: with it they would skip their files. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
  return environment;
}
