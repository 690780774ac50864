import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { WorkbenchPage } from "../e2e/pages/workbench-page.ts";
import { launchBrowser } from "./browser.ts";
import { type MockVendors, startMockVendors } from "./mock-vendors.ts";
import { projectFolder } from "./project.mjs";
import { rehearsalOptions } from "./rehearsal.ts";
import { prepareSampleWorkspace } from "./sample-workspace.ts";
import { takeScreenshot } from "./screenshot.ts";
import type { ScriptedTeam } from "./scripted-team.ts";
import { type ServerOptions, startServer } from "./workbench.ts";

export interface StageOptions {
  /** Names the picture taken when the play fails. */
  readonly name: string;
  readonly team: ScriptedTeam;
  /** Overrides what the server is started with: settings, environment, trust, another folder. */
  readonly server?: Partial<ServerOptions>;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** Everything a journey needs, already open: the sample project in the workbench with the extension running. */
export interface Stage {
  readonly workbench: WorkbenchPage;
  readonly vendors: MockVendors;
  /** Absolute path of the open folder, a fresh copy of the sample. */
  readonly folder: string;
}

/**
 * Opens a stage, plays on it and clears it away whatever happens. When the play fails, a picture
 * of the moment lies in `.cache/screenshots/<name>-failed.png`.
 */
export async function onStage(options: StageOptions, play: (stage: Stage) => Promise<void>) {
  await using undo = new AsyncDisposableStack();
  const vendors = await startMockVendors(options.team);
  undo.defer(() => vendors.stop());
  const folder = await prepareSampleWorkspace();
  undo.defer(() => rm(dirname(folder), { recursive: true, force: true, maxRetries: 5 }));
  const rehearsal = rehearsalOptions(vendors.url);
  const server = await startServer({
    extensionPath: projectFolder,
    folder,
    ...options.server,
    userSettings: { ...rehearsal.userSettings, ...options.server?.userSettings },
    env: { ...rehearsal.env, ...options.server?.env },
  });
  undo.defer(() => server.stop());
  const browser = await launchBrowser();
  undo.defer(() => browser.close());
  const page = await browser.newPage({
    viewport: options.viewport ?? { width: 1600, height: 1000 },
  });
  try {
    await play({ workbench: await WorkbenchPage.open(page, server.url), vendors, folder });
  } catch (error) {
    await takeScreenshot(page, `${options.name}-failed`);
    throw error;
  }
}
