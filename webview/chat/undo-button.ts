import { html, type TemplateResult } from "lit";
import { ask } from "../page/ask.ts";

/** Always to hand where the round waits for the person, so that no advice to undo leads nowhere. */
export function undoButton(from: HTMLElement): TemplateResult {
  const undo = () => ask(from, "undoRound", {});
  return html`<vscode-button appearance="secondary" @click=${undo}>Undo round</vscode-button>`;
}
