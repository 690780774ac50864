import { commands, Range, type TextDocumentShowOptions, Uri, window, workspace } from "vscode";
import type { SessionState } from "../../core/session/state.ts";
import type { SessionView } from "../../protocol/session-view.ts";
import { beforeUri, nothingUri } from "./before-documents.ts";

export interface OpenChanges {
  /**
   * Shows a file of the round as a diff, before the round and now, at a one-based line. A file
   * the round did not touch opens by itself. Says so where there is neither.
   */
  openFileChange(path: string, line: number | null): Promise<void>;
  /** Shows every file of the round in one editor. */
  openAllChanges(): Promise<void>;
}

export function createOpenChanges(deps: {
  readonly root: Uri;
  readonly session: SessionView;
}): OpenChanges {
  const { root, session } = deps;
  return {
    async openFileChange(path, line) {
      const options = showAt(line);
      const now = Uri.joinPath(root, path);
      const [before, isThere] = [beforeImage(root, session.state, path), await exists(now)];
      if (before === null && !isThere) {
        void window.showInformationMessage(`${path} does not exist any more.`);
      } else if (before === null) {
        await window.showTextDocument(now, options);
      } else {
        const right = isThere ? now : nothingUri(root, path);
        await commands.executeCommand("vscode.diff", before, right, changeTitle(path), options);
      }
    },
    async openAllChanges() {
      const paths = changedPaths(session.state);
      if (paths.length === 0) {
        void window.showInformationMessage("This round has not changed a file yet.");
        return;
      }
      const changes = await Promise.all(paths.map((path) => changeOf(root, session.state, path)));
      const title = `Round ${session.state.round?.number} (before ↔ now)`;
      await commands.executeCommand("vscode.changes", title, changes);
    },
  };
}

/** Paths of the round's edits that were made, in the order they were first touched, without the published plan. */
export function changedPaths(state: SessionState): readonly string[] {
  const { edits, planPath } = state.round ?? { edits: [], planPath: "" };
  const made = edits.filter(({ status, path }) => status === "done" && path !== planPath);
  return [...new Set(made.map(({ path }) => path))];
}

/** Label, left and right of one file; a side without a file is undefined and reads as added or deleted. */
async function changeOf(root: Uri, state: SessionState, path: string) {
  const now = Uri.joinPath(root, path);
  const first = state.round?.edits.find((edit) => edit.path === path);
  const before = first?.before === null ? null : beforeImage(root, state, path);
  return [now, before ?? undefined, (await exists(now)) ? now : undefined] as const;
}

function beforeImage(root: Uri, state: SessionState, path: string): Uri | null {
  if (state.round === null || !changedPaths(state).includes(path)) return null;
  return beforeUri(root, { session: state.id, round: state.round.number, path });
}

function changeTitle(path: string): string {
  return `${path.slice(path.lastIndexOf("/") + 1)} (before the round ↔ now)`;
}

function showAt(line: number | null): TextDocumentShowOptions {
  if (line === null) return {};
  return { selection: new Range(line - 1, 0, line - 1, 0) };
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
