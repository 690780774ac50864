import { html, nothing, type TemplateResult } from "lit";
import type { TurnOutcome } from "../../src/core/session/event.ts";
import type { LiveTurn, TimelineItem } from "../../src/core/session/state.ts";
import { failureCard } from "../ui/failure-card.ts";
import { LightElement } from "../ui/light-element.ts";
import { toolLines } from "../ui/tool-lines.ts";
import "../ui/markdown.ts";

export type EndedTurn = Extract<TimelineItem, { kind: "turn" }>;

/** A turn of the architect. The same element streams it and keeps it once it has ended. */
export class TurnElement extends LightElement {
  static override properties = {
    turn: { attribute: false },
    live: { attribute: false },
    folds: { attribute: false },
  };
  /** Null while the turn streams. */
  declare turn: EndedTurn | null;
  declare live: LiveTurn | null;
  declare folds: readonly string[];

  constructor() {
    super();
    this.turn = null;
    this.live = null;
    this.folds = [];
  }

  protected override render(): TemplateResult | typeof nothing {
    const shown = this.turn ?? this.live;
    if (shown === null) return nothing;
    const id = this.turn?.id ?? this.live?.turn ?? "";
    return html`<article class="turn" aria-label="Architect">
      <div class="by">Architect · ${shown.model.id}</div>
      ${toolLines(this, `tools-${id}`, shown.tools, this.folds)}
      <signoff-markdown .text=${shown.text} .live=${this.turn === null}></signoff-markdown>
      ${this.turn === null ? this.#working(shown.text) : this.#ending(this.turn.outcome)}
    </article>`;
  }

  #working(text: string): TemplateResult | typeof nothing {
    if (text !== "") return nothing;
    return html`<div class="working muted">
      <span class="codicon codicon-loading codicon-modifier-spin" aria-hidden="true"></span> Working
    </div>`;
  }

  #ending(outcome: TurnOutcome): TemplateResult | typeof nothing {
    if (outcome.kind === "failed") return failureCard(this, outcome.failure);
    if (outcome.kind === "stopped") return html`<div class="muted">Stopped</div>`;
    return nothing;
  }
}

customElements.define("signoff-turn", TurnElement);
