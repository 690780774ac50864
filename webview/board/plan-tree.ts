import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Plan } from "../../src/core/plan/plan.ts";
import type { Round } from "../../src/core/session/state.ts";
import { ask, reportFold } from "../page/ask.ts";
import { icon } from "../ui/icon.ts";
import { LightElement } from "../ui/light-element.ts";
import { planTreeRows, type TreeRow, visibleRows } from "./plan-tree-rows.ts";
import { keyStep } from "./tree-keys.ts";

/** The plan as a tree with the live state of its tasks; arrow keys move as in any tree. */
export class PlanTreeElement extends LightElement {
  static override properties = {
    plan: { attribute: false },
    round: { attribute: false },
    folds: { attribute: false },
    current: { state: true },
  };
  declare plan: Plan | null;
  declare round: Round | null;
  /** Keys of the rows the person folded. */
  declare folds: readonly string[];
  declare current: string | null;
  #rows: readonly TreeRow[] = [];

  constructor() {
    super();
    this.plan = null;
    this.round = null;
    this.folds = [];
    this.current = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.plan === null) return nothing;
    const folded = new Set(this.folds);
    this.#rows = visibleRows(planTreeRows(this.plan, this.round), folded);
    const focusable = this.#rows.find((row) => row.key === this.current) ?? this.#rows[0];
    return html`<div class="tree" role="tree" aria-label="Plan" @keydown=${this.#onKey}>
      ${repeat(
        this.#rows,
        (row) => row.key,
        (row) => this.#row(row, folded.has(row.key), row === focusable),
      )}
    </div>`;
  }

  #row(row: TreeRow, isFolded: boolean, isFocusable: boolean): TemplateResult {
    const toggle = row.expandable ? `tree-row ${row.kind} expandable` : `tree-row ${row.kind}`;
    return html`<div
      class=${toggle} role="treeitem" data-key=${row.key} data-level=${row.level}
      aria-level=${row.level} aria-expanded=${row.expandable ? String(!isFolded) : nothing}
      tabindex=${isFocusable ? 0 : -1} @click=${() => this.#activate(row, isFolded)}
      @focus=${() => {
        this.current = row.key;
      }}
    >
      <span class="twist codicon ${row.expandable ? `codicon-chevron-${isFolded ? "right" : "down"}` : ""}" aria-hidden="true"></span>
      ${row.icon === "" ? nothing : icon(row.icon === "loading" ? "loading codicon-modifier-spin" : row.icon, row.tone)}
      <span class="text">${row.text}</span>
      ${row.badge === null ? nothing : html`<span class="badge ${row.badge.tone}">${row.badge.text}</span>`}
    </div>`;
  }

  #activate(row: TreeRow, isFolded: boolean): void {
    if (row.path !== null && this.round !== null) {
      ask(this, "openFile", { path: row.path, line: null });
    } else if (row.expandable) {
      reportFold(this, row.key, !isFolded);
    }
  }

  #onKey(event: KeyboardEvent): void {
    const at = this.#rows.findIndex((row) => row.key === this.current);
    const row = this.#rows[at];
    if (row === undefined) return;
    const isFolded = this.folds.includes(row.key);
    const step = keyStep(event.key, this.#rows, at, isFolded);
    if (step === null) return;
    event.preventDefault();
    if (step.kind === "activate") this.#activate(row, isFolded);
    else if (step.kind === "fold") reportFold(this, row.key, step.folded);
    else this.#focus(step.key);
  }

  #focus(key: string): void {
    const rows = [...this.querySelectorAll<HTMLElement>("[role=treeitem]")];
    rows.find((row) => row.dataset["key"] === key)?.focus();
  }
}

customElements.define("signoff-plan-tree", PlanTreeElement);
