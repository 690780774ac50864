import assert from "node:assert/strict";
import { test } from "node:test";
import { onStage } from "../support/stage.ts";
import { Sidebar } from "./pages/sidebar.ts";

test("The extension starts in a real workbench and its composer is ready to be typed into", async () => {
  await onStage({ name: "smoke", team: [] }, async ({ workbench, vendors }) => {
    const sidebar = new Sidebar(workbench);
    await sidebar.open();
    await sidebar.waitForLock("Locked: no plan yet");
    await sidebar.composer.fill("Hello");
    assert.equal(await sidebar.composer.inputValue(), "Hello");
    assert.equal(vendors.requests().length, 0, "nothing is sent before the person sends it");
    await workbench.screenshot("smoke");
  });
});
