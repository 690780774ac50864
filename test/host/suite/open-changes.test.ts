import assert from "node:assert/strict";
import { TabInputTextDiff, window, workspace } from "vscode";
import {
  type BeforeDocument,
  registerBeforeDocuments,
} from "../../../src/vscode/review/before-documents.ts";
import { createOpenChanges } from "../../../src/vscode/review/open-changes.ts";
import { hostTest } from "../host-test.ts";
import { edit, roundStart, scriptedSession, sessionStart } from "./scripted-session.ts";
import { tempFolder } from "./temp-folder.ts";
import { until } from "./until.ts";

async function stage(before: Readonly<Record<string, string>>) {
  const folder = await tempFolder();
  const session = scriptedSession();
  session.happen(sessionStart, roundStart);
  const asked: BeforeDocument[] = [];
  const documents = registerBeforeDocuments({
    root: folder.uri,
    read: async (document) => {
      asked.push(document);
      return before[document.path] ?? null;
    },
  });
  const changes = createOpenChanges({ root: folder.uri, session: session.view });
  return {
    ...{ folder, session, changes, asked },
    async [Symbol.asyncDispose]() {
      await folder[Symbol.asyncDispose]();
      documents.dispose();
    },
  };
}

function activeDiff(): TabInputTextDiff | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof TabInputTextDiff ? input : undefined;
}

hostTest(
  "a changed file opens as a diff with the real file on the right, at the line",
  async () => {
    await using it = await stage({ "llm/client.ts": "one\ntwo\n" });
    const now = await it.folder.write("llm/client.ts", "one\nTWO\nthree\n");
    it.session.happen(...edit("llm/client.ts", "h1", "h2"));
    await it.changes.openFileChange("llm/client.ts", 2);
    const diff = await until("the diff is open", activeDiff);
    assert.equal(diff.modified.toString(), now.toString());
    assert.equal(diff.original.path, now.path);
    const tab = window.tabGroups.activeTabGroup.activeTab;
    assert.equal(tab?.label, "client.ts (before the round ↔ now)");
    const left = await workspace.openTextDocument(diff.original);
    assert.equal(left.getText(), "one\ntwo\n");
    assert.deepEqual(it.asked[0], { session: "session-1", round: 1, path: "llm/client.ts" });
    const editor = await until("the line is selected", () =>
      window.activeTextEditor?.selection.active.line === 1 ? window.activeTextEditor : undefined,
    );
    assert.equal(editor.document.uri.toString(), now.toString());
  },
);

hostTest("a created file has an empty left side, a deleted one an empty right side", async () => {
  await using it = await stage({ "old.ts": "gone\n" });
  await it.folder.write("new file ü.ts", "fresh\n");
  it.session.happen(...edit("new file ü.ts", null, "h1"), ...edit("old.ts", "h2", null));
  await it.changes.openFileChange("new file ü.ts", null);
  const created = await until("the created file is open", activeDiff);
  assert.equal((await workspace.openTextDocument(created.original)).getText(), "");
  await it.changes.openFileChange("old.ts", 1);
  const deleted = await until("the deleted file is open", () => {
    const diff = activeDiff();
    return diff?.modified.path.endsWith("old.ts") ? diff : undefined;
  });
  assert.equal((await workspace.openTextDocument(deleted.original)).getText(), "gone\n");
  assert.equal((await workspace.openTextDocument(deleted.modified)).getText(), "");
});

hostTest("a file the round did not touch opens by itself", async () => {
  await using it = await stage({});
  const uri = await it.folder.write("readme.md", "# Read me\n");
  await it.changes.openFileChange("readme.md", 1);
  await until("the file is open", () => window.activeTextEditor?.document.uri.path === uri.path);
  assert.equal(activeDiff(), undefined);
});

hostTest("all changes of the round open in one editor", async () => {
  await using it = await stage({ "a.ts": "a\n", "b.ts": "b\n" });
  await it.folder.write("a.ts", "A\n");
  await it.folder.write("c.ts", "C\n");
  const edits = [edit("a.ts", "h1", "h2"), edit("b.ts", "h3", null), edit("c.ts", null, "h4")];
  it.session.happen(...edits.flat());
  await it.changes.openAllChanges();
  const label = () => window.tabGroups.activeTabGroup.activeTab?.label;
  // VS Code adds the number of files.
  await until("the editor is open", () => label()?.startsWith("Round 1 (before ↔ now)"));
});
