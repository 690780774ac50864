import {
  EndOfLine,
  Range,
  type Tab,
  TabInputText,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from "vscode";
import { contentHash } from "../../base/hash.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { explainDiskError } from "../../node/disk-error.ts";
import { decodeUtf8, readRegularFile } from "../../node/regular-file.ts";
import { resolveInside } from "../../node/resolve-inside.ts";
import type { WorkspaceWriter, WriteFailure } from "../../pipeline/ports.ts";
import { middleChange } from "./middle-change.ts";
import { openDocument } from "./open-document.ts";

/**
 * Writes through the editor where a file is open, so that the person's undo, cursor and line
 * ends survive and save participants run; otherwise with `disk`. Both refuse the same paths.
 */
export function vscodeWorkspaceWriter(root: Uri, disk: WorkspaceWriter): WorkspaceWriter {
  return {
    async write(path, expected, text) {
      const document = openDocument(Uri.joinPath(root, path));
      if (document === undefined) return disk.write(path, expected, text);
      if (expected !== null) return writeOpen(root, document, { path, expected, text });
      // Open without a file: deleted meanwhile, or never saved. Unsaved words are the person's.
      return document.isDirty ? err(changed(path)) : disk.write(path, null, text);
    },
    async remove(path, expected) {
      const uri = Uri.joinPath(root, path);
      if (openDocument(uri)?.isDirty === true) return err(changed(path));
      const removed = await disk.remove(path, expected);
      if (removed.ok) await window.tabGroups.close(tabsOf(uri), true);
      return removed;
    },
  };
}

interface Change {
  readonly path: string;
  readonly expected: string;
  readonly text: string;
}

async function writeOpen(
  root: Uri,
  document: TextDocument,
  { path, expected, text }: Change,
): Promise<Result<string, WriteFailure>> {
  const onDisk = await readTarget(root, path);
  if (!onDisk.ok) return onDisk;
  if (!holds(document, onDisk.value, expected)) return err(changed(path));
  if (!isUnicode(document, text)) return err(encoding(path));
  const before = document.getText();
  if (!(await replaceText(document, text))) return err(failed(`${path} could not be edited.`));
  if (!(await document.save())) {
    await replaceText(document, before);
    return err(failed(`${path} could not be saved; the editor has its old text again.`));
  }
  const after = await readTarget(root, path);
  return after.ok ? ok(after.value.hash) : after;
}

/** Whether the editor holds the text the caller means, and nothing on disk is about to contradict it. */
function holds(document: TextDocument, onDisk: Target, expected: string): boolean {
  const text = document.getText();
  if (document.isDirty) return contentHash(text) === expected;
  // A clean editor shows the disk without its byte order mark and with even line ends.
  return plain(text) === plain(onDisk.text) && onDisk.hash === expected;
}

interface Target {
  readonly text: string;
  readonly hash: string;
}

/**
 * The file on disk. An editor follows links and writes into every name of a file, so both are
 * refused here as they are where no editor is involved.
 */
async function readTarget(root: Uri, path: string): Promise<Result<Target, WriteFailure>> {
  const place = await resolveInside(root.fsPath, path);
  if (!place.ok) return err({ kind: "outside", message: place.error });
  const { absolute, real, redirected } = place.value;
  if (redirected) return err(elsewhere(`${path} is really ${real}. Name that file instead.`));
  try {
    const file = await readRegularFile(absolute);
    if (file === null) return err(changed(path));
    if (file.names > 1) return err(elsewhere(`${path} is the same file under another name.`));
    const text = decodeUtf8(file.bytes);
    return text === null ? err(encoding(path)) : ok({ text, hash: contentHash(file.bytes) });
  } catch (error) {
    return err(failed(`${path} cannot be read. ${explainDiskError(error)}`));
  }
}

function isUnicode(document: TextDocument, text: string): boolean {
  return /^utf8/.test(document.encoding) && text.isWellFormed();
}

/** False when VS Code refused the edit. Only the stretch that differs is replaced. */
async function replaceText(document: TextDocument, text: string): Promise<boolean> {
  const lineEnd = document.eol === EndOfLine.CRLF ? "\r\n" : "\n";
  const change = middleChange(document.getText(), plain(text).replaceAll("\n", lineEnd));
  if (change === null) return true;
  const range = new Range(document.positionAt(change.start), document.positionAt(change.end));
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, range, change.text);
  return workspace.applyEdit(edit);
}

function plain(text: string): string {
  return text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
}

function tabsOf(uri: Uri): Tab[] {
  const key = uri.toString();
  return window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof TabInputText && input.uri.toString() === key);
}

function changed(path: string): WriteFailure {
  return { kind: "changed", message: `${path} was changed meanwhile. Read it again.` };
}

function failed(message: string): WriteFailure {
  return { kind: "failed", message };
}

function encoding(path: string): WriteFailure {
  return {
    kind: "encoding",
    message: `${path} is not saved as UTF-8, so changing it could damage it.`,
  };
}

function elsewhere(message: string): WriteFailure {
  return { kind: "outside", message };
}
