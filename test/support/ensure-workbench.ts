import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cacheFolder } from "./project.mjs";
import { Remedy } from "./remedy.mjs";
import { runCommand } from "./run-command.mjs";

/** The npm package that carries a complete VS Code server and web workbench of the same minor version. */
const carrier = "code-server@4.139.1";

const installFolder = join(cacheFolder, "workbench");
const stamp = join(installFolder, `${carrier}.complete`);

/** Where VS Code's server lies; throws a `Remedy` when it is not installed. */
export function locateWorkbench(): string {
  if (existsSync(stamp)) return join(installFolder, "node_modules", "code-server", "lib", "vscode");
  throw new Remedy("The workbench is not installed; `npm test` or `npm start` installs it.");
}

export function hasWorkbench(): boolean {
  return existsSync(stamp);
}

/** Installs VS Code's server into the cache folder unless it is there; about a minute, once. */
export async function ensureWorkbench(report: (what: string) => void): Promise<string> {
  if (hasWorkbench()) return "up to date";
  await rm(installFolder, { recursive: true, force: true });
  await mkdir(installFolder, { recursive: true });
  await writeFile(join(installFolder, "package.json"), '{ "private": true }\n');
  report("fetching VS Code, about a minute");
  await npm(installFolder, ["install", carrier, "--force", "--ignore-scripts"]);
  const folder = join(installFolder, "node_modules", "code-server", "lib", "vscode");
  report("installing its packages");
  await npm(folder, ["install", "--omit=dev", "--ignore-scripts"]);
  // Without these VS Code's own TypeScript features stay silent.
  await npm(join(folder, "extensions"), ["install", "--omit=dev", "--ignore-scripts"]);
  report("compiling its native modules");
  const compiled = await compileNativeModules(folder);
  await writeFile(stamp, "");
  return compiled ? "installed" : "installed, without log files (no compiler or Node headers)";
}

function npm(cwd: string, args: string[]): Promise<string> {
  return runCommand("npm", [...args, "--no-audit", "--no-fund"], {
    cwd,
    remedy: "Check that the npm registry can be reached, then start again.",
  });
}

/**
 * The modules that come without a ready-made binary. VS Code runs without them, only its log files
 * stay empty, so a machine without a compiler is no reason to stop.
 */
async function compileNativeModules(cwd: string): Promise<boolean> {
  try {
    await runCommand("npm", ["rebuild", "@vscode/spdlog", "@vscode/native-watchdog"], {
      cwd,
      env: { ...process.env, ...localHeaders() },
    });
    return true;
  } catch {
    return false;
  }
}

/** Headers beside an installed Node save node-gyp a download; the modules use the stable ABI only. */
function localHeaders(): NodeJS.ProcessEnv {
  const prefixes = ["/usr", "/usr/local", dirname(dirname(process.execPath))];
  const prefix = prefixes.find((path) => existsSync(join(path, "include/node/node_api.h")));
  return prefix === undefined ? {} : { npm_config_nodedir: prefix };
}
