import { type Selection, type Tab, TabInputText, type Uri, window, workspace } from "vscode";

/**
 * Where `from` is shown in an editor that can be seen, shows `to` in its place, the cursor at
 * the same lines and the focus where it was. A tab with unsaved changes or behind another one
 * stays as it is.
 */
export async function replaceTab(from: Uri, to: Uri): Promise<void> {
  for (const group of window.tabGroups.all) {
    const tab = group.activeTab;
    if (tab === undefined || !shows(tab, from) || tab.isDirty) continue;
    const [selection, focused] = [selectionIn(from), hasFocus(from)];
    const document = await workspace.openTextDocument(to);
    await window.showTextDocument(document, {
      viewColumn: group.viewColumn,
      preview: false,
      preserveFocus: !focused,
      ...(selection === undefined ? {} : { selection }),
    });
    await window.tabGroups.close(tab, true);
  }
}

function shows(tab: Tab, uri: Uri): boolean {
  return tab.input instanceof TabInputText && tab.input.uri.toString() === uri.toString();
}

function selectionIn(uri: Uri): Selection | undefined {
  return window.visibleTextEditors.find(({ document }) => isAt(document.uri, uri))?.selection;
}

function hasFocus(uri: Uri): boolean {
  const active = window.activeTextEditor;
  return active !== undefined && isAt(active.document.uri, uri);
}

function isAt(one: Uri, other: Uri): boolean {
  return one.toString() === other.toString();
}
