import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { LockState } from "../../src/core/lock/lock-state.ts";
import type {
  LiveTurn,
  ProposedPlan,
  Round,
  TimelineItem,
  ToolTrace,
} from "../../src/core/session/state.ts";
import type { HostStatus } from "../../src/protocol/messages.ts";
import { ask } from "../page/ask.ts";
import { failureCard } from "../ui/failure-card.ts";
import { icon } from "../ui/icon.ts";
import { LightElement } from "../ui/light-element.ts";
import { timeOfDay } from "../ui/time-of-day.ts";
import { type ChatRow, chatRows } from "./chat-rows.ts";
import { PlanCardElement } from "./plan-card.ts";
import { reviewCard } from "./review-card.ts";
import { roundEnd } from "./round-end.ts";
import { type Standstill, showsWhyItStands, standstillOf } from "./standstill.ts";
import { TurnElement } from "./turn.ts";
import { undoButton } from "./undo-button.ts";
import "./gate-card.ts";
import "./task-card.ts";

const noTools: readonly ToolTrace[] = [];

/** Everything that happened, in the order it is read. Streamed text goes past it: see `showLive`. */
export class ConversationElement extends LightElement {
  static override properties = {
    timeline: { attribute: false },
    liveTurns: { attribute: false },
    taskTools: { attribute: false },
    plan: { attribute: false },
    round: { attribute: false },
    lock: { attribute: false },
    status: { attribute: false },
    painted: { attribute: false },
    folds: { attribute: false },
  };
  declare timeline: readonly TimelineItem[];
  /** The architect's turns as they were when they began; only which ones there are counts here. */
  declare liveTurns: readonly LiveTurn[];
  /** Tools of the developer's live turn by task. */
  declare taskTools: Readonly<Record<string, readonly ToolTrace[]>>;
  declare plan: ProposedPlan | null;
  declare round: Round | null;
  declare lock: LockState;
  declare status: HostStatus;
  declare painted: string | null;
  declare folds: readonly string[];
  #live: Readonly<Record<string, LiveTurn>> = {};

  /** Hands streamed turns to their own elements, so that a delta costs the same in any conversation. */
  showLive(live: Readonly<Record<string, LiveTurn>>): void {
    this.#live = live;
    for (const element of this.querySelectorAll("signoff-turn[data-live]")) {
      const turn = live[element.getAttribute("data-live") ?? ""];
      if (element instanceof TurnElement && turn !== undefined) element.live = turn;
    }
  }

  protected override render(): TemplateResult {
    const rows = chatRows(this.timeline, this.liveTurns);
    return html`${repeat(
      rows,
      (row) => row.id,
      (row) => this.#row(row),
    )}
    ${this.#standstill()}
    ${this.#unanswered()}`;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    this.showLive(this.#live);
  }

  #row(row: ChatRow): TemplateResult | typeof nothing {
    switch (row.kind) {
      case "live":
      case "turn":
        return this.#turn(row);
      case "message":
        return message(row);
      case "plan":
        return this.#plan(row.number);
      case "task":
        return this.#task(row.round, row.task);
      case "review":
        return this.#review(row.round, row.look);
      case "gate":
        return this.#gate(row.id, row.round);
      case "round-end":
        return roundEnd(row);
      case "note":
        return html`<article aria-label="Signoff">${failureCard(this, row.failure)}</article>`;
    }
  }

  #turn(row: Extract<ChatRow, { kind: "live" | "turn" }>): TemplateResult {
    const turn = row.kind === "turn" ? row : null;
    const live = turn === null ? row.id : nothing;
    return html`<signoff-turn data-live=${live} .turn=${turn} .folds=${this.folds}></signoff-turn>`;
  }

  #plan(number: number): TemplateResult {
    if (this.plan?.number !== number) return this.#replaced(number);
    return html`<signoff-plan-card
      .plan=${this.plan} .lock=${this.lock} .status=${this.status} .painted=${this.painted}
    ></signoff-plan-card>`;
  }

  #replaced(number: number): TemplateResult {
    const open = () => ask(this, "openPlan", { number });
    return html`<p class="collapsed muted">Plan v${number}, replaced
      <button class="link" title="Open plan v${number}" @click=${open}>Open</button>
    </p>`;
  }

  #task(round: number, id: string): TemplateResult {
    const task = this.#ofRound(round)?.tasks.find((other) => other.id === id);
    if (task === undefined) return collapsed(`Task ${id} of round ${round}`);
    return html`<signoff-task-card
      .task=${task} .checks=${this.round?.checks ?? []} .liveTools=${this.taskTools[id] ?? noTools}
      .isStopped=${this.#standsBecause() === "stopped"} .folds=${this.folds}
    ></signoff-task-card>`;
  }

  #review(number: number, look: number): TemplateResult {
    const round = this.#ofRound(number);
    const found = round?.looks.find((other) => other.look === look);
    if (!round || !found) return collapsed(`Review ${look} of round ${number}`);
    return reviewCard(this, round, found, this.#standsBecause());
  }

  #gate(id: string, number: number): TemplateResult {
    const newest = this.timeline.findLast((item) => item.kind === "gate");
    const round = this.#ofRound(number);
    if (round === null || newest?.id !== id)
      return collapsed(`Gate of round ${number}, run before`);
    return html`<signoff-gate-card .round=${round} .canRunAgain=${this.status.goOn}></signoff-gate-card>`;
  }

  /** No other card says why nothing carries the round on, or how it can be. */
  #standstill(): TemplateResult | typeof nothing {
    const standstill = this.#standsBecause();
    if (standstill === "unapproved") return this.#unapproved();
    if (standstill === null || this.round === null || showsWhyItStands(this.round)) return nothing;
    return html`<div class="card" role="group" aria-label="Go on">
      <p>The round stands still.</p>
      <div class="actions">
        <vscode-button @click=${() => ask(this, "goOn", {})}>Go on</vscode-button>
        ${undoButton(this)}
      </div>
    </div>`;
  }

  #unapproved(): TemplateResult {
    return html`<div class="card" role="group" aria-label="Approve again">
      <p>The round stands still until its plan is approved again.</p>
      <div class="actions">
        <vscode-button appearance="secondary" @click=${this.#showPlanCard}>Show plan card</vscode-button>
        ${undoButton(this)}
      </div>
    </div>`;
  }

  #standsBecause(): Standstill {
    return standstillOf(this.round, this.lock, this.status.goOn);
  }

  #showPlanCard(): void {
    const card = this.querySelector("signoff-plan-card");
    if (card instanceof PlanCardElement) card.show();
  }

  #unanswered(): TemplateResult | typeof nothing {
    if (!this.status.tryAgain) return nothing;
    const again = () => ask(this, "tryAgain", {});
    return html`<div class="actions"><vscode-button @click=${again}>Try again</vscode-button></div>`;
  }

  #ofRound(number: number): Round | null {
    return this.round?.number === number ? this.round : null;
  }
}

function collapsed(words: string): TemplateResult {
  return html`<p class="collapsed muted">${words}</p>`;
}

function message(item: Extract<TimelineItem, { kind: "message" }>): TemplateResult {
  if (item.from === "person") {
    return html`<article class="you" aria-label="You" title=${timeOfDay(item.at)}>${item.text}</article>`;
  }
  return html`<article class="signoff" aria-label="Signoff">${icon("info")}<span>${item.text}</span></article>`;
}

customElements.define("signoff-conversation", ConversationElement);
