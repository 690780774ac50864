import assert from "node:assert/strict";
import { appendFile, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Locator } from "playwright-core";
import { anthropicWire } from "../contract/anthropic-wire.ts";
import { json } from "../contract/call-vendor.ts";
import { team } from "../fixtures/teams/mail-bot.ts";
import { type Reply, startFaultVendor } from "../support/fault-vendor.ts";
import { slowDeveloper } from "../support/slow-developer.ts";
import { onStage } from "../support/stage.ts";
import { treeHash } from "../support/tree-hash.ts";
import { Sidebar } from "./pages/sidebar.ts";
import type { WorkbenchPage } from "./pages/workbench-page.ts";
import { designPlan } from "./story.ts";

const html: Reply = {
  headers: { "content-type": "text/html; charset=utf-8" },
  chunks: ["<!doctype html><title>Sign in</title><p>Please sign in."],
};
const half: Reply = { chunks: [anthropicWire.begin("Half an ans")], finish: "cut" };
const busy = json(anthropicWire.refuse("rate-limited"), { "retry-after": "2" });
const fine = (text: string): Reply => ({ chunks: [anthropicWire.stream({ text })] });

test("A missing key, a wrong key, a faulty vendor and a broken role file are told in the conversation, which goes on", async (context) => {
  const vendor = await startFaultVendor();
  context.after(() => vendor.close());
  const server = {
    env: { ANTHROPIC_API_KEY: "", SIGNOFF_REHEARSAL: "" },
    userSettings: { "signoff.anthropic.baseUrl": vendor.origin },
  };
  await onStage({ name: "bad-input", team: [], server }, async ({ workbench, folder }) => {
    const sidebar = new Sidebar(workbench);
    const untouched = await treeHash(folder);
    const says = async (text: string, ...replies: readonly Reply[]): Promise<void> => {
      vendor.answer((index) => replies[index] ?? replies.at(-1) ?? { chunks: [] });
      await sidebar.waitUntilIdle();
      await sidebar.send(text);
    };
    await sidebar.open();

    await says("Nobody has a key yet.", fine("unreachable"));
    await failure(sidebar, "There is no key for Anthropic.").waitFor();
    assert.equal(vendor.received.length, 0, "without a key nothing is sent");
    await workbench.screenshot("bad-input-1-no-key");
    await failure(sidebar, "There is no key for Anthropic.")
      .getByRole("button", { name: "Enter key" })
      .click();
    await enterKey(workbench, "Anthropic", "sk-wrong");

    await says("The key is wrong.", json(anthropicWire.refuse("wrong-key")));
    await failure(sidebar, "Anthropic did not accept the key").waitFor();
    assert.match(JSON.stringify(vendor.received[0]?.headers), /sk-wrong/);
    const wrongKey = failure(sidebar, "Anthropic did not accept the key");
    await wrongKey.getByRole("button", { name: "Enter key" }).waitFor();
    await workbench.screenshot("bad-input-2-wrong-key");

    await says("Is it busy?", busy, fine("Not any more."));
    await sidebar.conversation.getByText("Too many requests. Trying again in 2 s.").waitFor();
    await workbench.screenshot("bad-input-3-busy");
    await sidebar.conversation.getByText("Not any more.").waitFor();

    await says("Who answers?", html);
    await failure(sidebar, "Something other than the API of Anthropic answered").waitFor();
    await workbench.screenshot("bad-input-4-html");

    await says("Do you ever finish?", half);
    await failure(sidebar, "broke off").waitFor();
    await workbench.screenshot("bad-input-5-half");
    await failure(sidebar, "broke off").getByRole("button", { name: "Show log" }).click();
    await workbench.page.getByText("broke off: The answer").first().waitFor();

    await mkdir(join(folder, ".signoff", "agents"), { recursive: true });
    const roleFile = join(folder, ".signoff", "agents", "architect.md");
    await writeFile(roleFile, "---\nrole: king\n---\nRule.\n");
    await says("Who are you?", fine("unreachable"));
    await failure(sidebar, ".signoff/agents/architect.md cannot be used").waitFor();
    assert.equal(vendor.received.length, 0, "no model is asked");
    await workbench.screenshot("bad-input-6-role-file");
    await rm(join(folder, ".signoff"), { recursive: true });

    await says("And now?", fine("Now I am the architect again."));
    await sidebar.conversation.getByText("Now I am the architect again.").waitFor();
    assert.equal(await treeHash(folder), untouched, "nothing was written");
  });
});

/** The card in the conversation that says what went wrong with these words. */
function failure(sidebar: Sidebar, words: string): Locator {
  return sidebar.conversation.locator(".failure").filter({ hasText: words });
}

/** Answers VS Code's two questions: whose key, and which. */
async function enterKey({ page }: WorkbenchPage, vendor: string, key: string): Promise<void> {
  const input = page.locator(".quick-input-widget");
  await input.locator(".monaco-list-row").filter({ hasText: vendor }).click();
  await input.locator("input[type=password]").fill(key);
  await page.keyboard.press("Enter");
  await page.getByText(`The key for ${vendor} is kept.`).first().waitFor();
}

test("Without a folder the sidebar says so, offers to open one and keeps what was typed", async () => {
  const server = { folder: null };
  await onStage({ name: "no-folder", team: [], server }, async ({ workbench, vendors }) => {
    const sidebar = new Sidebar(workbench);
    await sidebar.open();
    await sidebar.setupCard.getByText("No folder is open.").waitFor();
    await sidebar.setupCard.getByRole("button", { name: "Open folder" }).waitFor();
    await sidebar.send("Hello");
    await sidebar.refusal.getByText("No folder is open.").waitFor();
    assert.equal(await sidebar.composer.inputValue(), "Hello");
    assert.equal(vendors.requests().length, 0);
    await workbench.screenshot("bad-input-7-no-folder");
  });
});

test("In a folder that is not trusted nothing is sent or kept, and the sidebar says how to change that", async (context) => {
  const dataFolder = await mkdtemp(join(tmpdir(), "signoff-untrusted-"));
  context.after(() => rm(dataFolder, { recursive: true, force: true, maxRetries: 5 }));
  const server = {
    trust: false,
    dataFolder,
    userSettings: { "security.workspace.trust.startupPrompt": "never" },
  };
  await onStage({ name: "untrusted", team: [], server }, async ({ workbench, vendors, folder }) => {
    const sidebar = new Sidebar(workbench);
    const untouched = await treeHash(folder);
    await sidebar.open();
    await sidebar.setupCard.getByText("This folder is not trusted.").waitFor();
    await sidebar.send("Hello");
    await sidebar.refusal.getByText("This folder is not trusted.").waitFor();
    assert.equal(await sidebar.composer.inputValue(), "Hello");
    assert.equal(vendors.requests().length, 0);
    const kept = await readdir(dataFolder, { recursive: true });
    const ours = kept.filter((path) => /journal\.jsonl$|signoff\.signoff.*sessions/.test(path));
    assert.deepEqual(ours, [], "no session is kept");
    assert.equal(await treeHash(folder), untouched);
    await workbench.screenshot("bad-input-8-untrusted");
    await sidebar.setupCard.getByRole("button", { name: "Manage workspace trust" }).click();
    const trust = workbench.page.locator(".monaco-modal-editor-block");
    await trust.getByText("You are in Restricted Mode").waitFor();
    await trust.getByRole("button", { name: "Trust", exact: true }).click();
    await sidebar.setupCard.waitFor({ state: "hidden" });
    await trust.getByRole("button", { name: /^Close/ }).click();
    await sidebar.send("Hello again");
    await sidebar.conversation.getByText("I have no line for this").waitFor();
    await workbench.screenshot("bad-input-9-trusted");
  });
});

test("A constraint document changed during the build stops it, and approving again goes on with the same round", async () => {
  const slow = slowDeveloper(team);
  await onStage({ name: "bad-input-lock", team: slow }, async ({ workbench, folder }) => {
    const sidebar = new Sidebar(workbench);
    await designPlan(sidebar);
    await sidebar.approve(1);
    await sidebar.taskCard("T1").waitFor();
    await appendFile(join(folder, "CONSTRAINTS.md"), "\n- Nothing is ever sent twice.\n");
    await sidebar.waitForLock(/the constraint document changed; plan v1 needs your approval again/);
    await failure(sidebar, "The build stopped because the approval no longer holds.").waitFor();
    await workbench.screenshot("bad-input-10-locked");
    await sidebar.approve(1);
    await sidebar.waitForLock(/Unlocked by you \d\d:\d\d, plan v1/);
    await sidebar.reviewCard(1).getByRole("button", { name: "Send decisions" }).waitFor();
    await workbench.screenshot("bad-input-11-went-on");
  });
});
