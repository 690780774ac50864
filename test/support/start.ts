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
    folder = wish.folder ?? (await prepareSampleWorkspace(join(cacheFolder, "sample", "mail-bot")));
    return folder;
  });
  let ended = Promise.resolve();
  let address = "";
  await step("VS Code", async () => {
    const dataFolder = dataFolderOf(wish);
    const server = await startServer({
      extensionPath: projectFolder,
      folder,
      ...dataFolder,
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
  console.log(`\n${farewell(wish, address, opened)}\n`);
  await Promise.race([ended, askedToStop()]);
  console.log("\nStopping.");
  return 0;
}

function readWish(args: readonly string[]): Wish {
  const { values, positionals } = parseArgs({
    // `npm start -- PATH -- --live` leaves the second dashes in.
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

const usage = "Usage: npm start [-- PATH] [-- --live]";

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
  const vendors = await startMockVendors(team);
  undo.defer(() => vendors.stop());
  return rehearsalOptions(vendors.url);
}

function sayRemedy(error: unknown): string {
  if (error instanceof Remedy) return error.message;
  throw error;
}

/** The sample starts afresh every time; sessions in a person's own project stay. */
function dataFolderOf({ folder }: Wish): Pick<ServerOptions, "dataFolder"> {
  if (folder === null) return {};
  const name = createHash("sha256").update(folder).digest("hex").slice(0, 12);
  return { dataFolder: join(cacheFolder, "start", name) };
}

function farewell({ folder, live }: Wish, address: string, opened: boolean): string {
  const lines = [`Signoff runs at ${address}${opened ? " and opens in your browser" : ""}`];
  if (!live && folder === null) {
    lines.push("Press the Signoff icon and type, for example:", `  ${suggestion}`);
  }
  if (!live && folder !== null) {
    lines.push(
      "The scripted team only knows the sample project: in your folder it can talk but not build.",
      "`npm start -- PATH -- --live` takes your own keys.",
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
