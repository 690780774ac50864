import { commands, type LogOutputChannel, window } from "vscode";
import type { CurrentSession } from "../session/current-session.ts";
import { type PlacesToOpen, startAnew } from "../session/page-handlers.ts";
import type { CommandTable } from "./command-table.ts";

/** Commands of the session and its views. None of them approves: that happens on the plan card alone. */
export function sessionCommands(
  session: CurrentSession,
  places: PlacesToOpen,
  log: LogOutputChannel,
): CommandTable {
  return {
    "signoff.openBoard": () => places.board(),
    "signoff.openPlan": () => places.plan(null),
    "signoff.openChanges": () => places.changes(),
    "signoff.stop": () => session.pipeline?.stop(),
    "signoff.newSession": async () => {
      const refused = await startAnew(session);
      if (refused !== null) void window.showInformationMessage(refused);
    },
    "signoff.openSettings": async () => {
      await commands.executeCommand("workbench.action.openSettings", "@ext:signoff.signoff");
    },
    "signoff.showLog": () => log.show(),
    "signoff.openFolder": async () => {
      await commands.executeCommand("workbench.action.files.openFolder");
    },
    "signoff.manageTrust": async () => {
      await commands.executeCommand("workbench.trust.manage");
    },
  };
}
