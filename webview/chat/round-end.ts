import { html, nothing, type TemplateResult } from "lit";
import type { TimelineItem } from "../../src/core/session/state.ts";
import { icon } from "../ui/icon.ts";
import { timeOfDay } from "../ui/time-of-day.ts";

type RoundEnd = Extract<TimelineItem, { kind: "round-end" }>;

/** How the person ended the round. One kept against the gate never looks like one that passed. */
export function roundEnd(item: RoundEnd): TemplateResult {
  const words = item.outcome === "kept" ? "Kept by you" : "Undone by you";
  return html`<article class="signoff round-end" aria-label="Signoff">
    ${endIcon(item)}
    <div>
      <strong>${words}</strong> <span class="muted">${timeOfDay(item.at)}</span>${
        item.reason === null
          ? nothing
          : html`<span>, although the gate did not pass</span><div class="kept-because">${item.reason}</div>`
      }
      ${item.leftAlone.length > 0 ? leftAlone(item.leftAlone) : nothing}
    </div>
  </article>`;
}

function endIcon({ outcome, reason }: RoundEnd): TemplateResult {
  if (outcome === "undone") return icon("discard", "warn");
  return reason === null ? icon("pass-filled", "good") : icon("warning", "warn");
}

function leftAlone(paths: readonly string[]): TemplateResult {
  return html`<div>Left alone, because they were changed after the round wrote them:</div>
    <ul class="plain-list">${paths.map((path) => html`<li>${path}</li>`)}</ul>`;
}
