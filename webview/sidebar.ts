import "./page/no-eval.ts";
import "./styles/sidebar.css";
import { SidebarElement } from "./chat/sidebar-view.ts";
import { keptArrangement } from "./page/arrangement.ts";
import { Controller } from "./page/controller.ts";
import { Store } from "./store.ts";
import { registerToolkit } from "./ui/toolkit.ts";

registerToolkit();
const api = acquireVsCodeApi();
const store = new Store();
const sidebar = new SidebarElement(keptArrangement(api));
const controller = new Controller(api, store, () => undefined);

store.subscribe(
  (view) => view,
  (view) => {
    sidebar.view = view;
  },
);

/** The nonce of the newest plan card this page has painted, which the word `approved` would approve. */
function paintedCard(): string | null {
  const { painted, status } = store.view;
  return painted !== null && painted === status.card ? painted : null;
}

async function send(text: string): Promise<void> {
  const taken = await controller.ask({
    method: "sendMessage",
    params: { text, card: paintedCard() },
  });
  if (taken) sidebar.clearDraft(text);
}

sidebar.addEventListener("signoff-send", ({ detail }) => void send(detail));
sidebar.addEventListener("signoff-painted", ({ detail }) => void controller.reportPainted(detail));
document.body.append(sidebar);
controller.start(sidebar);
