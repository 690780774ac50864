import assert from "node:assert/strict";
import {
  chmod,
  link,
  lstat,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  unlink,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { contentHash } from "../../../src/base/hash.ts";
import { createBeforeImages } from "../../../src/node/before-images.ts";
import type { BeforeImages } from "../../../src/pipeline/ports.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const bytes = new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0x0d, 0x0a, 0xff, 0x00]);

interface Place {
  readonly root: string;
  readonly store: string;
  readonly images: BeforeImages;
}

async function place(t: TestContext, files: Record<string, string | Uint8Array>): Promise<Place> {
  const root = await temporaryFolder(t, files);
  const store = await temporaryFolder(t);
  return { root, store, images: createBeforeImages(root, store) };
}

/** What Signoff wrote last, by path; null for a file it deleted. */
function wrote(contents: Record<string, string | null>) {
  return (path: string): readonly (string | null)[] => {
    const content = contents[path];
    return content === undefined ? [] : [content === null ? null : contentHash(content)];
  };
}

/** Every path with its mode and bytes. */
async function tree(root: string): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const path of await readdir(root, { recursive: true })) {
    const stats = await lstat(join(root, path));
    const content = stats.isFile() ? (await readFile(join(root, path))).toString("hex") : "";
    all[path] = `${stats.mode.toString(8)} ${content}`;
  }
  return all;
}

test("undo leaves the whole folder byte-identical", async (t) => {
  const { root, images } = await place(t, {
    "a.bin": bytes,
    "run.sh": "#!/bin/sh\n",
    "src/gone.ts": "x",
  });
  await chmod(join(root, "run.sh"), 0o755);
  await chmod(join(root, "src/gone.ts"), 0o600);
  const before = await tree(root);
  const touched = ["a.bin", "run.sh", "src/gone.ts", "new/deep/b.ts", "new/c.ts"];
  for (const path of touched) await images.capture("round-1", path);
  await writeFile(join(root, "a.bin"), "written");
  await chmod(join(root, "run.sh"), 0o644);
  await unlink(join(root, "src/gone.ts"));
  await mkdir(join(root, "new/deep"), { recursive: true });
  await writeFile(join(root, "new/deep/b.ts"), "written");
  await writeFile(join(root, "new/c.ts"), "written");
  const ours = wrote({
    "a.bin": "written",
    "run.sh": "#!/bin/sh\n",
    "src/gone.ts": null,
    "new/deep/b.ts": "written",
    "new/c.ts": "written",
  });
  assert.deepEqual(await images.restore("round-1", ours), { leftAlone: [] });
  assert.deepEqual(await tree(root), before);
});

test("a file changed after Signoff wrote it is left alone and named", async (t) => {
  const { root, images } = await place(t, { "a.ts": "before", "b.ts": "before" });
  for (const path of ["a.ts", "b.ts", "new/c.ts"]) await images.capture("round-1", path);
  await mkdir(join(root, "new"));
  await writeFile(join(root, "a.ts"), "written, then changed by the person");
  await writeFile(join(root, "b.ts"), "written");
  await writeFile(join(root, "new/c.ts"), "written, then changed by the person");
  const ours = wrote({ "a.ts": "written", "b.ts": "written", "new/c.ts": "written" });
  const { leftAlone } = await images.restore("round-1", ours);
  assert.deepEqual(leftAlone, ["a.ts", "new/c.ts"]);
  assert.equal(await readFile(join(root, "a.ts"), "utf8"), "written, then changed by the person");
  assert.equal(await readFile(join(root, "b.ts"), "utf8"), "before");
  assert.equal((await stat(join(root, "new/c.ts"))).isFile(), true);
});

test("a file captured but never changed, or changed back by the person, needs nothing", async (t) => {
  const { images } = await place(t, { "a.ts": "before" });
  await images.capture("round-1", "a.ts");
  await images.capture("round-1", "never.ts");
  const ours = wrote({ "a.ts": "written" });
  assert.deepEqual(await images.restore("round-1", ours), { leftAlone: [] });
});

test("the first capture of a scope is kept, and scopes do not mix", async (t) => {
  const { root, store, images } = await place(t, { "a.ts": "one" });
  await images.capture("round-1", "a.ts");
  await writeFile(join(root, "a.ts"), "two");
  await images.capture("round-1", "a.ts");
  await images.capture("round-1.T2", "a.ts");
  const reopened = createBeforeImages(root, store);
  assert.equal(await reopened.read("round-1", "a.ts"), "one");
  assert.equal(await reopened.read("round-1.T2", "a.ts"), "two");
  assert.equal(await reopened.read("round-1", "unknown.ts"), null);
  assert.deepEqual(await reopened.paths("round-1"), ["a.ts"]);
  assert.deepEqual(await reopened.paths("round-2"), []);
});

test("what lies outside, behind a link, or is no file is not captured", async (t) => {
  const { root, images } = await place(t, { "in/a.ts": "a" });
  const outside = await temporaryFolder(t, { "secret.txt": "s" });
  await symlink(join(outside, "secret.txt"), join(root, "out.txt"));
  await symlink(outside, join(root, "out"));
  await symlink(join(root, "in/a.ts"), join(root, "alias.ts"));
  await symlink(join(root, "nowhere"), join(root, "dangling"));
  const bad = [
    "out.txt",
    "out/secret.txt",
    "out/new.txt",
    "alias.ts",
    "dangling",
    "../x",
    "/etc/passwd",
    "in",
  ];
  for (const path of bad) {
    await assert.rejects(images.capture("round-1", path), { name: "StorageError" }, path);
  }
  assert.deepEqual(await images.paths("round-1"), []);
});

test("restore never follows a link that took the file's place", async (t) => {
  const { root, images } = await place(t, { "a.ts": "before", "dir/b.ts": "before" });
  const outside = await temporaryFolder(t, { "a.ts": "written", "b.ts": "written" });
  await images.capture("round-1", "a.ts");
  await images.capture("round-1", "dir/b.ts");
  await unlink(join(root, "a.ts"));
  await symlink(join(outside, "a.ts"), join(root, "a.ts"));
  await rm(join(root, "dir"), { recursive: true });
  await symlink(outside, join(root, "dir"));
  const ours = wrote({ "a.ts": "written", "dir/b.ts": "written" });
  const { leftAlone } = await images.restore("round-1", ours);
  assert.deepEqual(leftAlone, ["a.ts", "dir/b.ts"]);
  assert.equal(await readFile(join(outside, "a.ts"), "utf8"), "written");
  assert.equal(await readFile(join(outside, "b.ts"), "utf8"), "written");
});

test("restore leaves the other name of a hard link as it is", async (t) => {
  const { root, images } = await place(t, { "a.ts": "before" });
  await images.capture("round-1", "a.ts");
  await writeFile(join(root, "a.ts"), "written");
  await link(join(root, "a.ts"), join(root, "other.ts"));
  await images.restore("round-1", wrote({ "a.ts": "written" }));
  assert.equal(await readFile(join(root, "a.ts"), "utf8"), "before");
  assert.equal(await readFile(join(root, "other.ts"), "utf8"), "written");
});

test("a damaged image is never written back", async (t) => {
  const { root, store, images } = await place(t, { "a.ts": "before" });
  await images.capture("round-1", "a.ts");
  await writeFile(join(root, "a.ts"), "written");
  await writeFile(join(store, "content", contentHash("before")), "rotten");
  const { leftAlone } = await images.restore("round-1", wrote({ "a.ts": "written" }));
  assert.deepEqual(leftAlone, ["a.ts"]);
  assert.equal(await readFile(join(root, "a.ts"), "utf8"), "written");
});
