import assert from "node:assert/strict";
import { ConfigurationTarget, Position, TabInputText, Uri, window, workspace } from "vscode";
import { createPlanDrafts } from "../../../src/vscode/plan/plan-drafts.ts";
import { hostTest } from "../host-test.ts";
import { planPropose, roundStart, scriptedSession, sessionStart } from "./scripted-session.ts";
import { tempFolder } from "./temp-folder.ts";
import { until } from "./until.ts";

async function stage() {
  const folder = await tempFolder();
  const session = scriptedSession();
  session.happen(sessionStart);
  const edits: [number, string][] = [];
  const logged: string[] = [];
  const drafts = createPlanDrafts({
    root: folder.uri,
    folder: (id) => Uri.joinPath(folder.uri, "storage", id),
    session: session.view,
    onPersonEdit: (number, markdown) => edits.push([number, markdown]),
    log: (message) => logged.push(message),
  });
  return {
    ...{ folder, session, drafts, edits },
    async [Symbol.asyncDispose]() {
      await folder[Symbol.asyncDispose]();
      drafts.dispose();
      assert.deepEqual(logged, []);
    },
  };
}

function openPaths(): string[] {
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .map(({ input }) => (input instanceof TabInputText ? input.uri.path : ""));
}

function activeName(): string | undefined {
  return window.activeTextEditor?.document.uri.path.split("/").at(-1);
}

const v1 = "storage/session-1/plan-v1.md";
const v2 = "storage/session-1/plan-v2.md";

hostTest("a proposed plan opens as a Markdown file", async () => {
  await using it = await stage();
  it.session.happen(planPropose(1, "# Plan one\n"));
  await it.drafts.open(null);
  assert.equal(window.activeTextEditor?.document.languageId, "markdown");
  assert.equal(window.activeTextEditor?.document.getText(), "# Plan one\n");
  assert.equal(it.drafts.isDirty(), false);
});

hostTest("typing makes the plan dirty, saving makes it an edit of the person's, once", async () => {
  await using it = await stage();
  let changes = 0;
  const counting = it.drafts.onDirtyChange(() => {
    changes += 1;
  });
  it.session.happen(planPropose(1, "# Plan one\n"));
  await it.drafts.open(null);
  const editor = window.activeTextEditor;
  assert.ok(editor);
  await editor.edit((edit) => edit.insert(new Position(1, 0), "Mine.\n"));
  await until("the plan is dirty", () => it.drafts.isDirty());
  assert.deepEqual(it.edits, []);
  assert.ok(await editor.document.save());
  await until("the edit arrived", () => it.edits.length > 0);
  assert.equal(it.drafts.isDirty(), false);
  assert.equal(changes, 2);
  it.session.happen(planPropose(2, "# Plan one\nMine.\n", "person"));
  await until("the new version took its place", () => activeName() === "plan-v2.md");
  await it.drafts.idle();
  assert.deepEqual(it.edits, [[1, "# Plan one\nMine.\n"]]);
  await until("the old tab is closed", () => !openPaths().some((path) => path.endsWith(v1)));
  await it.drafts.open(1);
  assert.equal(
    window.activeTextEditor?.document.getText(),
    "# Plan one\n",
    "v1 as it was proposed",
  );
  counting.dispose();
});

hostTest("a new version takes the place of an open one, but not of unsaved words", async () => {
  await using it = await stage();
  it.session.happen(planPropose(1, "# Plan one\n"));
  await it.drafts.open(null);
  it.session.happen(planPropose(2, "# Plan two\n"));
  await until("the second version is shown", () => activeName() === "plan-v2.md");
  const editor = window.activeTextEditor;
  assert.ok(editor);
  await editor.edit((edit) => edit.insert(new Position(0, 0), "Mine. "));
  await until("the plan is dirty", () => it.drafts.isDirty());
  it.session.happen(planPropose(3, "# Plan three\n"));
  await it.drafts.idle();
  assert.equal(activeName(), "plan-v2.md");
  assert.equal(
    it.drafts.isDirty(),
    true,
    "unsaved words on a replaced version still hold up an approval",
  );
  assert.ok(await editor.document.save());
  await until("nothing is dirty", () => !it.drafts.isDirty());
  assert.deepEqual(it.edits, [], "text of a replaced version is no edit of the newest");
  assert.equal(await it.folder.read(v2), "Mine. # Plan two\n");
});

hostTest("automatic saving holds the plan back until typing has come to rest", async () => {
  await using it = await stage();
  it.session.happen(planPropose(1, "# Plan one\n"));
  await it.drafts.open(null);
  const editor = window.activeTextEditor;
  assert.ok(editor);
  const files = workspace.getConfiguration("files", editor.document);
  await files.update("autoSave", "afterDelay", ConfigurationTarget.Global);
  await files.update("autoSaveDelay", 50, ConfigurationTarget.Global);
  try {
    await editor.edit((edit) => edit.insert(new Position(0, 0), "Mine. "));
    await until("it is saved by itself", () => !editor.document.isDirty);
    assert.deepEqual([it.drafts.isDirty(), it.edits], [true, []]);
    await until("the edit arrived", () => it.edits.length > 0);
    assert.equal(it.drafts.isDirty(), false);
  } finally {
    await files.update("autoSave", "off", ConfigurationTarget.Global);
    await files.update("autoSaveDelay", undefined, ConfigurationTarget.Global);
  }
});

hostTest("a draft changed by another program is an edit of the person's", async () => {
  await using it = await stage();
  it.session.happen(planPropose(1, "# Plan one\n"));
  await it.drafts.idle();
  await until("the edit arrived", () => {
    // Again and again: VS Code does not say when it has begun to watch.
    void it.folder.write(v1, "# Plan from vim\n");
    return it.edits.length > 0;
  });
  assert.deepEqual(it.edits, [[1, "# Plan from vim\n"]]);
});

hostTest("an approved plan opens where it was published", async () => {
  await using it = await stage();
  it.session.happen(planPropose(1, "# Plan one\n"));
  const published = await it.folder.write(".signoff/plans/retry.md", "# Plan one\n");
  it.session.happen(roundStart);
  await it.drafts.open(null);
  assert.equal(window.activeTextEditor?.document.uri.path, published.path);
  it.session.happen(planPropose(2, "# Plan two\n"));
  await it.drafts.open(null);
  assert.equal(activeName(), "plan-v2.md");
  assert.equal((await workspace.openTextDocument(it.folder.file(v2))).getText(), "# Plan two\n");
});
