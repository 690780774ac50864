import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { chmod, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { checkEnvironment } from "../../../src/node/check-environment.ts";
import { createCheckRunner } from "../../../src/node/run-check.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const node = process.execPath;
const never = new AbortController().signal;

/** A workspace in which a check can be run. */
async function workspace(t: TestContext, files: Record<string, string> = {}) {
  const root = await temporaryFolder(t, files);
  const run = (
    argv: readonly string[],
    options: {
      cwd?: string;
      signal?: AbortSignal;
      timeoutMs?: number;
      env?: NodeJS.ProcessEnv;
    } = {},
  ) => {
    const { cwd = "", signal = never, timeoutMs = 60_000, env = process.env } = options;
    const runner = createCheckRunner({ root, env, timeoutMs, graceMs: 300, outputLimit: 400 });
    return runner.run({ argv: [...argv], cwd }, signal);
  };
  return { root, run };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await wait(10);
}

test("a program that ends with 0 passes and its output is shown plainly", async (t) => {
  const { run } = await workspace(t);
  const result = await run([node, "-e", "console.log('\\u001b[31mred'); console.error('wrong')"]);
  assert.deepEqual([result.passed, result.reason, result.exitCode], [true, null, 0]);
  assert.match(result.outputTail, /^red\n/m);
  assert.match(result.outputTail, /wrong/);
  assert.equal(result.counts, null);
});

test("arguments arrive exactly as given; no shell reads them", async (t) => {
  const { run } = await workspace(t);
  const args = ["$HOME", "a b", "`id`", "; id", "*", '"'];
  const result = await run([
    node,
    "-e",
    "console.log(JSON.stringify(process.argv.slice(1)))",
    ...args,
  ]);
  assert.deepEqual(JSON.parse(result.outputTail), args);
});

test("another exit code, a signal and a missing program do not pass and say why", async (t) => {
  const { root, run } = await workspace(t);
  await writeFile(join(root, "plain.txt"), "x");
  assert.match((await run([node, "-e", "process.exit(3)"])).reason ?? "", /exit code 3/);
  assert.match(
    (await run([node, "-e", "process.kill(process.pid, 'SIGKILL')"])).reason ?? "",
    /SIGKILL/,
  );
  assert.match((await run(["no-such-program-here"])).reason ?? "", /not installed/);
  assert.match((await run([join(root, "plain.txt")])).reason ?? "", /not an executable/);
});

test("tests are counted, and a run without one that passed is no pass", async (t) => {
  const { run } = await workspace(t, {
    "good.test.mjs":
      "import { test } from 'node:test'; test('a', () => {}); test('b', { skip: true }, () => {});",
    "skip.test.mjs": "import { test } from 'node:test'; test('a', { skip: true }, () => {});",
    "empty.test.mjs": "",
  });
  const good = await run([node, "--test", "good.test.mjs"]);
  assert.deepEqual([good.passed, good.counts], [true, { passed: 1, failed: 0, skipped: 1 }]);
  const skipped = await run([node, "--test", "skip.test.mjs"]);
  assert.deepEqual([skipped.passed, skipped.reason], [false, "Every test was skipped."]);
  const empty = await run([node, "--test", "empty.test.mjs"]);
  assert.deepEqual([empty.passed, empty.reason], [false, "No test ran."]);
  const none = await run([node, "--test", "nothing-*.test.mjs"]);
  assert.equal(none.passed, false);
});

test("the environment holds no secrets and nothing that steers Node", async (t) => {
  const { run } = await workspace(t);
  const env = {
    ...process.env,
    OPENAI_API_KEY: "canary",
    GITHUB_TOKEN: "canary",
    LC_SECRET: "canary",
    NODE_TEST_CONTEXT: "child-v8",
    NODE_OPTIONS: "--no-warnings",
    FORCE_COLOR: "1",
  };
  const result = await run([node, "-e", "console.log(Object.keys(process.env).join(' '))"], {
    env,
  });
  assert.doesNotMatch(result.outputTail, /KEY|TOKEN|SECRET|NODE_TEST|NODE_OPTIONS|FORCE_COLOR/);
  assert.match(result.outputTail, /\bPATH\b/);
  assert.match(result.outputTail, /\bNO_COLOR\b/);
});

test("relative folders are taken out of the PATH", () => {
  assert.equal(checkEnvironment({ PATH: ".:/usr/bin::bin:/bin" })["PATH"], "/usr/bin:/bin");
});

test("a folder outside, behind a link or missing is refused and nothing is started", async (t) => {
  const { root, run } = await workspace(t, { "sub/a": "" });
  const outside = await temporaryFolder(t);
  await symlink(outside, join(root, "out"));
  const argv = [node, "-e", "require('fs').writeFileSync('ran', '')"];
  for (const cwd of ["..", "/", "out", "nowhere", "sub/a"]) {
    const result = await run(argv, { cwd });
    assert.deepEqual([result.passed, result.exitCode], [false, null], cwd);
  }
  assert.deepEqual(await readdir(outside), []);
  assert.equal((await run(argv, { cwd: "sub" })).passed, true);
  assert.ok(existsSync(join(root, "sub/ran")));
});

test("a long output keeps its beginning and end", async (t) => {
  const { run } = await workspace(t);
  const result = await run([
    node,
    "-e",
    "console.log('first'); console.log('x'.repeat(3e6)); console.log('last')",
  ]);
  assert.equal(result.passed, true);
  assert.ok(result.outputTail.length < 500);
  assert.match(result.outputTail, /^first.*left out.*last\n$/s);
});

/** Starts a child that ignores SIGTERM and writes its id; then waits with it. */
const stubborn = `
  const { spawn } = require('child_process');
  const code = "process.on('SIGTERM', () => {}); require('fs').writeFileSync('child', String(process.pid)); setInterval(() => {}, 1000)";
  spawn(process.execPath, ['-e', code], { stdio: 'inherit' });
  process.on('SIGTERM', () => {});
  setInterval(() => {}, 1000);
`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}

test("stopping ends the whole process tree, even what ignores being asked", async (t) => {
  const { root, run } = await workspace(t);
  const stop = new AbortController();
  const running = run([node, "-e", stubborn], { signal: stop.signal });
  const note = join(root, "child");
  await until(() => existsSync(note) && readFileSync(note, "utf8") !== "");
  const child = Number(readFileSync(note, "utf8"));
  stop.abort();
  const result = await running;
  assert.deepEqual([result.passed, result.reason], [false, "Stopped before it ended."]);
  await until(() => !isAlive(child));
});

test("a check that takes too long is ended and does not pass", async (t) => {
  const { run } = await workspace(t);
  const result = await run([node, "-e", "setInterval(() => {}, 1000)"], { timeoutMs: 200 });
  assert.deepEqual(
    [result.passed, result.reason],
    [false, "It did not end within the time limit."],
  );
});

test("what a program leaves running in the background ends with it", async (t) => {
  const { root, run } = await workspace(t);
  const script = "#!/bin/sh\nsleep 600 &\necho $! > child\n";
  await writeFile(join(root, "leave.sh"), script);
  await chmod(join(root, "leave.sh"), 0o755);
  const result = await run(["./leave.sh"]);
  assert.equal(result.passed, true);
  await until(() => !isAlive(Number(readFileSync(join(root, "child"), "utf8"))));
});

test("a check that was stopped before it began is not started", async (t) => {
  const { root, run } = await workspace(t);
  const result = await run([node, "-e", "require('fs').writeFileSync('ran', '')"], {
    signal: AbortSignal.abort(),
  });
  assert.deepEqual([result.passed, result.reason], [false, "Stopped before it ended."]);
  assert.deepEqual(await readdir(root), []);
});

test("a program that waits for input gets none and ends", async (t) => {
  const { run } = await workspace(t);
  const result = await run([
    node,
    "-e",
    "process.stdin.on('end', () => console.log('end')).resume()",
  ]);
  assert.equal(result.outputTail, "end\n");
});
