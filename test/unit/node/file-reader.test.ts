import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { contentHash } from "../../../src/base/hash.ts";
import { createFileReader } from "../../../src/node/file-reader.ts";
import { isSecretPath } from "../../../src/node/secret-path.ts";
import type { ReadFailure } from "../../../src/pipeline/ports.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const project = {
  "README.md": "# Bot\n",
  "src/a.ts": "export const a = 1;\nconst b = a + 1;\n",
  "src/a-b.ts": "// a.b\n",
  "src/a/z.ts": "export {};\n",
  ".gitignore": "*.log\nbuild/\n!keep.log\n",
  "keep.log": "kept",
  "x.log": "const secretInLog = 1;",
  "build/out.js": "const b = 1;",
  "pkg/.gitignore": "local.txt\n!x.log\n",
  "pkg/local.txt": "l",
  "pkg/x.log": "unignored",
  "node_modules/m/index.js": "const b = 1;",
  ".git/config": "[core]",
  ".env": "API_KEY=const b",
  "latin1.txt": new Uint8Array([0x63, 0xe9]),
  "image.png": new Uint8Array([0x89, 0x50, 0, 1]),
};

async function reader(t: TestContext, files: Record<string, string | Uint8Array> = project) {
  const root = await temporaryFolder(t, files);
  return { root, reader: createFileReader(root) };
}

test("a text file is read with the hash of its bytes, byte order mark included", async (t) => {
  const text = "\uFEFFa\r\n";
  const { reader: files } = await reader(t, { "a.ts": text });
  const expected = { path: "a.ts", text, hash: contentHash(Buffer.from(text)) };
  assert.deepEqual(await files.readFile("./a.ts"), { ok: true, value: expected });
});

test("what may not or cannot be read says so", async (t) => {
  const { root, reader: files } = await reader(t, { ...project, "big.txt": "x".repeat(1_000_001) });
  const outside = await temporaryFolder(t, { "a.txt": "outside" });
  await symlink(join(outside, "a.txt"), join(root, "out.txt"));
  await symlink(join(root, ".env"), join(root, "notes.txt"));
  await symlink(join(root, "build/out.js"), join(root, "alias.js"));
  execFileSync("mkfifo", [join(root, "pipe")]);
  const expected: Record<string, ReadFailure["kind"]> = {
    "missing.ts": "missing",
    src: "not-text",
    "big.txt": "too-large",
    "latin1.txt": "not-text",
    "image.png": "not-text",
    ".env": "secret",
    "notes.txt": "secret",
    "x.log": "ignored",
    "build/out.js": "ignored",
    "alias.js": "ignored",
    "pkg/local.txt": "ignored",
    "node_modules/m/index.js": "ignored",
    ".git/config": "ignored",
    "../a.txt": "outside",
    "/etc/passwd": "outside",
    "out.txt": "outside",
    pipe: "unreadable",
  };
  for (const [path, kind] of Object.entries(expected)) {
    const result = await files.readFile(path);
    assert.equal(result.ok ? "read" : result.error.kind, kind, path);
  }
});

test("files are listed in the order of their paths, ignored ones left out", async (t) => {
  const { reader: files } = await reader(t);
  const listed = await files.listFiles("", 100);
  const expected = [
    ".env",
    ".gitignore",
    "README.md",
    "image.png",
    "keep.log",
    "latin1.txt",
    "pkg/.gitignore",
    "pkg/x.log",
    "src/a-b.ts",
    "src/a.ts",
    "src/a/z.ts",
  ];
  assert.deepEqual(listed, { ok: true, value: expected });
  assert.deepEqual(await files.listFiles("", 2), { ok: true, value: expected.slice(0, 2) });
  assert.deepEqual(await files.listFiles("src/", 100), { ok: true, value: expected.slice(-3) });
  assert.deepEqual(await files.listFiles("build", 100), { ok: true, value: [] });
  assert.equal((await files.listFiles("nowhere", 100)).ok, false);
  assert.equal((await files.listFiles("..", 100)).ok, false);
});

test("git agrees on what is ignored", async (t) => {
  const { root, reader: files } = await reader(t, {
    ".gitignore": "/top\n**/deep/*.tmp\n!deep/keep.tmp\ndoc/**/x\n\\#hash\nsp ace\n*.o\n",
    "top/a": "",
    "sub/top/a": "",
    "deep/a.tmp": "",
    "deep/keep.tmp": "",
    "a/deep/b.tmp": "",
    "doc/x": "",
    "doc/a/b/x": "",
    "doc/y": "",
    "#hash": "",
    "sp ace": "",
    "m.o": "",
    "sub/.gitignore": "!m.o\n/n\n",
    "sub/m.o": "",
    "sub/n": "",
    "sub/s/n": "",
  });
  const git = (...args: string[]) => execFileSync("git", args, { cwd: root, encoding: "utf8" });
  git("init", "--quiet");
  const expected = git("ls-files", "--others", "--exclude-standard", "-z")
    .split("\0")
    .filter(Boolean);
  const listed = await files.listFiles("", 100);
  assert.deepEqual(listed.ok ? listed.value : [], expected.sort());
});

test("a search gives lines with numbers, literally or by pattern, at most so many", async (t) => {
  const { reader: files } = await reader(t);
  const literal = await files.searchText("a.b", false, 10);
  assert.deepEqual(literal.ok && literal.value, [{ path: "src/a-b.ts", line: 1, text: "// a.b" }]);
  const pattern = await files.searchText("^const \\w = ", true, 10);
  assert.deepEqual(pattern.ok && pattern.value, [
    { path: "src/a.ts", line: 2, text: "const b = a + 1;" },
  ]);
  const capped = await files.searchText("a", false, 2);
  assert.equal(capped.ok && capped.value.length, 2);
});

test("a pattern that is none, or that never ends, is refused in time", async (t) => {
  const { reader: files } = await reader(t, { "a.txt": `${"a".repeat(50)}!\n` });
  const invalid = await files.searchText("(", true, 10);
  assert.match(invalid.ok ? "" : invalid.error.message, /cannot be used/);
  const endless = await files.searchText("^(a+)+$", true, 10);
  assert.match(endless.ok ? "" : endless.error.message, /takes too long/);
});

test("existence is told only inside the workspace", async (t) => {
  const { reader: files } = await reader(t);
  const paths = ["src", "src/a.ts", "nowhere.ts", "src/a.ts/x", "../", "/etc/passwd"];
  const found = await Promise.all(paths.map((path) => files.exists(path)));
  assert.deepEqual(found, [true, true, false, false, false, false]);
});

test("files that hold secrets are known by their names, in any case", () => {
  const secret = [
    ".env",
    ".ENV.local",
    "a/.env.production",
    "server.pem",
    "k/id_rsa",
    "id_ed25519",
    ".npmrc",
    "tls.KEY",
    ".aws/credentials",
    "home/.ssh/config",
    "secrets.yaml",
    ".netrc",
  ];
  const plain = [
    "env.ts",
    "src/environment.ts",
    "id_rsa.pub",
    "key.ts",
    "secrets.ts",
    "package.json",
    "monkey.md",
  ];
  assert.deepEqual(
    secret.filter((path) => !isSecretPath(path)),
    [],
  );
  assert.deepEqual(plain.filter(isSecretPath), []);
});
