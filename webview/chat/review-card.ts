import { html, nothing, type TemplateResult } from "lit";
import { findingsOf } from "../../src/core/session/next-step.ts";
import type { Look, ReviewerState, Round } from "../../src/core/session/state.ts";
import { ask } from "../page/ask.ts";
import { icon } from "../ui/icon.ts";
import { canSend, findingWords, hasReview, reviewerWords } from "../words/review-words.ts";
import type { Standstill } from "./standstill.ts";
import { undoButton } from "./undo-button.ts";

/** One look of the reviewers, in the chat. Decisions are sent from here or from the board. */
export function reviewCard(
  from: HTMLElement,
  round: Round,
  look: Look,
  standstill: Standstill,
): TemplateResult {
  const findings = findingsOf(round, look.look);
  const ended = look.reviewers.every((reviewer) => reviewer.outcome !== null);
  const isOpen = !look.decided && round.outcome === null;
  const retry = html`<button class="link" @click=${() => ask(from, "goOn", {})}>Retry</button>`;
  return html`<div class="card review-card" role="group" aria-label="Review ${look.look}">
    <div class="card-head">
      ${icon("comment-discussion")}
      <h2>${look.look === 1 ? "Review" : "Review of the fix"}</h2>
      ${look.decided && findings.length > 0 ? html`<span class="badge">decided</span>` : nothing}
    </div>
    <div class="card-body">
      ${look.reviewers.map((reviewer) => {
        const own = findings.filter((state) => state.finding.reviewer === reviewer.name);
        return reviewerLine(reviewer, own.length, isOpen ? retry : nothing);
      })}
      ${ended && findings.length > 0 ? html`<p class="total">${findingWords(findings)}</p>` : nothing}
      <div class="actions">
        ${
          isOpen && canSend(look)
            ? html`<vscode-button @click=${() => ask(from, "sendDecisions", {})}>${hasReview(look) ? "Send decisions" : "Continue without a review"}</vscode-button>`
            : nothing
        }
        <vscode-button appearance="secondary" @click=${() => ask(from, "openBoard", {})}>Board</vscode-button>
        ${isOpen && standstill === "stopped" && look.reviewers.some(isMissing) ? undoButton(from) : nothing}
      </div>
    </div>
  </div>`;
}

/** Ended without a review. */
function isMissing({ outcome }: ReviewerState): boolean {
  return outcome !== null && outcome.kind !== "done";
}

function reviewerLine(reviewer: ReviewerState, own: number, retry: unknown): TemplateResult {
  const failed = isMissing(reviewer);
  const tone = failed ? "tone-bad" : "muted";
  return html`<p class="reviewer">
    ${reviewerIcon(reviewer)}
    <span><strong>${reviewer.model.id}</strong> <span class=${tone}>${reviewerWords(reviewer, own)}</span>
    ${failed ? retry : nothing}</span>
  </p>`;
}

function reviewerIcon(reviewer: ReviewerState): TemplateResult {
  if (reviewer.outcome === null) return icon("loading codicon-modifier-spin", "warn");
  return reviewer.outcome.kind === "done" ? icon("check", "good") : icon("error", "bad");
}
