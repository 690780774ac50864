import { html, nothing, type TemplateResult } from "lit";
import type { Failure } from "../../src/core/session/failure.ts";
import { ask } from "../page/ask.ts";
import { codeText } from "./code-text.ts";
import { icon } from "./icon.ts";

/** What happened, why, what to do next, and a button where a command helps. */
export function failureCard(from: HTMLElement, failure: Failure): TemplateResult {
  const { what, why, next, action } = failure;
  const run = (command: string) => () => ask(from, "runAction", { command });
  return html`<div class="failure">
    ${icon("warning", "warn")}
    <div>
      <div class="what">${codeText(what)}</div>
      ${why && html`<div class="muted">${codeText(why)}</div>`}
      ${next && html`<div>${codeText(next)}</div>`}
      ${
        action === null
          ? nothing
          : html`<div class="actions">
              <vscode-button appearance="secondary" @click=${run(action.command)}>${action.label}</vscode-button>
            </div>`
      }
    </div>
  </div>`;
}
