import { Uri, workspace } from "vscode";
import type { Disposable } from "../../base/disposable.ts";

/** Scheme of the documents that show a file as it was before a round. */
export const beforeScheme = "signoff-before";

/** Which file before which round of which session. `path` is relative to the workspace root. */
export interface BeforeDocument {
  readonly session: string;
  readonly round: number;
  readonly path: string;
}

export interface BeforeDocumentsDeps {
  /** The workspace root. */
  readonly root: Uri;
  /** Text before the round, null where there was no file. */
  read(document: BeforeDocument): Promise<string | null>;
}

/** Serves the documents that `beforeUri` names; a file that did not exist reads as empty. */
export function registerBeforeDocuments(deps: BeforeDocumentsDeps): Disposable {
  return workspace.registerTextDocumentContentProvider(beforeScheme, {
    async provideTextDocumentContent(uri) {
      const document = parseBeforeUri(deps.root, uri);
      return document === null ? "" : ((await deps.read(document)) ?? "");
    },
  });
}

/**
 * The path is the file's own: VS Code compares the paths of both sides and would call the file
 * renamed otherwise. What tells versions apart stands in the query.
 */
export function beforeUri(root: Uri, document: BeforeDocument): Uri {
  const query = new URLSearchParams({ session: document.session, round: `${document.round}` });
  return Uri.joinPath(root, document.path).with({ scheme: beforeScheme, query: query.toString() });
}

/** An empty document under the file's own path: the right side where a file was deleted. */
export function nothingUri(root: Uri, path: string): Uri {
  return Uri.joinPath(root, path).with({ scheme: beforeScheme, query: "nothing" });
}

function parseBeforeUri(root: Uri, uri: Uri): BeforeDocument | null {
  const query = new URLSearchParams(uri.query);
  const [session, round] = [query.get("session"), Number(query.get("round"))];
  const prefix = root.path.endsWith("/") ? root.path : `${root.path}/`;
  if (session === null || !Number.isInteger(round) || !uri.path.startsWith(prefix)) return null;
  return { session, round, path: uri.path.slice(prefix.length) };
}
