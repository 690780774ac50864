import { ViewColumn, type WebviewPanel, window } from "vscode";
import type { Disposable } from "../../base/disposable.ts";
import { connectPage, type PageDeps } from "./connect-page.ts";

/** Editor panel of the board; named in package.json's activation events. */
export const boardPanelType = "signoff.board";

export interface Board extends Disposable {
  /** Shows the board, in the place where it already is. */
  open(): void;
  /** Selects a finding on the board if the board is open; opens nothing. */
  reveal(finding: string): void;
}

/** One board at most. A window that reloads brings it back where it was. */
export function createBoard(deps: PageDeps): Board {
  let current: {
    readonly panel: WebviewPanel;
    readonly page: ReturnType<typeof connectPage>;
  } | null = null;

  const adopt = (panel: WebviewPanel) => {
    current?.panel.dispose();
    const page = connectPage(panel.webview, { name: "board", title: "Signoff board" }, deps);
    const adopted = { panel, page };
    current = adopted;
    panel.onDidDispose(() => {
      page.dispose();
      if (current === adopted) current = null;
    });
  };

  const serializer = window.registerWebviewPanelSerializer(boardPanelType, {
    async deserializeWebviewPanel(panel) {
      adopt(panel);
    },
  });

  return {
    open() {
      if (current !== null) return current.panel.reveal();
      const options = { retainContextWhenHidden: false };
      adopt(window.createWebviewPanel(boardPanelType, "Signoff board", ViewColumn.Active, options));
    },
    reveal: (finding) => current?.page.reveal(finding),
    dispose() {
      serializer.dispose();
      current?.page.dispose();
      current?.panel.dispose();
    },
  };
}
