import { join } from "node:path";
import { type ExtensionContext, type LogOutputChannel, Uri, window, workspace } from "vscode";
import { abortableWait } from "./node/abortable-wait.ts";
import { createModelSource } from "./pipeline/team/model-source.ts";
import type { ModelSource } from "./pipeline/turn/seat-turn.ts";
import { registerCommands } from "./vscode/commands/command-table.ts";
import { findingCommands } from "./vscode/commands/finding-commands.ts";
import { keyCommands, originOf } from "./vscode/commands/key-commands.ts";
import { sessionCommands } from "./vscode/commands/session-commands.ts";
import { createPlanDrafts } from "./vscode/plan/plan-drafts.ts";
import { createKeys, type Keys } from "./vscode/ports/keys.ts";
import { createSealKey } from "./vscode/ports/seal-key.ts";
import { CurrentSession } from "./vscode/session/current-session.ts";
import type { SessionEnvironment } from "./vscode/session/open-session.ts";
import { pageHandlers } from "./vscode/session/page-handlers.ts";
import { placesToOpen } from "./vscode/session/places-to-open.ts";
import { createReviewParts } from "./vscode/session/review-parts.ts";
import { setupNeed } from "./vscode/session/setup-need.ts";
import { logFailures, tellBroken } from "./vscode/session/tell-failures.ts";
import { readSettings, type Settings } from "./vscode/settings.ts";
import { createStatusBar } from "./vscode/status-bar.ts";
import { type Board, createBoard } from "./vscode/views/board-panel.ts";
import { registerSidebar } from "./vscode/views/sidebar-view.ts";

/** Builds the adapters, joins them and registers everything. A map of the product; no work is done here. */
export function activate(context: ExtensionContext): void {
  const own = <T extends { dispose(): void }>(part: T): T => {
    context.subscriptions.push(part);
    return part;
  };
  const log = own(window.createOutputChannel("Signoff", { log: true }));
  const { extensionUri, secrets } = context;
  const root = workspace.workspaceFolders?.[0]?.uri ?? null;
  const storage = context.storageUri?.fsPath ?? null;
  const settings = readSettings(root);
  const keys = own(createKeys(secrets, process.env));

  const session: CurrentSession = own(
    new CurrentSession({
      environment: () => (setupNeed() === null ? environment : null),
      setup: setupNeed,
      rehearsal: process.env["SIGNOFF_REHEARSAL"] === "1",
    }),
  );
  const review = root && storage ? own(createReviewParts(root, storage, session)) : null;
  const drafts =
    root && storage
      ? own(
          createPlanDrafts({
            root,
            folder: (id) => Uri.file(join(storage, "sessions", id, "plans")),
            session,
            onPersonEdit: (number, text) => void session.pipeline?.planEdited(number, text),
            log: (message) => log.info(message),
          }),
        )
      : null;
  const environment: SessionEnvironment | null =
    root && storage
      ? {
          root,
          extensionUri,
          storage,
          approvals: join(context.globalStorageUri.fsPath, "approvals.json"),
          settings,
          models: modelSource(keys, settings),
          sealKey: createSealKey(secrets),
          hasUnsavedPlan: () => drafts?.isDirty() ?? false,
          onBroken: (error) => tellBroken(log, error),
        }
      : null;

  const places = placesToOpen({ drafts, board: () => board, review });
  const pages = {
    extensionUri,
    session,
    status: session,
    handlers: pageHandlers(session, places),
    log: (message: string) => log.debug(message),
  };
  const board: Board = own(createBoard(pages));
  own(registerSidebar(pages));
  own(createStatusBar(session, session));
  own(logFailures(session, log));
  own(registerCommands(sessionCommands(session, places, log)));
  own(registerCommands(keyCommands(keys, settings)));
  if (review !== null) {
    own(registerCommands(findingCommands(session, review.threads)));
    own(review.threads.onCurrent((finding) => board.reveal(finding)));
  }
  if (drafts !== null) own(drafts.onDirtyChange(() => session.refresh()));
  own(workspace.onDidGrantWorkspaceTrust(() => void resume(session, log)));
  void resume(session, log);
}

/** Each vendor's package is a bundle of its own, loaded with the first call to it. */
function modelSource(keys: Keys, settings: Settings): ModelSource {
  return createModelSource({
    providers: {
      anthropic: async () => (await import("./providers/anthropic/anthropic.ts")).createAnthropic,
      openai: async () => (await import("./providers/openai/openai.ts")).createOpenAi,
    },
    keyFor: (provider, baseUrl) => keys.get(provider, originOf(provider, baseUrl)),
    baseUrl: (provider) => settings.baseUrl(provider),
    idleTimeout: () => settings.idleTimeout(),
    timing: { wait: abortableWait, random: () => Math.random() },
  });
}

async function resume(session: CurrentSession, log: LogOutputChannel): Promise<void> {
  const resumed = await session.resume();
  if (!resumed.ok) log.warn(resumed.error);
  session.refresh();
}
