import assert from "node:assert/strict";
import { symlink } from "node:fs/promises";
import { commands, EndOfLine, Position, Selection, window, workspace } from "vscode";
import { contentHash } from "../../../src/base/hash.ts";
import { createBeforeImages } from "../../../src/node/before-images.ts";
import { createFileReader } from "../../../src/node/file-reader.ts";
import { createFileWriter } from "../../../src/node/file-writer.ts";
import { vscodeBeforeImages } from "../../../src/vscode/ports/vscode-before-images.ts";
import { vscodeWorkspaceReader } from "../../../src/vscode/ports/vscode-workspace-reader.ts";
import { vscodeWorkspaceWriter } from "../../../src/vscode/ports/vscode-workspace-writer.ts";
import { hostTest } from "../host-test.ts";
import { tempFolder } from "./temp-folder.ts";
import { until } from "./until.ts";

async function stage() {
  const folder = await tempFolder();
  const reader = vscodeWorkspaceReader(folder.uri, createFileReader(folder.uri.fsPath));
  const writer = vscodeWorkspaceWriter(folder.uri, createFileWriter(folder.uri.fsPath));
  return {
    ...{ folder, reader, writer },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

hostTest(
  "an open file is changed through its editor: saved, cursor kept, undo possible",
  async () => {
    await using it = await stage();
    const uri = await it.folder.write("a.ts", "one\ntwo\nthree\n");
    const editor = await window.showTextDocument(uri);
    editor.selection = new Selection(2, 3, 2, 3);
    const after = "one\ninserted\n2\nthree\n";
    const result = await it.writer.write("a.ts", contentHash("one\ntwo\nthree\n"), after);
    assert.deepEqual(result, { ok: true, value: contentHash(after) });
    assert.equal(await it.folder.read("a.ts"), after);
    assert.equal(editor.document.isDirty, false);
    await until("the cursor is where it was", () => editor.selection.active.line === 3);
    await commands.executeCommand("undo");
    await until("the edit is undone", () => editor.document.getText() === "one\ntwo\nthree\n");
  },
);

hostTest(
  "unsaved words are what is read, and are kept by a change that has seen them",
  async () => {
    await using it = await stage();
    const uri = await it.folder.write("a.ts", "one\ntwo\n");
    const editor = await window.showTextDocument(uri);
    await editor.edit((edit) => edit.insert(new Position(0, 0), "mine\n"));
    const read = await it.reader.readFile("a.ts");
    assert.ok(read.ok);
    assert.equal(read.value.text, "mine\none\ntwo\n");
    const blind = await it.writer.write("a.ts", contentHash("one\ntwo\n"), "one\nTWO\n");
    assert.equal(blind.ok || blind.error.kind, "changed");
    assert.equal(editor.document.getText(), "mine\none\ntwo\n");
    const seen = await it.writer.write("a.ts", read.value.hash, "mine\none\nTWO\n");
    assert.ok(seen.ok);
    assert.equal(await it.folder.read("a.ts"), "mine\none\nTWO\n");
  },
);

hostTest(
  "undo brings back the words that were unsaved when the round changed the file",
  async () => {
    await using it = await stage();
    await using storage = await tempFolder();
    const uri = await it.folder.write("a.ts", "one\n");
    const editor = await window.showTextDocument(uri);
    await editor.edit((edit) => edit.insert(new Position(0, 0), "mine\n"));
    const disk = createBeforeImages(it.folder.uri.fsPath, storage.uri.fsPath);
    const images = vscodeBeforeImages(it.folder.uri, disk);
    await images.capture("round-1", "a.ts");
    const written = await it.writer.write("a.ts", contentHash("mine\none\n"), "mine\nONE\n");
    assert.ok(written.ok);
    assert.equal(await images.read("round-1", "a.ts"), "mine\none\n");
    const { leftAlone } = await images.restore("round-1", () => [written.value]);
    assert.deepEqual(leftAlone, []);
    await until("the editor shows it", () => editor.document.getText() === "mine\none\n");
  },
);

hostTest("undo leaves a file with unsaved words alone and says so", async () => {
  await using it = await stage();
  await using storage = await tempFolder();
  const uri = await it.folder.write("a.ts", "one\n");
  const disk = createBeforeImages(it.folder.uri.fsPath, storage.uri.fsPath);
  const images = vscodeBeforeImages(it.folder.uri, disk);
  await images.capture("round-1", "a.ts");
  const written = await it.writer.write("a.ts", contentHash("one\n"), "two\n");
  assert.ok(written.ok);
  const editor = await window.showTextDocument(uri);
  await editor.edit((edit) => edit.insert(new Position(0, 0), "mine\n"));
  const { leftAlone } = await images.restore("round-1", () => [written.value]);
  assert.deepEqual(leftAlone, ["a.ts"]);
  assert.equal(await it.folder.read("a.ts"), "two\n");
  assert.equal(editor.document.getText(), "mine\ntwo\n");
});

hostTest("a file no editor has open is written to the disk and stays closed", async () => {
  await using it = await stage();
  await it.folder.write("a.ts", "one\n");
  const changed = await it.writer.write("a.ts", contentHash("one\n"), "two\n");
  assert.deepEqual(changed, { ok: true, value: contentHash("two\n") });
  const created = await it.writer.write("new/b.ts", null, "fresh\n");
  assert.ok(created.ok);
  assert.equal(await it.folder.read("new/b.ts"), "fresh\n");
  const paths = workspace.textDocuments.map((document) => document.uri.path);
  assert.ok(!paths.some((path) => path.startsWith(it.folder.uri.path)));
});

hostTest("a file that changed since it was read is left alone, open or closed", async () => {
  await using it = await stage();
  await it.folder.write("closed.ts", "theirs\n");
  const open = await it.folder.write("open.ts", "theirs\n");
  await window.showTextDocument(open);
  for (const path of ["closed.ts", "open.ts"]) {
    const result = await it.writer.write(path, contentHash("read\n"), "ours\n");
    assert.equal(result.ok || result.error.kind, "changed");
    assert.equal(await it.folder.read(path), "theirs\n");
  }
});

hostTest("line ends and the byte order mark of an open file stay", async () => {
  await using it = await stage();
  const before = "\uFEFFone\r\ntwo\r\n";
  const uri = await it.folder.write("a.ts", before);
  const editor = await window.showTextDocument(uri);
  assert.equal(editor.document.eol, EndOfLine.CRLF);
  const result = await it.writer.write("a.ts", contentHash(before), "\uFEFFone\nTWO\nthree\n");
  const after = "\uFEFFone\r\nTWO\r\nthree\r\n";
  assert.deepEqual(result, { ok: true, value: contentHash(after) });
  assert.equal(await it.folder.read("a.ts"), after);
});

hostTest("an open link is not followed to the file behind it", async () => {
  await using it = await stage();
  await it.folder.write("CONSTRAINTS.md", "rules\n");
  await symlink(it.folder.file("CONSTRAINTS.md").fsPath, it.folder.file("notes.md").fsPath);
  await window.showTextDocument(it.folder.file("notes.md"));
  const result = await it.writer.write("notes.md", contentHash("rules\n"), "no rules\n");
  assert.equal(result.ok || result.error.kind, "outside");
  assert.equal(await it.folder.read("CONSTRAINTS.md"), "rules\n");
});

hostTest("removing an open file closes its editor, unless it holds unsaved words", async () => {
  await using it = await stage();
  const uri = await it.folder.write("a.ts", "one\n");
  const editor = await window.showTextDocument(uri, { preview: false });
  await editor.edit((edit) => edit.insert(new Position(0, 0), "mine\n"));
  const refused = await it.writer.remove("a.ts", contentHash("one\n"));
  assert.equal(refused.ok || refused.error.kind, "changed");
  assert.ok(await editor.document.save());
  const removed = await it.writer.remove("a.ts", contentHash("mine\none\n"));
  assert.deepEqual(removed, { ok: true, value: undefined });
  await until("no tab shows it", () => window.tabGroups.all.every(({ tabs }) => tabs.length === 0));
});
