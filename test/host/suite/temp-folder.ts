import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { commands, Uri } from "vscode";

/** A folder of its own for one test, gone afterwards together with every open editor. */
export interface TempFolder extends AsyncDisposable {
  readonly uri: Uri;
  file(path: string): Uri;
  write(path: string, text: string): Promise<Uri>;
  read(path: string): Promise<string>;
}

export async function tempFolder(): Promise<TempFolder> {
  const root = await mkdtemp(join(tmpdir(), "signoff-host-"));
  const place = (path: string) => join(root, path);
  return {
    uri: Uri.file(root),
    file: (path) => Uri.file(place(path)),
    async write(path, text) {
      await mkdir(dirname(place(path)), { recursive: true });
      await writeFile(place(path), text);
      return Uri.file(place(path));
    },
    read: (path) => readFile(place(path), "utf8"),
    async [Symbol.asyncDispose]() {
      // Reverts first: closing a changed editor would ask the person.
      await commands.executeCommand("workbench.action.files.revert");
      await commands.executeCommand("workbench.action.closeAllEditors");
      await rm(root, { recursive: true, force: true });
    },
  };
}
