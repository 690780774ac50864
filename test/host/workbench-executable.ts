// Stands in for the executable of desktop VS Code where that cannot be downloaded: takes the same
// arguments, opens the served workbench in Chromium and exits with the code of the test run.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { launchBrowser } from "../support/browser.ts";
import { exitWith, Remedy } from "../support/remedy.mjs";
import { takeScreenshot } from "../support/screenshot.ts";
import { startServer } from "../support/workbench.ts";

/** Minutes after which a suite that never reports its end is given up. */
const patience = 10;

interface CommandLine {
  readonly folder: string | null;
  readonly extensionPath: string;
  readonly testsPath: string;
  readonly dataFolder: string | null;
  readonly trust: boolean;
}

async function runInWorkbench(): Promise<number> {
  const { folder, extensionPath, testsPath, dataFolder, trust } = readCommandLine(process.argv);
  await using undo = new AsyncDisposableStack();
  const server = await startServer({
    extensionPath,
    folder,
    testsPath,
    trust,
    userSettings: dataFolder === null ? {} : await readSettings(dataFolder),
    env: ownEnvironment(),
  });
  undo.defer(() => server.stop());
  const browser = await launchBrowser();
  undo.defer(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  const exited = exposeTestDriver(page);
  await page.goto(server.url);
  // Awaited here, or everything would be cleared away first.
  return await Promise.race([exited, giveUp(page)]);
}

function readCommandLine(argv: readonly string[]): CommandLine {
  const args = argv.slice(2);
  const value = (name: string) =>
    args.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3) ?? null;
  const extensionPath = value("extensionDevelopmentPath");
  const testsPath = value("extensionTestsPath");
  if (extensionPath === null || testsPath === null) {
    throw new Remedy("Expected --extensionDevelopmentPath=… and --extensionTestsPath=….");
  }
  return {
    folder: args.find((argument) => !argument.startsWith("-")) ?? null,
    extensionPath,
    testsPath,
    dataFolder: value("user-data-dir"),
    trust: args.includes("--disable-workspace-trust"),
  };
}

async function readSettings(dataFolder: string): Promise<Record<string, unknown>> {
  const text = await readFile(join(dataFolder, "User", "settings.json"), "utf8").catch(() => "{}");
  return JSON.parse(text) as Record<string, unknown>;
}

/** What the runner passed for the tests; the server itself passes on no key and no mark of ours. */
function ownEnvironment(): Record<string, string> {
  const names = ["ANTHROPIC_API_KEY", "OPENAI_API_KEY", "SIGNOFF_REHEARSAL"];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/**
 * The workbench reports to two functions of the page: what it and the extension host log, and the
 * end of the run. The promise gives the exit code.
 */
function exposeTestDriver(page: Page): Promise<number> {
  return new Promise((resolve, reject) => {
    const expose = async () => {
      await page.exposeFunction("codeAutomationExit", resolve);
      await page.exposeFunction("codeAutomationLog", (_type: string, args: unknown[]) =>
        printLine(args.map(String).join(" ")),
      );
    };
    expose().catch(reject);
  });
}

/** Faults inside the workbench itself (it misses its gallery, say) are not ours and not printed. */
function printLine(line: string): void {
  if (!line.includes("/workbench/workbench.js:")) console.log(line);
}

async function giveUp(page: Page): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve, patience * 60_000).unref();
  await promise;
  const picture = await takeScreenshot(page, "host-timeout");
  throw new Remedy(`The suite did not end within ${patience} minutes; see ${picture}.`);
}

await exitWith(runInWorkbench);
