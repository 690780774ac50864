import { workspace } from "vscode";
import type { SetupNeed } from "../../protocol/messages.ts";

/** What is missing before a session can start here; null when nothing is. A missing key is told by the turn that needs it. */
export function setupNeed(): SetupNeed | null {
  const folder = workspace.workspaceFolders?.[0];
  if (folder === undefined) {
    return {
      what: "No folder is open.",
      why: "Signoff works on the project in a folder.",
      actions: [{ label: "Open folder", command: "signoff.openFolder" }],
    };
  }
  if (folder.uri.scheme !== "file") {
    return {
      what: "This folder is not on a disk.",
      why: `Signoff runs checks and keeps before-images, which needs files on disk; this is ${folder.uri.scheme}:.`,
      actions: [{ label: "Open folder", command: "signoff.openFolder" }],
    };
  }
  if (!workspace.isTrusted) {
    return {
      what: "This folder is not trusted.",
      why: "Until you trust it, Signoff reads nothing, runs nothing and sends nothing.",
      actions: [{ label: "Manage workspace trust", command: "signoff.manageTrust" }],
    };
  }
  return null;
}
