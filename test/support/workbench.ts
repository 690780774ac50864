import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { locateWorkbench } from "./ensure-workbench.ts";
import { installExtension } from "./install-extension.ts";
import { nodeBinary, nodeFolder } from "./project.mjs";
import { Remedy } from "./remedy.mjs";

export interface ServerOptions {
  /** The checkout, already built. Runs as a development extension, so changes need a reload only. */
  readonly extensionPath: string;
  /**
   * True runs a copy of it as an installed extension, for a person. A development extension needs
   * the switch for automated tests, with which VS Code shows no notifications.
   */
  readonly installed?: boolean;
  /** Opened as the workspace; null for an empty window. */
  readonly folder: string | null;
  readonly userSettings?: Readonly<Record<string, unknown>>;
  /** Added to the environment of the extension host; keys of this machine are never passed on. */
  readonly env?: Readonly<Record<string, string>>;
  /** False leaves the folder untrusted: VS Code's Restricted Mode. True when left out. */
  readonly trust?: boolean;
  /** A module whose `run()` the extension host calls; see TESTBED section 2. */
  readonly testsPath?: string;
  /** Where VS Code keeps its data. A fresh folder, gone after the run, when left out. */
  readonly dataFolder?: string;
  /** Gets every line the server prints. */
  readonly onLine?: (line: string) => void;
}

export interface WorkbenchServer {
  /** Opens the workbench with folder and extension. */
  readonly url: string;
  /** Resolves when the server has ended, asked to or not. */
  readonly ended: Promise<void>;
  /** Ends the server, the extension host and everything they started. */
  stop(): Promise<void>;
}

const leash = fileURLToPath(new URL("leash.mjs", import.meta.url));

/** Starts VS Code's server on a free loopback port and resolves when it answers. */
export async function startServer(options: ServerOptions): Promise<WorkbenchServer> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), "signoff-workbench-")));
  await writeSettings(dataFolder, options.userSettings ?? {});
  if (options.installed) {
    await installExtension(options.extensionPath, join(dataFolder, "extensions"));
  }
  const child = spawn(nodeBinary, [leash, nodeBinary, ...serverArguments(options, dataFolder)], {
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
    env: serverEnvironment(options.env ?? {}),
  });
  const ended = once(child, "exit").then(() => undefined);
  const stop = async () => {
    child.stdin.end();
    await ended;
    if (options.dataFolder === undefined) await removeFolder(dataFolder);
  };
  try {
    const port = await awaitPort(child.stdout, child.stderr, options.onLine);
    const origin = `http://127.0.0.1:${port}`;
    await fetch(`${origin}/version`);
    return { url: `${origin}/?${query(options, port)}`, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function serverArguments(options: ServerOptions, dataFolder: string): string[] {
  const { trust = true, installed = false } = options;
  return [
    join(locateWorkbench(), "out", "server-main.js"),
    ...["--host", "127.0.0.1", "--port", "0"],
    ...["--without-connection-token", "--accept-server-license-terms"],
    // Only with this does the page honour the extension's development path.
    ...(installed ? [] : ["--enable-smoke-test-driver"]),
    ...["--server-data-dir", dataFolder, "--extensions-dir", join(dataFolder, "extensions")],
    ...["--telemetry-level", "off"],
    // A login shell would put another Node first in the PATH, and checks run with that PATH.
    "--force-disable-user-env",
    ...(trust ? ["--disable-workspace-trust"] : []),
  ];
}

/**
 * What the machine has, less what would change the outcome: keys, npm's variables, and the mark
 * by which `node --test` makes every Node below it report in binary to nobody.
 */
function serverEnvironment(added: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_|^NODE_TEST_CONTEXT$|^NODE_OPTIONS$|_API_KEY$|^VSCODE_/.test(name),
  );
  const path = `${nodeFolder}${delimiter}${process.env["PATH"] ?? ""}`;
  return { ...Object.fromEntries(kept), PATH: path, ...added };
}

const quietSettings = {
  // On the web VS Code saves by itself after a second; on the desktop the person saves.
  "files.autoSave": "off",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "telemetry.telemetryLevel": "off",
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "git.openRepositoryInParentFolders": "never",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.commandCenter.enabled": false,
  "chat.disableAIFeatures": true,
};

/** Machine settings of a served workbench have a file of their own, so the same go into both. */
async function writeSettings(dataFolder: string, settings: Readonly<Record<string, unknown>>) {
  const text = JSON.stringify({ ...quietSettings, ...settings }, null, 2);
  for (const scope of ["User", "Machine"]) {
    const folder = join(dataFolder, "data", scope);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "settings.json"), text);
  }
}

function awaitPort(
  stdout: NodeJS.ReadableStream,
  stderr: NodeJS.ReadableStream,
  onLine: ServerOptions["onLine"],
): Promise<number> {
  return new Promise((resolve, reject) => {
    let seen = "";
    const read = (line: string) => {
      onLine?.(line);
      seen += `${line}\n`;
      const port = /Extension host agent listening on (\d+)/.exec(line)?.[1];
      if (port !== undefined) resolve(Number(port));
    };
    createInterface({ input: stderr }).on("line", (line) => onLine?.(line));
    createInterface({ input: stdout })
      .on("line", read)
      .on("close", () => reject(new Remedy(`VS Code's server did not start:\n${seen}`)));
  });
}

function query(options: ServerOptions, port: number): string {
  const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${path}`;
  const payload = [
    ...(options.installed ? [] : [["extensionDevelopmentPath", remote(options.extensionPath)]]),
    ...(options.testsPath === undefined ? [] : [["extensionTestsPath", remote(options.testsPath)]]),
    ["skipWelcome", "true"],
    ["skipReleaseNotes", "true"],
  ];
  const opened: [string, string] =
    options.folder === null ? ["ew", "true"] : ["folder", options.folder];
  return new URLSearchParams([opened, ["payload", JSON.stringify(payload)]]).toString();
}

/** VS Code may still be flushing into it. */
function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
