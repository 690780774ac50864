import assert from "node:assert/strict";
import {
  type CommentController,
  type CommentThread,
  CommentThreadCollapsibleState,
  CommentThreadState,
  type MarkdownString,
  Position,
  Range,
  WorkspaceEdit,
  window,
  workspace,
} from "vscode";
import { followFindings } from "../../../src/vscode/review/finding-anchors.ts";
import { registerFindingDecorations } from "../../../src/vscode/review/finding-decorations.ts";
import {
  createFindingController,
  createFindingThreads,
} from "../../../src/vscode/review/finding-threads.ts";
import { createOpenChanges } from "../../../src/vscode/review/open-changes.ts";
import { hostTest } from "../host-test.ts";
import {
  decide,
  findingAdd,
  reviewEnd,
  reviewStart,
  roundStart,
  scriptedSession,
  sessionStart,
} from "./scripted-session.ts";
import { tempFolder } from "./temp-folder.ts";
import { until } from "./until.ts";

const source = "const a = 1;\ncatch (e) {}\nconst b = 2;\ncatch (e) {}\n";
const first = { path: "client.ts", line: 2, text: "catch (e) {}" };
const second = { path: "client.ts", line: 3, text: "const b = 2;" };

/** The real controller, with a list of what it made: VS Code offers no way to ask for the threads. */
function listing(controller: CommentController, made: CommentThread[]): CommentController {
  return {
    id: controller.id,
    label: controller.label,
    createCommentThread(...args) {
      const thread = controller.createCommentThread(...args);
      made.push(thread);
      return thread;
    },
    dispose: () => controller.dispose(),
  };
}

async function stage() {
  const folder = await tempFolder();
  const file = await folder.write("client.ts", source);
  const session = scriptedSession();
  session.happen(sessionStart, roundStart, reviewStart);
  const anchors = followFindings({ root: folder.uri, session: session.view });
  const made: CommentThread[] = [];
  const threads = createFindingThreads({
    anchors,
    changes: createOpenChanges({ root: folder.uri, session: session.view }),
    controller: listing(createFindingController(), made),
  });
  const decorations = registerFindingDecorations(anchors);
  const threadOf = (id: string): CommentThread => {
    const thread = made.find((one) => threads.findingOf(one) === id);
    assert.ok(thread, `no thread for ${id}`);
    return thread;
  };
  return {
    ...{ folder, file, session, anchors, made, threads, threadOf },
    async [Symbol.asyncDispose]() {
      await folder[Symbol.asyncDispose]();
      for (const one of [decorations, threads, anchors]) one.dispose();
    },
  };
}

function lineOf(thread: CommentThread): number {
  return (thread.range?.start.line ?? -1) + 1;
}

hostTest("a finding is a thread on the real file with reviewer, claim and reason", async () => {
  await using it = await stage();
  it.session.happen(findingAdd("f1", first), findingAdd("f2", second), reviewEnd);
  const thread = it.threadOf("f1");
  assert.equal(thread.uri.toString(), it.file.toString());
  assert.equal(lineOf(thread), 2);
  assert.equal(thread.label, "gpt-6.1-sol · major · recommended: accept");
  assert.equal(thread.contextValue, "finding.open");
  assert.equal(thread.state, CommentThreadState.Unresolved);
  const comment = thread.comments[0];
  assert.equal(comment?.author.name, "pedant");
  const body = comment?.body as MarkdownString;
  assert.match(body.value, /^\*\*400 responses are retried\\.\*\* /);
  assert.match(body.value, /`e\.status`/);
  assert.ok(!body.isTrusted && !body.supportHtml);
  assert.equal(thread.collapsibleState, CommentThreadCollapsibleState.Expanded);
  const other = it.threadOf("f2");
  assert.equal(other.collapsibleState, CommentThreadCollapsibleState.Collapsed);
});

hostTest("a decision resolves the thread and says whose it is", async () => {
  await using it = await stage();
  it.session.happen(findingAdd("f1", first), findingAdd("f2", second), reviewEnd);
  it.session.happen(decide("f1", "accept"), decide("f2", "reject", "Callers check it."));
  const [one, two] = [it.threadOf("f1"), it.threadOf("f2")];
  assert.equal(one.label, "gpt-6.1-sol · major · accepted by you");
  assert.equal(one.contextValue, "finding.accepted");
  assert.equal(one.state, CommentThreadState.Resolved);
  assert.equal(one.comments.length, 1);
  assert.equal(two.contextValue, "finding.rejected");
  assert.deepEqual(
    two.comments.map(({ author }) => author.name),
    ["pedant", "You"],
  );
  it.session.happen({ type: "decisions-settle", look: 1, accepted: ["f1"] });
  assert.equal(one.contextValue, "finding.closed");
  assert.equal(one.canReply, false);
  it.session.happen({ type: "round-end", outcome: "kept", reason: null, leftAlone: [] });
  assert.equal(it.threads.findingOf(one), undefined);
  assert.equal(it.anchors.places.size, 0);
});

hostTest(
  "a thread keeps to its lines while the person types above, even among equal lines",
  async () => {
    await using it = await stage();
    it.session.happen(findingAdd("f1", first), findingAdd("f2", second), reviewEnd);
    const editor = await window.showTextDocument(it.file);
    await editor.edit((edit) => edit.insert(new Position(0, 0), "// 1\n// 2\n"));
    await until("the first thread moved", () => lineOf(it.threadOf("f1")) === 4);
    await until("the second thread moved", () => lineOf(it.threadOf("f2")) === 5);
    await editor.edit((edit) => edit.delete(new Range(4, 0, 5, 0)));
    await until("the second is outdated", () =>
      it.threadOf("f2").label?.endsWith("these lines have changed"),
    );
    await editor.edit((edit) => edit.insert(new Position(4, 0), "const b = 2;\n"));
    await until("the second is back", () => it.anchors.places.get("f2")?.outdated === false);
    assert.equal(lineOf(it.threadOf("f2")), 5);
  },
);

hostTest("a finding on a file that changed on disk is found when the file is opened", async () => {
  await using it = await stage();
  it.session.happen(findingAdd("f2", second), reviewEnd);
  await it.folder.write("client.ts", `// new\n${source}`);
  await workspace.openTextDocument(it.file);
  await until("the thread moved", () => lineOf(it.threadOf("f2")) === 4);
});

hostTest("revealing a finding opens its lines and unfolds it alone", async () => {
  await using it = await stage();
  it.session.happen(findingAdd("f1", first), findingAdd("f2", second), reviewEnd);
  await it.threads.reveal("f2");
  const editor = await until("the file is open", () =>
    window.activeTextEditor?.document.uri.path === it.file.path ? window.activeTextEditor : null,
  );
  await until("the cursor is there", () => editor.selection.active.line === 2);
  const { Collapsed, Expanded } = CommentThreadCollapsibleState;
  assert.equal(it.threadOf("f2").collapsibleState, Expanded);
  assert.equal(it.threadOf("f1").collapsibleState, Collapsed);
  const edit = new WorkspaceEdit();
  edit.insert(it.file, new Position(0, 0), "\n");
  assert.ok(await workspace.applyEdit(edit));
  await until("the thread moved", () => lineOf(it.threadOf("f2")) === 4);
});
