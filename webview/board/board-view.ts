import { html, nothing, type TemplateResult } from "lit";
import type { Arrangement, ArrangementStore } from "../page/arrangement.ts";
import type { View } from "../store.ts";
import { icon } from "../ui/icon.ts";
import { LightElement } from "../ui/light-element.ts";
import { boardHeader } from "./board-header.ts";
import { checks } from "./checks.ts";
import { spend } from "./spend.ts";
import "./plan-tree.ts";
import "./review-table.ts";

declare global {
  interface HTMLElementEventMap {
    "signoff-select": CustomEvent<string>;
  }
}

type Tab = Arrangement["tab"];

/** The whole board. Its controller sets `view`; what the person arranges goes to `arrangement`. */
export class BoardElement extends LightElement {
  static override properties = { view: { attribute: false } };
  declare view: View | null;
  readonly #arrangement: ArrangementStore;

  constructor(arrangement: ArrangementStore) {
    super();
    this.view = null;
    this.#arrangement = arrangement;
    this.addEventListener("signoff-fold", ({ detail }) => {
      this.#arrange({ tree: { ...arrangement.value.tree, [detail.key]: !detail.open } });
    });
    this.addEventListener("signoff-select", ({ detail }) => this.#arrange({ finding: detail }));
  }

  /** Selects the finding whose thread became current in the editor, and brings it into view. */
  reveal(finding: string): void {
    this.#arrange({ finding, tab: "review" });
    void this.updateComplete.then(async () => {
      const table = this.querySelector("signoff-review-table");
      if (table instanceof LightElement) await table.updateComplete;
      const row = [...this.querySelectorAll("[data-finding]")].find(
        (element) => element.getAttribute("data-finding") === finding,
      );
      row?.scrollIntoView({ block: "nearest" });
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (view === null || !view.loaded) return nothing;
    const { state } = view;
    const { tree, finding, tab } = this.#arrangement.value;
    return html`
      ${boardHeader(this, state)}
      <div class="alert-place" role="alert">
        ${view.notice === null ? nothing : html`<p class="alert">${icon("warning", "warn")}<span>${view.notice}</span></p>`}
      </div>
      <div class="tabs" role="tablist" aria-label="Board" @keydown=${this.#onTabKey}>${this.#tab("plan", "Plan")}${this.#tab("review", "Review")}</div>
      <main data-tab=${tab}>
        <div class="pane plan" id="pane-plan">
          ${state.plan === null ? html`<p class="muted no-plan">The plan appears here as soon as the architect proposes one.</p>` : nothing}
          <signoff-plan-tree .plan=${state.plan?.plan ?? null} .round=${state.round} .folds=${tree}></signoff-plan-tree>
        </div>
        <div class="pane review" id="pane-review">
          <signoff-review-table .round=${state.round} .selected=${finding}></signoff-review-table>
        </div>
      </main>
      <footer>${checks(state.round)} ${spend(state, Date.now())}</footer>
    `;
  }

  /** The number of columns is the one thing the stylesheet cannot know. */
  protected override updated(): void {
    const columns = this.view?.state.round?.looks.at(-1)?.reviewers.length ?? 1;
    this.style.setProperty("--reviewers", String(columns));
  }

  #tab(tab: Tab, label: string): TemplateResult {
    const isSelected = this.#arrangement.value.tab === tab;
    return html`<button
      role="tab" aria-selected=${isSelected} aria-controls="pane-${tab}" tabindex=${isSelected ? 0 : -1}
      @click=${() => this.#arrange({ tab })}
    >${label}</button>`;
  }

  #onTabKey(event: KeyboardEvent): void {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    this.#arrange({ tab: this.#arrangement.value.tab === "plan" ? "review" : "plan" });
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>('[role=tab][aria-selected="true"]')?.focus(),
    );
  }

  #arrange(part: Partial<Arrangement>): void {
    this.#arrangement.change(part);
    this.requestUpdate();
  }
}

customElements.define("signoff-board", BoardElement);
