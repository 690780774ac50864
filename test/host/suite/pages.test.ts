import assert from "node:assert/strict";
import { commands, TabInputWebview, ViewColumn, window } from "vscode";
import { Emitter } from "../../../src/base/emitter.ts";
import type { HostStatus } from "../../../src/protocol/messages.ts";
import { type MethodHandlers, methods } from "../../../src/protocol/methods.ts";
import { connectPage } from "../../../src/vscode/views/connect-page.ts";
import { hostTest } from "../host-test.ts";
import { planPropose, scriptedSession, sessionStart } from "./scripted-session.ts";
import { tempFolder } from "./temp-folder.ts";
import { until } from "./until.ts";

/** Stands in for the page's bundle: says what it received by the links it asks to open. */
const page = `
  const api = acquireVsCodeApi();
  let id = 0;
  const call = (method, params) =>
    api.postMessage({ kind: "call", generation: "g-" + performance.timeOrigin, id: id++, method, params });
  addEventListener("message", ({ data }) => {
    if (data.kind === "snapshot") call("openLink", { href: "title " + data.state.plan.card.title });
    if (data.kind === "reveal") call("openLink", { href: "reveal " + data.finding });
  });
  call("ready", {});
  call("openLink", { href: "name " + document.body.dataset.page });
  const inline = document.createElement("script");
  inline.textContent = "document.title = 'hacked'";
  document.body.append(inline);
  call("openLink", { href: "inline " + (document.title === "hacked") });
`;

const status: HostStatus = {
  card: null,
  blocked: null,
  running: false,
  goOn: false,
  tryAgain: false,
  setup: null,
  rehearsal: false,
};

/** Every method answers nothing; links are noted. */
function noting(seen: string[]): MethodHandlers {
  const answers = Object.keys(methods).map((name) => [name, () => ({ refused: null })]);
  const openLink = ({ href }: { href: string }) => {
    seen.push(href);
    return {};
  };
  return { ...Object.fromEntries(answers), openLink } as MethodHandlers;
}

function pageTabs() {
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof TabInputWebview);
}

hostTest("a page loads under its policy and speaks with the session", async () => {
  await using folder = await tempFolder();
  await folder.write("dist/webview/board.js", page);
  const session = scriptedSession();
  session.happen(sessionStart, planPropose(1, "# Plan"));
  const seen: string[] = [];
  const panel = window.createWebviewPanel("signoff.test", "Page", ViewColumn.One);
  const connection = connectPage(
    panel.webview,
    { name: "board", title: "Page" },
    {
      extensionUri: folder.uri,
      session: session.view,
      status: { value: status, onChange: new Emitter<void>().event },
      handlers: noting(seen),
      log: (message) => seen.push(`log ${message}`),
    },
  );
  await until("the page has its snapshot", () => seen.includes("title Retry"));
  assert.ok(seen.includes("name board"));
  assert.ok(seen.includes("inline false"), "a script without the nonce does not run");
  connection.reveal("f1");
  await until("the page heard of the finding", () => seen.includes("reveal f1"));
  await folder.write("other.md", "x");
  await window.showTextDocument(folder.file("other.md"), { preview: false });
  seen.length = 0;
  panel.reveal();
  await until("a page that was hidden asks anew", () => seen.includes("title Retry"));
  connection.dispose();
  panel.dispose();
  await until("the panel is closed", () => pageTabs().length === 0);
});

hostTest("the board opens once, wherever it is", async () => {
  await using folder = await tempFolder();
  await commands.executeCommand("signoff.openBoard");
  await until("the board is open", () => pageTabs().length === 1);
  await folder.write("other.md", "x");
  await window.showTextDocument(folder.file("other.md"), { preview: false });
  await commands.executeCommand("signoff.openBoard");
  await until("it is in front", () => window.tabGroups.activeTabGroup.activeTab === pageTabs()[0]);
  assert.equal(pageTabs().length, 1);
  await window.tabGroups.close(pageTabs());
});
