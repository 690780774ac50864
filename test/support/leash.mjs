// Runs a command as the leader of a process group of its own and ends everything that came from it
// when the command ends, when asked to (SIGTERM), or when whoever holds standard input is gone:
// a killed parent leaves no orphan.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const patience = 3000;

const [command = "", ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"] });
let ending = false;

child.on("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
child.on("exit", (code) => end(code ?? 1));
process.stdin.on("end", () => end(0)).resume();
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => end(0));

/** @param {number} code */
async function end(code) {
  if (ending) return;
  ending = true;
  // Looked up first: a process whose parent is dead can no longer be told to be ours.
  const family = descendants(process.pid);
  for (const pid of family) kill(pid, "SIGTERM");
  const deadline = Date.now() + patience;
  while (Date.now() < deadline && family.some(isAlive))
    await new Promise((go) => setTimeout(go, 20));
  for (const pid of family) kill(pid, "SIGKILL");
  process.exit(code);
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals | 0} signal
 */
function kill(pid, signal) {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  return kill(pid, 0) && !/^State:\s+Z/m.test(readProc(pid, "status"));
}

/**
 * All processes below one, also those that moved to a group of their own. Without /proc only the
 * command itself is known, and the group is left to its handling of the signal.
 * @param {number} ancestor
 * @returns {number[]}
 */
function descendants(ancestor) {
  const parents = new Map(runningPids().map((pid) => [pid, parentOf(pid)]));
  const found = new Set([ancestor]);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  found.delete(ancestor);
  return [...found, ...(found.size === 0 && child.pid ? [child.pid] : [])];
}

function runningPids() {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** @param {number} pid */
function parentOf(pid) {
  return Number(/^PPid:\s+(\d+)/m.exec(readProc(pid, "status"))?.[1] ?? -1);
}

/**
 * @param {number} pid
 * @param {string} file
 */
function readProc(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
