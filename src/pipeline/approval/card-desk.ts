import type { ApprovableCard } from "../../core/lock/approval.ts";
import type { SessionState } from "../../core/session/state.ts";
import type { PipelineDeps } from "../pipeline-deps.ts";
import { rosterProblem } from "../team/roster.ts";

/**
 * Hands out the one card that can be approved: a new nonce for every plan version, for every change
 * of what its card says and after every approval, so that no act on an older card counts.
 */
export class CardDesk {
  readonly #deps: PipelineDeps;
  #card: ApprovableCard | null = null;
  #of: readonly unknown[] = [];

  constructor(deps: PipelineDeps) {
    this.#deps = deps;
  }

  /** The card of the newest plan, null where there is none or the lock is open. */
  current(): ApprovableCard | null {
    const { plan, lock } = this.#deps.store.state;
    if (plan === null || lock.kind === "unlocked" || lock.reason === "round-over") return null;
    const of = [plan, lock.reason];
    if (of.some((part, index) => part !== this.#of[index])) {
      this.#of = of;
      this.#card = { nonce: this.#deps.ids.next("card"), plan: plan.number, painted: false };
    }
    return this.#card;
  }

  /** A page says that it painted the card with this nonce. */
  painted(nonce: string): void {
    const card = this.current();
    if (card?.nonce === nonce) this.#card = { ...card, painted: true };
  }

  /** Makes the card worthless after it was used. */
  withdraw(): void {
    this.#of = [];
    this.#card = null;
  }
}

/** Why the newest plan cannot be approved now, in words for the person; null when it can. */
export async function approvalBlock(
  deps: PipelineDeps,
  architectAnswers: boolean,
): Promise<string | null> {
  const state = deps.store.state;
  const simple = simpleBlock(deps, state, architectAnswers);
  if (simple !== null) return simple;
  const roster = await deps.roster();
  if (!roster.ok) return `${roster.error.what} ${roster.error.why}`;
  return rosterProblem(roster.value, deps.diversity());
}

/** The part of `approvalBlock` that is known at once. */
export function simpleBlock(
  deps: PipelineDeps,
  state: SessionState,
  architectAnswers: boolean,
): string | null {
  if (state.plan === null) return "No plan yet: there is nothing to approve.";
  if (state.lock.kind === "unlocked") return `Plan v${state.lock.plan} is approved already.`;
  if (state.lock.reason === "round-over") {
    return `The round of plan v${state.lock.plan} is over. Ask the architect for the next plan, then approve that.`;
  }
  if (deps.hasUnsavedPlan()) {
    return "The plan has changes that are not saved. Save it, read the new card, then approve.";
  }
  if (architectAnswers) return "The architect is still answering. Wait for the end, or press Stop.";
  if (state.plan.plan.tasks.length === 0)
    return "The plan has no task, so there is nothing to build.";
  return null;
}
