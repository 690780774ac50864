import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { awaitsApproval } from "../../src/core/lock/awaits-approval.ts";
import type { LockState } from "../../src/core/lock/lock-state.ts";
import type { PlanCard } from "../../src/core/plan/card.ts";
import type { ProposedPlan } from "../../src/core/session/state.ts";
import type { HostStatus } from "../../src/protocol/messages.ts";
import { ask } from "../page/ask.ts";
import { codeText } from "../ui/code-text.ts";
import { icon } from "../ui/icon.ts";
import { LightElement } from "../ui/light-element.ts";
import { timeOfDay } from "../ui/time-of-day.ts";
import { planCardBody } from "./plan-card-body.ts";

declare global {
  interface HTMLElementEventMap {
    "signoff-painted": CustomEvent<string>;
  }
}

/**
 * The newest plan's card, which is the approve step. It reports its nonce once it has been
 * painted with its buttons in view, and can be approved only when the host knows that.
 */
export class PlanCardElement extends LightElement {
  static override properties = {
    plan: { attribute: false },
    lock: { attribute: false },
    status: { attribute: false },
    painted: { attribute: false },
  };
  declare plan: ProposedPlan | null;
  declare lock: LockState | null;
  declare status: HostStatus | null;
  declare painted: string | null;
  readonly #observer = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) this.#reportAfterPaint();
  });
  #watched: string | null = null;

  constructor() {
    super();
    this.plan = null;
    this.lock = null;
    this.status = null;
    this.painted = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
    this.#watched = null;
  }

  /** Brings the card into view and focuses it as a whole, never a button in it. */
  show(): void {
    const card = this.querySelector<HTMLElement>(".plan-card");
    card?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: "start" });
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.plan === null) return nothing;
    const { number, card } = this.plan;
    const waits = this.#waits();
    return html`<div class="card plan-card ${waits ? "waiting" : ""}" role="group" aria-label="Plan v${number}" tabindex="-1">
      <div class="card-head"><h2>${codeText(card.title)}</h2><span class="badge">v${number}</span></div>
      ${waits ? planCardBody(card, number) : this.#settled(card, number)}
      <div class="actions">
        ${waits ? this.#approveButton() : nothing}
        <vscode-button appearance="secondary" @click=${() => ask(this, "openPlan", { number: null })}>Open plan</vscode-button>
        <vscode-button appearance="secondary" @click=${() => ask(this, "openBoard", {})}>Board</vscode-button>
      </div>
      ${waits ? this.#hint() : nothing}
    </div>`;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const card = this.#waits() ? (this.status?.card ?? null) : null;
    if (card === this.#watched) return;
    this.#watched = card;
    this.#observer.disconnect();
    const actions = this.querySelector(".plan-card > .actions");
    if (card !== null && actions !== null) this.#observer.observe(actions);
  }

  /** What was approved stays to be read, folded away. */
  #settled(card: PlanCard, number: number): TemplateResult {
    return html`<p class="over">${this.#overWords(number)}</p>
      <details class="tools">
        <summary>${icon("chevron-right")}<span>${filesWords(card)}</span></summary>
        ${planCardBody(card, number)}
      </details>`;
  }

  #waits(): boolean {
    return this.lock !== null && awaitsApproval(this.lock);
  }

  #approveButton(): TemplateResult {
    const card = this.status?.card ?? null;
    const armed = card !== null && card === this.painted && this.status?.blocked === null;
    const approve = (event: Event) => {
      // Only the person's own click or key counts, never one that a script made.
      if (armed && event.isTrusted) ask(this, "approvePlan", { card });
    };
    return html`<vscode-button ?disabled=${!armed} @click=${approve}>Approve plan</vscode-button>`;
  }

  #hint(): TemplateResult {
    const blocked = this.status?.blocked ?? null;
    if (blocked !== null)
      return html`<p class="hint blocked">${icon("info")}<span>${blocked}</span></p>`;
    return html`<p class="hint">or type <code>approved</code></p>`;
  }

  #overWords(number: number): TemplateResult {
    if (this.lock?.kind === "unlocked" && this.lock.plan === number) {
      return html`${icon("unlock", "good")} Approved by you ${timeOfDay(this.lock.at)}`;
    }
    if (this.lock?.kind === "locked" && this.lock.reason === "round-over") {
      return html`${icon("lock")} The round of this plan is over`;
    }
    return html`${icon("lock")} Not yet to be approved`;
  }

  /** Two frames: the first is before this change is painted, the second after. */
  #reportAfterPaint(): void {
    const card = this.#watched;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (card === null || card !== this.#watched || !this.isConnected) return;
        this.#observer.disconnect();
        this.dispatchEvent(
          new CustomEvent("signoff-painted", { detail: card, bubbles: true, composed: true }),
        );
      }),
    );
  }
}

function filesWords({ files, commands }: PlanCard): string {
  const count = (number: number, one: string) => `${number} ${one}${number === 1 ? "" : "s"}`;
  return `${count(files.length, "file")}, ${count(commands.length, "command")}`;
}

customElements.define("signoff-plan-card", PlanCardElement);
