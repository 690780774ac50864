import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { ensurePackages } from "./ensure-packages.mjs";
import { hasProjectNode, nodeBinary, nodeFolder, projectFolder } from "./project.mjs";
import { Remedy } from "./remedy.mjs";
import { createSteps } from "./steps.mjs";

/**
 * Goes from whatever Node the machine has to the project's own: installs the packages, then runs a
 * TypeScript file of this folder under Node 24 with this process's arguments.
 * @param {string} script
 * @returns {Promise<number>} the script's exit code
 */
export async function bootstrap(script) {
  await createSteps(1).step("Packages", ensurePackages);
  if (!hasProjectNode()) {
    throw new Remedy("The `node` package brought no Node 24; delete node_modules and start again.");
  }
  const file = join(projectFolder, "test", "support", script);
  const child = spawn(nodeBinary, [file, ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, PATH: `${nodeFolder}${separator}${process.env.PATH ?? ""}` },
  });
  // Ctrl-C reaches the child from the terminal; only it knows what to clean up.
  process.on("SIGINT", () => {});
  for (const signal of forwarded) process.on(signal, () => child.kill(signal));
  const [code] = await once(child, "exit");
  return code ?? 1;
}

const separator = process.platform === "win32" ? ";" : ":";

/** @type {readonly NodeJS.Signals[]} */
const forwarded = ["SIGTERM", "SIGHUP"];
