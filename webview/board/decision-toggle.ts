import { html, type TemplateResult } from "lit";
import type { Disposition } from "../../src/core/review/finding.ts";
import type { FindingState } from "../../src/core/session/state.ts";
import { ask } from "../page/ask.ts";
import { decidedWords, standing } from "../words/review-words.ts";

/** Accept or reject one finding, with who decided beside it. Once the look is sent it only shows. */
export function decisionToggle(
  from: HTMLElement,
  state: FindingState,
  sent: boolean,
): TemplateResult {
  return html`<div class="toggle" role="group" aria-label="Decision on ${state.finding.claim}">
      ${choice(from, state, "accept", sent)}${choice(from, state, "reject", sent)}
    </div>
    <div class="muted">${decidedWords(state, sent)}</div>
    ${state.reason === null ? "" : html`<div class="muted">“${state.reason}”</div>`}`;
}

function choice(
  from: HTMLElement,
  state: FindingState,
  disposition: Disposition,
  sent: boolean,
): TemplateResult {
  const settle = () =>
    ask(from, "settleDisposition", { finding: state.finding.id, disposition, reason: null });
  const pressed = standing(state) === disposition;
  return html`<button class=${disposition} aria-pressed=${pressed} ?disabled=${sent} @click=${settle}>
    ${disposition === "accept" ? "Accept" : "Reject"}
  </button>`;
}
