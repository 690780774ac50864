import assert from "node:assert/strict";
import { chmod, link, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { contentHash } from "../../../src/base/hash.ts";
import { createFileWriter } from "../../../src/node/file-writer.ts";
import type { WriteFailure } from "../../../src/pipeline/ports.ts";
import { temporaryFolder } from "./temporary-folder.ts";

async function refuses(
  root: string,
  path: string,
  expected: string | null,
  kind: WriteFailure["kind"],
): Promise<void> {
  const result = await createFileWriter(root).write(path, expected, "written");
  assert.equal(result.ok ? "written" : result.error.kind, kind, path);
}

async function content(t: TestContext, stored: string | Uint8Array, text: string): Promise<Buffer> {
  const root = await temporaryFolder(t, { "a.txt": stored });
  const result = await createFileWriter(root).write("a.txt", contentHash(stored), text);
  assert.deepEqual(result, { ok: true, value: contentHash(text) });
  return await readFile(join(root, "a.txt"));
}

test("a file is replaced as a whole, keeps its mode, and nothing is left beside it", async (t) => {
  const root = await temporaryFolder(t, { "run.sh": "old" });
  await chmod(join(root, "run.sh"), 0o750);
  const result = await createFileWriter(root).write("run.sh", contentHash("old"), "new");
  assert.deepEqual(result, { ok: true, value: contentHash("new") });
  assert.equal(await readFile(join(root, "run.sh"), "utf8"), "new");
  assert.equal((await stat(join(root, "run.sh"))).mode & 0o777, 0o750);
  assert.deepEqual(await readdir(root), ["run.sh"]);
});

test("a new file is made with the folders above it", async (t) => {
  const root = await temporaryFolder(t);
  const result = await createFileWriter(root).write("src/deep/a.ts", null, "new");
  assert.equal(result.ok, true);
  assert.equal(await readFile(join(root, "src/deep/a.ts"), "utf8"), "new");
});

test("byte order mark, line ends and a missing last one are stored as given", async (t) => {
  const text = "\uFEFFa\r\nb\n😀\rc";
  assert.deepEqual(await content(t, "\uFEFFold\r\n", text), Buffer.from(text));
});

test("a file that is not as expected is not touched", async (t) => {
  const root = await temporaryFolder(t, { "a.ts": "now" });
  await refuses(root, "a.ts", contentHash("before"), "changed");
  await refuses(root, "a.ts", null, "changed");
  await refuses(root, "missing.ts", contentHash("before"), "changed");
  const removed = await createFileWriter(root).remove("a.ts", contentHash("before"));
  assert.equal(removed.ok ? "removed" : removed.error.kind, "changed");
  assert.equal(await readFile(join(root, "a.ts"), "utf8"), "now");
});

test("bytes that are not UTF-8 and text that is not Unicode are refused", async (t) => {
  const latin1 = new Uint8Array([0x63, 0x61, 0x66, 0xe9]);
  const utf16 = Buffer.from("\uFEFFtext", "utf16le");
  const root = await temporaryFolder(t, { "latin1.txt": latin1, "utf16.txt": utf16, "a.txt": "a" });
  await refuses(root, "latin1.txt", contentHash(latin1), "encoding");
  await refuses(root, "utf16.txt", contentHash(utf16), "encoding");
  const lone = await createFileWriter(root).write("a.txt", contentHash("a"), "\ud800");
  assert.equal(lone.ok ? "written" : lone.error.kind, "encoding");
  assert.deepEqual(await readFile(join(root, "latin1.txt")), Buffer.from(latin1));
});

test("nothing outside, behind a link or with a second name is written", async (t) => {
  const root = await temporaryFolder(t, { "in/a.ts": "a" });
  const outside = await temporaryFolder(t, { "a.ts": "a" });
  await symlink(join(outside, "a.ts"), join(root, "out.ts"));
  await symlink(outside, join(root, "out"));
  await symlink(join(root, "in/a.ts"), join(root, "alias.ts"));
  await symlink(join(outside, "new.ts"), join(root, "dangling.ts"));
  await symlink(join(root, "loop"), join(root, "loop"));
  await link(join(outside, "a.ts"), join(root, "hard.ts"));
  const hash = contentHash("a");
  for (const path of [
    "out.ts",
    "out/a.ts",
    "alias.ts",
    "hard.ts",
    "in/../../x",
    "/etc/passwd",
    "a\0b",
    "..",
  ]) {
    await refuses(root, path, hash, "outside");
  }
  for (const path of [
    "dangling.ts",
    "out/new.ts",
    "loop",
    "in\\b.ts",
    "C:x",
    "file:///etc/x",
    "",
  ]) {
    await refuses(root, path, null, "outside");
  }
  assert.equal(await readFile(join(outside, "a.ts"), "utf8"), "a");
  assert.deepEqual(await readdir(outside), ["a.ts"]);
});

test("a folder whose name only begins like the workspace's is outside", async (t) => {
  const parent = await temporaryFolder(t, { "app/a.ts": "a", "app-evil/a.ts": "a" });
  await refuses(join(parent, "app"), "../app-evil/a.ts", contentHash("a"), "outside");
});

test("a workspace that is itself reached through a link is written", async (t) => {
  const parent = await temporaryFolder(t, { "real/a.ts": "a" });
  await symlink(join(parent, "real"), join(parent, "link"));
  const result = await createFileWriter(join(parent, "link")).write("a.ts", contentHash("a"), "b");
  assert.equal(result.ok, true);
});

test("a removed file is gone, and only that", async (t) => {
  const root = await temporaryFolder(t, { "src/a.ts": "a", "src/b.ts": "b" });
  assert.equal((await createFileWriter(root).remove("src/a.ts", contentHash("a"))).ok, true);
  assert.deepEqual(await readdir(join(root, "src")), ["b.ts"]);
});

test("of writers that expect the same text one wins and none is lost silently", async (t) => {
  const root = await temporaryFolder(t, { "a.ts": "0" });
  const writer = createFileWriter(root);
  const texts = ["1", "2", "3", "4"];
  const results = await Promise.all(
    texts.map((text) => writer.write("a.ts", contentHash("0"), text)),
  );
  const winners = texts.filter((_, index) => results[index]?.ok);
  assert.deepEqual(winners.includes(await readFile(join(root, "a.ts"), "utf8")), true);
});

test("what cannot be written says why", async (t) => {
  const root = await temporaryFolder(t, { file: "x" });
  await writeFile(join(root, "file"), "x");
  const result = await createFileWriter(root).write("file/a.ts", null, "a");
  assert.equal(result.ok, false);
  assert.match(result.ok ? "" : result.error.message, /could not be written\. .+\./);
});
