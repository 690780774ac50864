import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const leash = fileURLToPath(new URL("../support/leash.mjs", import.meta.url));

/** Starts a child in a group of its own that ignores the polite signal, prints its id, and stays. */
const stubborn = `
  const { spawn } = require("node:child_process");
  const script = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log(process.pid)";
  spawn(process.execPath, ["-e", script], { detached: true, stdio: "inherit" });
  setInterval(() => {}, 1000);
`;

function startOnLeash(script: string) {
  return spawn(process.execPath, [leash, process.execPath, "-e", script], {
    stdio: ["pipe", "pipe", "inherit"],
  });
}

/** A dead process nobody has collected yet still has its entry. */
function isRunning(pid: string): boolean {
  const file = `/proc/${pid}/status`;
  return existsSync(file) && !/^State:\s+Z/m.test(readFileSync(file, "utf8"));
}

const linuxOnly = process.platform === "linux" ? {} : { skip: "needs /proc" };

test("nothing a command started outlives whoever held its leash", linuxOnly, async () => {
  const child = startOnLeash(stubborn);
  const [pid] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  assert.ok(isRunning(pid));
  child.stdin.destroy();
  await once(child, "exit");
  assert.equal(isRunning(pid), false);
});

test("a command on the leash ends with its own exit code", async () => {
  const [code] = await once(startOnLeash("process.exit(7)"), "exit");
  assert.equal(code, 7);
});
