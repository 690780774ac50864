import type { Disposition } from "../../src/core/review/finding.ts";
import type { FindingState, Look, ReviewerState, Round } from "../../src/core/session/state.ts";

/** Accept or reject as it stands: the person's word, else the recommendation. */
export function standing(state: FindingState): Disposition {
  return state.disposition ?? state.finding.recommended;
}

export function isByPerson(state: FindingState): boolean {
  return state.by === "person";
}

/** The look whose findings wait for the person, null when none does. */
export function undecidedLook(round: Round | null): Look | null {
  const look = round?.looks.at(-1);
  return look === undefined || look.decided ? null : look;
}

/** All reviewers have ended, one way or another, so the person can decide. */
export function canSend(look: Look): boolean {
  return look.reviewers.every((reviewer) => reviewer.outcome !== null);
}

/** At least one reviewer really reviewed. */
export function hasReview(look: Look): boolean {
  return look.reviewers.some((reviewer) => reviewer.outcome?.kind === "done");
}

/** For example `2 findings · 1 to accept, 1 to reject`. */
export function findingWords(findings: readonly FindingState[]): string {
  if (findings.length === 0) return "No findings";
  const accepted = findings.filter((state) => standing(state) === "accept").length;
  const count = findings.length === 1 ? "1 finding" : `${findings.length} findings`;
  return `${count} · ${accepted} to accept, ${findings.length - accepted} to reject`;
}

/** The label of the button that sends, for example `Send 2 (1 by you, 1 recommended)`. */
export function sendWords(findings: readonly FindingState[]): string {
  const accepted = findings.filter((state) => standing(state) === "accept");
  const byPerson = accepted.filter(isByPerson).length;
  return `Send ${accepted.length} (${byPerson} by you, ${accepted.length - byPerson} recommended)`;
}

/** Who decided, beside the toggle. */
export function decidedWords(state: FindingState, sent: boolean): string {
  if (isByPerson(state)) return "by you";
  return sent ? "as recommended" : "recommended, not yet by you";
}

/** What became of one reviewer, for example `2 findings · 1 unfounded` or `no review: overloaded`. */
export function reviewerWords(reviewer: ReviewerState, findings: number): string {
  const { outcome, unfounded } = reviewer;
  if (outcome === null) return "reading the change";
  if (outcome.kind === "stopped") return "no review: stopped";
  if (outcome.kind === "failed") return `no review: ${outcome.failure.what}`;
  const count =
    findings === 0 ? "no findings" : findings === 1 ? "1 finding" : `${findings} findings`;
  return unfounded === 0 ? count : `${count} · ${unfounded} unfounded`;
}

/** One sentence per reviewer whose findings were hidden. */
export function unfoundedWords(reviewer: ReviewerState): string {
  const { unfounded, model } = reviewer;
  if (unfounded === 1) {
    return `1 unfounded finding of ${model.id} hidden: its quote is nowhere in the change`;
  }
  return `${unfounded} unfounded findings of ${model.id} hidden: their quotes are nowhere in the change`;
}
