import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Plan } from "../../src/core/plan/plan.ts";
import type { Round } from "../../src/core/session/state.ts";
import { ask, reportFold } from "../page/ask.ts";
import { codeText } from "../ui/code-text.ts";
import { icon } from "../ui/icon.ts";
import { LightElement } from "../ui/light-element.ts";
import { plainWords } from "../words/code-spans.ts";
import {
  foldedKeys,
  planTreeRows,
  type TreeFolds,
  type TreeRow,
  visibleRows,
} from "./plan-tree-rows.ts";
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
  declare folds: TreeFolds;
  declare current: string | null;
  #rows: readonly TreeRow[] = [];
  #folded: ReadonlySet<string> = new Set();

  constructor() {
    super();
    this.plan = null;
    this.round = null;
    this.folds = {};
    this.current = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.plan === null) return nothing;
    const rows = planTreeRows(this.plan, this.round);
    this.#folded = foldedKeys(rows, this.folds);
    this.#rows = visibleRows(rows, this.#folded);
    const focusable = this.#rows.find((row) => row.key === this.current) ?? this.#rows[0];
    return html`<div class="tree" role="tree" aria-label="Plan" @keydown=${this.#onKey}>
      ${repeat(
        this.#rows,
        (row) => row.key,
        (row) => this.#row(row, this.#folded.has(row.key), row === focusable),
      )}
    </div>`;
  }

  #row(row: TreeRow, isFolded: boolean, isFocusable: boolean): TemplateResult {
    const look = `tree-row ${row.kind}${row.expandable ? " expandable" : ""}${isFolded ? " folded" : ""}`;
    return html`<div
      class=${look} role="treeitem" title=${titleOf(row, isFolded)} data-key=${row.key} data-level=${row.level}
      aria-level=${row.level} aria-expanded=${row.expandable ? String(!isFolded) : nothing}
      tabindex=${isFocusable ? 0 : -1} @click=${() => this.#activate(row, isFolded)}
      @focus=${() => {
        this.current = row.key;
      }}
    >
      <span class="twist codicon ${row.expandable ? `codicon-chevron-${isFolded ? "right" : "down"}` : ""}" aria-hidden="true"></span>
      ${row.icon === "" ? nothing : icon(row.icon === "loading" ? "loading codicon-modifier-spin" : row.icon, row.tone)}
      <span class="text">
        <span class="line">${codeText(row.text)}</span>
        ${isFolded && row.gist !== null ? html`<span class="line gist">${codeText(row.gist)}</span>` : nothing}
      </span>
      ${row.badge === null ? nothing : html`<span class="badge ${row.badge.tone}">${row.badge.text}</span>`}
    </div>`;
  }

  #activate(row: TreeRow, isFolded: boolean): void {
    if (row.path !== null && this.round !== null) {
      ask(this, "openFile", { path: row.path, line: null });
    } else if (row.expandable) {
      reportFold(this, row.key, isFolded);
    }
  }

  #onKey(event: KeyboardEvent): void {
    const at = this.#rows.findIndex((row) => row.key === this.current);
    const row = this.#rows[at];
    if (row === undefined) return;
    const isFolded = this.#folded.has(row.key);
    const step = keyStep(event.key, this.#rows, at, isFolded);
    if (step === null) return;
    event.preventDefault();
    if (step.kind === "activate") this.#activate(row, isFolded);
    else if (step.kind === "fold") reportFold(this, row.key, !step.folded);
    else this.#focus(step.key);
  }

  #focus(key: string): void {
    const rows = [...this.querySelectorAll<HTMLElement>("[role=treeitem]")];
    rows.find((row) => row.dataset["key"] === key)?.focus();
  }
}

/** The whole text of a row that may be cut off at its end. */
function titleOf(row: TreeRow, isFolded: boolean): string | typeof nothing {
  if (row.kind === "symbol") return row.text;
  if (row.kind !== "decision" || !isFolded) return nothing;
  return plainWords(row.gist === null ? row.text : `${row.text}\n${row.gist}`);
}

customElements.define("signoff-plan-tree", PlanTreeElement);
