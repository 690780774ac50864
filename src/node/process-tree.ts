import { spawn } from "node:child_process";
import { join } from "node:path";

/**
 * Ends a process started with `detached: true` together with everything it started in its group:
 * politely first, after `grace` milliseconds by force. Gives a function that takes the force back
 * once all is over.
 */
export function endProcessTree(pid: number, grace: number): () => void {
  if (process.platform === "win32") {
    killWindowsTree(pid);
    return () => {};
  }
  signalGroup(pid, "SIGTERM");
  const timer = setTimeout(() => signalGroup(pid, "SIGKILL"), grace);
  return () => clearTimeout(timer);
}

/** Ends at once whatever is left of a process's group after the process itself has ended. */
export function sweepProcessGroup(pid: number): void {
  if (process.platform !== "win32") signalGroup(pid, "SIGKILL");
}

function signalGroup(pid: number, signal: "SIGTERM" | "SIGKILL"): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is already empty.
  }
}

function killWindowsTree(pid: number): void {
  const root = process.env["SystemRoot"] ?? "C:\\Windows";
  const taskkill = join(root, "System32", "taskkill.exe");
  spawn(taskkill, ["/pid", String(pid), "/T", "/F"], { stdio: "ignore" }).on("error", () => {});
}
