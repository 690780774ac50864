import { html, nothing, type TemplateResult } from "lit";
import type { Round } from "../../src/core/session/state.ts";
import { codeText } from "../ui/code-text.ts";
import { icon } from "../ui/icon.ts";
import { type CheckRow, checkRows } from "./check-rows.ts";

const signs = {
  pass: ["check", "good", "pass"],
  fail: ["error", "bad", "fail"],
  running: ["loading codicon-modifier-spin", "warn", "running"],
  "not-run": ["circle-outline", "muted", "not run"],
} as const;

/** The checks as they stand; what the gate found once it has run. */
export function checks(round: Round | null): TemplateResult {
  const shown = round === null ? null : checkRows(round);
  return html`<section class="checks" aria-label="Checks">
    <h2>Checks${shown !== null && !shown.final ? html` <span class="plain">· live, not final</span>` : nothing}</h2>
    ${
      shown === null
        ? html`<p class="muted">They run when the plan is approved.</p>`
        : html`<ul>${shown.rows.map((row) => checkRow(row, shown.final))}</ul>`
    }
  </section>`;
}

/** Whoever sees the sign needs its word only where something is wrong. */
function checkRow(row: CheckRow, final: boolean): TemplateResult {
  const [name, tone, words] = signs[row.state];
  const isWrong = row.state === "fail" || (final && row.state === "not-run");
  return html`<li>${icon(name, tone)}<span><strong>${row.name}</strong> <span class=${isWrong ? `tone-${tone}` : "sr"}>${words}</span>
    <span class="muted">· ${codeText(row.words)}</span></span></li>`;
}
