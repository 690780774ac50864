import { Uri } from "vscode";
import { StorageError } from "../../node/disk-error.ts";
import type { BeforeImages } from "../../pipeline/ports.ts";
import { openDocument } from "./open-document.ts";

/**
 * Before-images that hold the person's unsaved words: what is about to be changed through its
 * editor is saved first, or undo would bring back a file the person had already moved on from.
 * `capture` rejects with a `StorageError` where such a file cannot be saved; nothing may be written then.
 * `restore` leaves files with unsaved words alone.
 */
export function vscodeBeforeImages(root: Uri, disk: BeforeImages): BeforeImages {
  return {
    async capture(scope, path) {
      const document = openDocument(Uri.joinPath(root, path));
      if (document?.isDirty === true && !(await document.save())) {
        throw new StorageError({
          what: `${path} was not changed.`,
          why: "It has unsaved changes and could not be saved before.",
          next: "Save or discard them in the editor, then go on.",
          action: null,
        });
      }
      await disk.capture(scope, path);
    },
    read: (scope, path) => disk.read(scope, path),
    paths: (scope) => disk.paths(scope),
    // What is in an editor with unsaved changes was changed since, whatever the disk says.
    restore: (scope, ours) =>
      disk.restore(scope, (path) =>
        openDocument(Uri.joinPath(root, path))?.isDirty === true ? [] : ours(path),
      ),
  };
}
