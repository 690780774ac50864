// `npm run test:host`: the host suite in a real extension host, through @vscode/test-electron.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runTests } from "@vscode/test-electron";
import { team } from "../fixtures/teams/mail-bot.ts";
import { hasWorkbench } from "../support/ensure-workbench.ts";
import { startMockVendors } from "../support/mock-vendors.ts";
import { projectFolder } from "../support/project.mjs";
import { rehearsalOptions } from "../support/rehearsal.ts";
import { exitWith } from "../support/remedy.mjs";
import { prepareSampleWorkspace } from "../support/sample-workspace.ts";
import { bundleSuite } from "./bundle-suite.ts";

async function runHostSuite(): Promise<number> {
  await using undo = new AsyncDisposableStack();
  const extensionTestsPath = await bundleSuite();
  const vendors = await startMockVendors(team);
  undo.defer(() => vendors.stop());
  const folder = await prepareSampleWorkspace();
  undo.defer(() => removeFolder(dirname(folder)));
  const dataFolder = await mkdtemp(join(tmpdir(), "signoff-host-"));
  undo.defer(() => removeFolder(dataFolder));
  const { userSettings, env } = rehearsalOptions(vendors.url);
  await writeUserSettings(dataFolder, userSettings);
  const executable = chooseExecutable();
  return await runTests({
    ...(executable === null ? {} : { vscodeExecutablePath: executable }),
    extensionDevelopmentPath: projectFolder,
    extensionTestsPath,
    launchArgs: [folder, `--user-data-dir=${dataFolder}`],
    extensionTestsEnv: env,
  }).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  });
}

/** A VS Code named by the person, else the installed workbench, else (null) a desktop VS Code to download. */
function chooseExecutable(): string | null {
  const named = process.env["VSCODE_EXECUTABLE"];
  if (named) return named;
  return hasWorkbench() ? join(projectFolder, "test", "host", "workbench-executable") : null;
}

async function writeUserSettings(dataFolder: string, settings: object): Promise<void> {
  await mkdir(join(dataFolder, "User"), { recursive: true });
  await writeFile(join(dataFolder, "User", "settings.json"), JSON.stringify(settings));
}

function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

await exitWith(runHostSuite);
