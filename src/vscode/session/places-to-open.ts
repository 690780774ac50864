import { commands, env, Uri, window } from "vscode";
import type { PlanDrafts } from "../plan/plan-drafts.ts";
import type { Board } from "../views/board-panel.ts";
import type { PlacesToOpen } from "./page-handlers.ts";
import type { ReviewParts } from "./review-parts.ts";

export interface PlaceDeps {
  readonly drafts: PlanDrafts | null;
  readonly board: () => Board;
  readonly review: ReviewParts | null;
}

/** Opens what a page points at. Without a folder there is nothing to open, so nothing happens. */
export function placesToOpen(deps: PlaceDeps): PlacesToOpen {
  return {
    plan: async (number) => deps.drafts?.open(number),
    board: () => deps.board().open(),
    changes: async () => deps.review?.changes.openAllChanges(),
    file: async (path, line) => deps.review?.changes.openFileChange(path, line),
    finding: async (id) => deps.review?.threads.reveal(id),
    link: openLink,
    action: async (command) => {
      if (command.startsWith("signoff.")) await commands.executeCommand(command);
    },
  };
}

/** Opens a link only after the person saw where it really leads, and only over https. */
async function openLink(href: string): Promise<void> {
  const url = URL.canParse(href) ? new URL(href) : null;
  if (url?.protocol !== "https:" || url.username !== "" || url.password !== "") {
    void window.showWarningMessage(
      `Signoff opens https links only. This one was not opened: ${href}`,
    );
    return;
  }
  const open = "Open link";
  const detail = `${url.host}\n\n${url.href}`;
  const chosen = await window.showInformationMessage(
    "Open a link a model wrote?",
    { modal: true, detail },
    open,
  );
  if (chosen === open) await env.openExternal(Uri.parse(url.href, true));
}
