import type { Uri, Webview } from "vscode";
import { type Disposable, DisposableStore } from "../../base/disposable.ts";
import {
  createHostChannel,
  type HostChannel,
  type StatusView,
} from "../../protocol/host-channel.ts";
import type { MethodHandlers } from "../../protocol/methods.ts";
import type { SessionView } from "../../protocol/session-view.ts";
import { type WebviewPage, webviewHtml, webviewOptions } from "./webview-html.ts";

/** What every page of ours is made of. */
export interface PageDeps {
  readonly extensionUri: Uri;
  readonly session: SessionView;
  readonly status: StatusView;
  readonly handlers: MethodHandlers;
  log(message: string): void;
}

/** Text streams in at about this pace, in milliseconds (STYLE 6). */
const coalesce = 30;

/**
 * Loads the page into a webview and joins it to the session. Disposing ends the channel; the
 * webview itself belongs to whoever made it.
 */
export function connectPage(
  webview: Webview,
  page: WebviewPage,
  deps: PageDeps,
): Pick<HostChannel, "reveal"> & Disposable {
  const disposables = new DisposableStore();
  const channel = disposables.add(
    createHostChannel({
      session: deps.session,
      status: deps.status,
      handlers: deps.handlers,
      log: (message) => deps.log(`${page.name}: ${message}`),
      // A hidden page answers false and one that is going away rejects; both ask again with `ready`.
      post: (message) => void webview.postMessage(message).then(undefined, () => undefined),
      schedule,
    }),
  );
  disposables.add(webview.onDidReceiveMessage((message: unknown) => channel.receive(message)));
  webview.options = webviewOptions(deps.extensionUri);
  webview.html = webviewHtml(webview, deps.extensionUri, page);
  return {
    reveal: (finding) => channel.reveal(finding),
    dispose: () => disposables.dispose(),
  };
}

function schedule(run: () => void): Disposable {
  const timer = setTimeout(run, coalesce);
  return { dispose: () => clearTimeout(timer) };
}
