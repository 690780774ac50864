import { html, nothing, type TemplateResult } from "lit";
import { findingsOf } from "../../src/core/session/next-step.ts";
import { phaseWords } from "../../src/core/session/phase-words.ts";
import type { Round, SessionState } from "../../src/core/session/state.ts";
import { lockText } from "../chat/lock-line.ts";
import { ask } from "../page/ask.ts";
import { codeText } from "../ui/code-text.ts";
import { icon } from "../ui/icon.ts";
import { canSend, hasReview, sendWords, undecidedLook } from "../words/review-words.ts";

/** Title, lock, phase, and the acts that are possible now. */
export function boardHeader(from: HTMLElement, state: SessionState): TemplateResult {
  const { lock, round } = state;
  const tone = lock.kind === "unlocked" ? "good" : "warn";
  return html`<header>
    <h1>${codeText(state.plan?.card.title ?? "No plan yet")}</h1>
    <span class="badge lock ${tone}" role="status" aria-label="Lock">${icon(lock.kind === "unlocked" ? "unlock" : "lock")}${lockText(lock)}</span>
    <span class="muted phase">${phaseWords(state.phase, round)}</span>
    <span class="muted counts">${countWords(round)}</span>
    ${round === null ? nothing : acts(from, round)}
  </header>`;
}

function countWords(round: Round | null): string {
  const look = undecidedLook(round);
  if (round === null || look === null) return "";
  const findings = findingsOf(round, look.look);
  const undecided = findings.filter((state) => state.by !== "person").length;
  return findings.length === 0 ? "" : `undecided ${undecided} · all ${findings.length}`;
}

function acts(from: HTMLElement, round: Round): TemplateResult {
  const look = undecidedLook(round);
  const parts = round.gate?.parts ?? null;
  const isOver = round.outcome !== null;
  return html`<div class="acts">
    <vscode-button appearance="secondary" @click=${() => ask(from, "openChanges", {})}>Open changes</vscode-button>
    ${isOver ? nothing : html`<vscode-button appearance="secondary" @click=${() => ask(from, "undoRound", {})}>Undo round</vscode-button>`}
    ${
      look !== null && !isOver && canSend(look) && hasReview(look)
        ? html`<vscode-button @click=${() => ask(from, "sendDecisions", {})}>${sendWords(findingsOf(round, look.look))}</vscode-button>`
        : nothing
    }
    ${
      parts === null || isOver
        ? nothing
        : keep(
            from,
            parts.every((part) => part.verdict === "pass"),
          )
    }
  </div>`;
}

function keep(from: HTMLElement, passed: boolean): TemplateResult {
  const title = passed
    ? ""
    : "The gate did not pass: keep it with a reason on the gate's card in the sidebar";
  return html`<vscode-button
    ?disabled=${!passed} title=${title} @click=${() => ask(from, "keepRound", { reason: null })}
  >Keep round</vscode-button>`;
}
