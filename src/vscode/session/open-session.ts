import type { Uri } from "vscode";
import { err, ok, type Result } from "../../base/result.ts";
import type { Failure } from "../../core/session/failure.ts";
import { createApprovalFile } from "../../node/approval-file.ts";
import { createBeforeImages } from "../../node/before-images.ts";
import { createFileReader } from "../../node/file-reader.ts";
import { createFileWriter } from "../../node/file-writer.ts";
import { JournalFile, readJournal } from "../../node/journal-file.ts";
import { createCheckRunner } from "../../node/run-check.ts";
import { type SessionFolder, sessionFolder } from "../../node/session-folders.ts";
import { Pipeline } from "../../pipeline/pipeline.ts";
import type { PipelineDeps } from "../../pipeline/pipeline-deps.ts";
import type { BeforeImages } from "../../pipeline/ports.ts";
import { recoverSession, windowClosed } from "../../pipeline/session/recover-session.ts";
import { SessionStore } from "../../pipeline/session/session-store.ts";
import type { ModelSource } from "../../pipeline/turn/seat-turn.ts";
import { vscodeBeforeImages } from "../ports/vscode-before-images.ts";
import { vscodeWorkspaceReader } from "../ports/vscode-workspace-reader.ts";
import { vscodeWorkspaceWriter } from "../ports/vscode-workspace-writer.ts";
import type { Settings } from "../settings.ts";
import { readRoster } from "./team.ts";

/** What every session of a workspace shares. */
export interface SessionEnvironment {
  readonly root: Uri;
  readonly extensionUri: Uri;
  /** Folder of this workspace outside the workspace. */
  readonly storage: string;
  /** File of the sealed approvals, apart from the sessions. */
  readonly approvals: string;
  readonly settings: Settings;
  readonly models: ModelSource;
  sealKey(): Promise<string>;
  hasUnsavedPlan(): boolean;
  onBroken(error: unknown): void;
}

export interface OpenSession {
  readonly folder: SessionFolder;
  readonly store: SessionStore;
  readonly pipeline: Pipeline;
  readonly images: BeforeImages;
}

/** Opens the session with this id, an empty one where nothing is stored. Fails when its journal cannot be read on. */
export async function openSession(
  environment: SessionEnvironment,
  id: string,
): Promise<Result<OpenSession, Failure>> {
  const folder = sessionFolder(environment.storage, id);
  const past = await readJournal(folder.journal);
  if (!past.ok) return past;
  if (past.value.readOnly) return err(unreadable(past.value.problems.at(-1)?.message ?? ""));
  const clock = { now: () => Date.now() };
  const store = new SessionStore(new JournalFile(folder.journal), clock, past.value.events);
  await recoverSession(store, windowClosed);
  const images = vscodeBeforeImages(
    environment.root,
    createBeforeImages(environment.root.fsPath, folder.images),
  );
  const pipeline = new Pipeline(pipelineDeps(environment, store, images));
  await pipeline.verifyApproval();
  return ok({ folder, store, pipeline, images });
}

function pipelineDeps(
  environment: SessionEnvironment,
  store: SessionStore,
  images: BeforeImages,
): PipelineDeps {
  const { root, settings } = environment;
  const diskReader = createFileReader(root.fsPath);
  const reader = vscodeWorkspaceReader(root, diskReader);
  return {
    store,
    images,
    reader,
    clock: { now: () => Date.now() },
    ids: { next: (prefix) => `${prefix}-${crypto.randomUUID().slice(0, 13)}` },
    models: environment.models,
    writer: vscodeWorkspaceWriter(root, createFileWriter(root.fsPath)),
    checks: createCheckRunner({
      root: root.fsPath,
      env: process.env,
      timeoutMs: settings.checkTimeout(),
    }),
    approvals: createApprovalFile(environment.approvals),
    roster: () => readRoster(environment.extensionUri, root, settings),
    diversity: () => settings.diversity(),
    constraints: async () => {
      const path = settings.constraintDocument();
      const file = await diskReader.readFile(path);
      if (file.ok) return { path, text: file.value.text, problem: null };
      const missing = file.error.kind === "missing";
      return { path, text: null, problem: missing ? null : file.error.message };
    },
    sealKey: environment.sealKey,
    hasUnsavedPlan: environment.hasUnsavedPlan,
    today: () => new Intl.DateTimeFormat("sv-SE").format(Date.now()),
    onBroken: environment.onBroken,
  };
}

function unreadable(problem: string): Failure {
  return {
    what: "The last session cannot be opened for writing.",
    why: problem,
    next: "Start a new session; the old one stays where it is.",
    action: { label: "New session", command: "signoff.newSession" },
  };
}
