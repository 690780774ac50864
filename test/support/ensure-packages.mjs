import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hasProjectNode, projectFolder } from "./project.mjs";
import { runCommand } from "./run-command.mjs";

/**
 * Installs the project's packages unless exactly those of the lock file are there.
 * @param {(what: string) => void} report
 * @returns {Promise<string>}
 */
export async function ensurePackages(report) {
  if (hasProjectNode() && matchesLockFile()) return "up to date";
  report("npm install");
  // Not `npm ci`: it refuses a lock file that lacks binaries of foreign platforms which the registry
  // it was made with did not have. This installs the same versions and leaves the lock file alone.
  await runCommand("npm", ["install", "--no-save"], {
    cwd: projectFolder,
    remedy: "Check that the npm registry can be reached, then start again.",
  });
  return "installed";
}

/** npm writes what it installed into a lock file of its own, as the last thing it does. */
function matchesLockFile() {
  const wanted = readPackages("package-lock.json");
  const installed = readPackages(join("node_modules", ".package-lock.json"));
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === "" || optional || installed[path]?.version === version,
  );
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }> | null}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(projectFolder, file), "utf8")).packages;
  } catch {
    return null;
  }
}
