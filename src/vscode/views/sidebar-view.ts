import { type WebviewView, window } from "vscode";
import { type Disposable, DisposableStore } from "../../base/disposable.ts";
import type { SessionView } from "../../protocol/session-view.ts";
import { connectPage, type PageDeps } from "./connect-page.ts";
import { waitingDecision } from "./waiting-decision.ts";

/** Where the person talks to the architect; named in package.json. */
export const sidebarViewId = "signoff.architect";

/** Fills the sidebar whenever VS Code shows it, and counts waiting decisions on its badge. */
export function registerSidebar(deps: PageDeps): Disposable {
  const open = new Set<Disposable>();
  const registration = window.registerWebviewViewProvider(
    sidebarViewId,
    {
      resolveWebviewView(view) {
        const parts = new DisposableStore();
        parts.add(connectPage(view.webview, { name: "sidebar", title: "Signoff" }, deps));
        parts.add(keepBadge(view, deps.session));
        open.add(parts);
        view.onDidDispose(() => {
          open.delete(parts);
          parts.dispose();
        });
      },
    },
    { webviewOptions: { retainContextWhenHidden: false } },
  );
  return {
    dispose() {
      registration.dispose();
      for (const parts of open) parts.dispose();
      open.clear();
    },
  };
}

function keepBadge(view: WebviewView, session: SessionView): Disposable {
  let shown: string | undefined;
  const update = () => {
    const waiting = waitingDecision(session.state);
    if (shown === waiting?.words) return;
    shown = waiting?.words;
    view.badge = waiting === null ? undefined : { value: waiting.count, tooltip: waiting.words };
  };
  update();
  const disposables = new DisposableStore();
  disposables.add(session.onEvents(update));
  disposables.add(session.onReset(update));
  return disposables;
}
