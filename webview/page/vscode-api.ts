import type { WebviewMessage } from "../../src/protocol/messages.ts";

/** What VS Code offers a page; it hands it out once per load. */
export interface VscodeApi {
  postMessage(message: WebviewMessage): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare global {
  function acquireVsCodeApi(): VscodeApi;
}
