import { html, svg, type TemplateResult } from "lit";
import { costWords } from "../../src/core/session/phase-words.ts";
import type { SessionState } from "../../src/core/session/state.ts";
import {
  type CostShare,
  cacheWords,
  costShares,
  elapsed,
  timeWords,
} from "../words/session-words.ts";

/** What the session cost and how it is shared among the roles. */
export function spend(state: SessionState, now: number): TemplateResult {
  const shares = costShares(state.usage);
  const details = [...shares.map((share) => share.words), cacheWords(state.usage)];
  return html`<section class="spend" aria-label="Spend">
    <div class="spend-head"><h2>Cost</h2><strong>${costWords(state.usage)}</strong>
      <span class="muted">${state.startedAt === 0 ? "" : timeWords(elapsed(state, now))}</span></div>
    ${bar(shares)}
    <p class="muted">${details.filter((part) => part !== "").join(" · ")}</p>
  </section>`;
}

/** Drawn with attributes, because the page's policy forbids inline styles. */
function bar(shares: readonly CostShare[]): TemplateResult {
  let from = 0;
  const parts = shares.map(({ role, share }) => {
    const x = from * 100;
    from += share;
    return svg`<rect class=${role} x=${x} y="0" width=${share * 100} height="1"></rect>`;
  });
  return html`<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>`;
}
