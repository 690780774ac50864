import assert from "node:assert/strict";
import { test } from "node:test";
import { team } from "../fixtures/teams/mail-bot.ts";
import { slowDeveloper } from "../support/slow-developer.ts";
import { onStage } from "../support/stage.ts";
import { Sidebar } from "./pages/sidebar.ts";
import { designPlan, wish } from "./story.ts";

// The served workbench keeps secrets in the page, so a reload loses the key that approvals are
// sealed with, as when a person's key ring is emptied: what cannot be verified counts as absent.
const unverified = "Locked: your approval cannot be verified; plan v1 needs it again";

test("A window reloaded in the middle of a review shows everything again; without a verifiable approval nothing goes on until the person approves again", async () => {
  await onStage({ name: "resume-review", team }, async ({ workbench }) => {
    const sidebar = new Sidebar(workbench);
    await designPlan(sidebar);
    await sidebar.approve(1);
    await sidebar.reviewCard(1).getByRole("button", { name: "Send decisions" }).waitFor();

    await workbench.reload();
    await sidebar.open();
    await sidebar.conversation.getByText(wish).waitFor();
    await sidebar.reviewCard(1).getByText("2 findings").first().waitFor();
    assert.equal(await sidebar.taskCard("T2").count(), 1);
    await sidebar.waitForLock(unverified);
    await workbench.screenshot("resume-1-review");
    await sidebar.approve(1);
    await sidebar.waitForLock(/Unlocked by you \d\d:\d\d, plan v1/);
    await sidebar.sendDecisions(1);
    await sidebar.gateCard.getByRole("button", { name: "Keep round" }).waitFor();
  });
});

test("A window reloaded while a task is being built says so, and the task is taken up again after a new approval", async () => {
  await onStage({ name: "resume-build", team: slowDeveloper(team) }, async ({ workbench }) => {
    const sidebar = new Sidebar(workbench);
    await designPlan(sidebar);
    await sidebar.approve(1);
    await sidebar.taskCard("T1").waitFor();

    await workbench.reload();
    await sidebar.open();
    const task = sidebar.taskCard("T1");
    await task.getByText("The task was interrupted.").waitFor();
    await sidebar.waitForPhase("Stopped");
    await sidebar.waitForLock(unverified);
    assert.equal(await task.getByRole("button", { name: "Go on" }).count(), 0);
    await workbench.screenshot("resume-2-interrupted");
    await sidebar.approve(1);
    await sidebar.waitForLock(/Unlocked by you \d\d:\d\d, plan v1/);
    await sidebar.reviewCard(1).getByRole("button", { name: "Send decisions" }).waitFor();
  });
});
