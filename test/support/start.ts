import { createHash } from "node:crypto";
import { once } from "node:events";
import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { team } from "../fixtures/teams/mail-bot.ts";
import { ensureChromium } from "./browser.ts";
import { ensureWorkbench } from "./ensure-workbench.ts";
import { startMockVendors } from "./mock-vendors.ts";
import { openInBrowser } from "./open-in-browser.ts";
import { cacheFolder, nodeBinary, projectFolder } from "./project.mjs";
import { rehearsalOptions } from "./rehearsal.ts";
import { exitWith, Remedy } from "./remedy.mjs";
import { runCommand } from "./run-command.mjs";
import { prepareSampleWorkspace } from "./sample-workspace.ts";
import { startShortAddress } from "./short-address.ts";
import { claimFolder, freshFolder } from "./start-folders.ts";
import { createSteps } from "./steps.mjs";
import { type ServerOptions, startServer } from "./workbench.ts";

interface Wish {
  /** The person's own folder, null for the sample project. */
  readonly folder: string | null;
  readonly live: boolean;
}

/** What the server is started with so that the extension talks to whom the person wished. */
type TeamOptions = Pick<ServerOptions, "env" | "userSettings">;

async function start(): Promise<number> {
  const wish = readWish(process.argv.slice(2));
  const live = wish.live ? keysOfEnvironment() : null;
  await using undo = new AsyncDisposableStack();
  const { step } = createSteps(2);

  await step("Workbench", ensureWorkbench);
  // Any browser will do to look at it, so a missing Chromium is said but stops nothing.
  await step("Browser", (report) => ensureChromium(report).catch(sayRemedy));
  await step("Build", async () => {
    await runCommand(nodeBinary, ["esbuild.mjs"], { cwd: projectFolder });
    return "done";
  });
  let options: TeamOptions = {};
  await step("Team", async () => {
    options = live ?? (await startRehearsal(undo));
    return wish.live ? "live, with your keys" : "scripted, no vendor is contacted";
  });
  let folder = "";
  await step("Project", async () => {
    folder = wish.folder ?? (await freshSample());
    return wish.folder === null ? `a fresh copy of the sample, ${folder}` : folder;
  });
  let ended = Promise.resolve();
  let address = "";
  let forgetful = false;
  await step("VS Code", async () => {
    const dataFolder = wish.folder === null ? null : await dataFolderOf(wish.folder, undo);
    forgetful = wish.folder !== null && dataFolder === null;
    const server = await startServer({
      extensionPath: projectFolder,
      installed: true,
      folder,
      ...(dataFolder === null ? {} : { dataFolder }),
      ...options,
    });
    undo.defer(() => server.stop());
    const short = await startShortAddress(server.url);
    undo.defer(short.stop);
    ended = server.ended;
    address = short.url;
    return "running";
  });
  const opened = openInBrowser(address);
  console.log(`\n${farewell({ ...wish, address, opened, forgetful })}\n`);
  await Promise.race([ended, askedToStop()]);
  console.log("\nStopping.");
  return 0;
}

function readWish(args: readonly string[]): Wish {
  const { values, positionals } = parseArgs({
    // npm leaves dashes in that come a second time.
    args: args.filter((argument) => argument !== "--"),
    options: { live: { type: "boolean", default: false } },
    allowPositionals: true,
    strict: false,
  });
  const unknown = Object.keys(values).find((name) => name !== "live");
  if (unknown !== undefined || positionals.length > 1) throw new Remedy(usage);
  const [path] = positionals;
  return {
    folder: path === undefined ? null : existingFolder(path),
    live: values["live"] === true,
  };
}

const usage = "Usage: npm start -- [PATH] [--live]";

/** npm runs scripts in the project's folder and says in INIT_CWD where the person was. */
function existingFolder(path: string): string {
  const folder = resolve(process.env["INIT_CWD"] ?? process.cwd(), path);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder;
  throw new Remedy(`${folder} is not a folder; give the path of your project.`);
}

function keysOfEnvironment(): TeamOptions {
  const names = ["ANTHROPIC_API_KEY", "OPENAI_API_KEY"];
  const found = names.flatMap((name) => {
    const key = process.env[name];
    return key ? [[name, key] as const] : [];
  });
  if (found.length > 0) return { env: Object.fromEntries(found) };
  throw new Remedy(
    `--live needs ${names.join(" or ")} in the environment; set one and start again.`,
  );
}

async function startRehearsal(undo: AsyncDisposableStack): Promise<TeamOptions> {
  const vendors = await startMockVendors(team, { strict: false });
  undo.defer(() => vendors.stop());
  return rehearsalOptions(vendors.url);
}

function sayRemedy(error: unknown): string {
  if (error instanceof Remedy) return error.message;
  throw error;
}

/** A copy of the sample for this start alone, so that two starts never share one. */
async function freshSample(): Promise<string> {
  const folder = await freshFolder(join(cacheFolder, "sample"));
  return prepareSampleWorkspace(join(folder, "mail-bot"));
}

/**
 * Where the sessions of a person's own project stay from start to start; null while another start
 * uses them.
 */
async function dataFolderOf(folder: string, undo: AsyncDisposableStack): Promise<string | null> {
  const name = createHash("sha256").update(folder).digest("hex").slice(0, 12);
  const dataFolder = join(cacheFolder, "start", name);
  const release = await claimFolder(dataFolder);
  if (release === null) return null;
  undo.defer(release);
  return dataFolder;
}

interface Running extends Wish {
  readonly address: string;
  /** Whether the address opens in a browser by itself. */
  readonly opened: boolean;
  /** Whether the sessions of the folder are in use by another start. */
  readonly forgetful: boolean;
}

function farewell({ folder, live, address, opened, forgetful }: Running): string {
  const lines = [`Signoff runs at ${address}${opened ? " and opens in your browser" : ""}`];
  if (folder === null) {
    lines.push(
      "The sample is a fresh copy of its own; a later start removes it once this one has ended.",
    );
  }
  if (forgetful) {
    lines.push(
      "Another start has this folder open, so this one has no earlier sessions and its own are not kept.",
    );
  }
  if (!live && folder === null) {
    lines.push("Press the Signoff icon and type, for example:", `  ${suggestion}`);
  }
  if (!live && folder !== null) {
    lines.push(
      "The scripted team only knows the sample project: in your folder it can talk but not build.",
      "`npm start -- PATH --live` takes your own keys.",
    );
  }
  return [...lines, "Ctrl-C stops everything."].join("\n");
}

const suggestion =
  "I want to add retries with exponential backoff so the bot survives its LLM provider being down.";

async function askedToStop(): Promise<void> {
  await Promise.race(["SIGINT", "SIGTERM", "SIGHUP"].map((signal) => once(process, signal)));
}

await exitWith(start);
