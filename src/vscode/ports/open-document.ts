import { type TextDocument, type Uri, workspace } from "vscode";

/** The document an editor holds for this address, undefined where it is not open. */
export function openDocument(uri: Uri): TextDocument | undefined {
  const key = uri.toString();
  return workspace.textDocuments.find(
    (document) => !document.isClosed && document.uri.toString() === key,
  );
}
