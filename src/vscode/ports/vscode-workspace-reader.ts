import { Uri } from "vscode";
import { contentHash } from "../../base/hash.ts";
import { ok } from "../../base/result.ts";
import type { WorkspaceReader } from "../../pipeline/ports.ts";
import { openDocument } from "./open-document.ts";

/**
 * Reads as the person sees it: where a file is open with unsaved changes, the editor's text.
 * What may be read at all is the disk reader's to say, so a path it refuses stays refused.
 * Listing and searching look at the disk alone.
 */
export function vscodeWorkspaceReader(root: Uri, disk: WorkspaceReader): WorkspaceReader {
  return {
    listFiles: (folder, limit) => disk.listFiles(folder, limit),
    searchText: (query, isRegex, limit) => disk.searchText(query, isRegex, limit),
    exists: (path) => disk.exists(path),
    async readFile(path) {
      const onDisk = await disk.readFile(path);
      if (!onDisk.ok && onDisk.error.kind !== "missing") return onDisk;
      const document = openDocument(Uri.joinPath(root, path));
      if (document?.isDirty !== true) return onDisk;
      const text = document.getText();
      return ok({ path: onDisk.ok ? onDisk.value.path : path, text, hash: contentHash(text) });
    },
  };
}
