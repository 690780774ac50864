import { html, nothing, type TemplateResult } from "lit";
import type { GatePart } from "../../src/core/session/event.ts";
import type { Round } from "../../src/core/session/state.ts";
import { partName } from "../board/check-rows.ts";
import { ask } from "../page/ask.ts";
import { codeText } from "../ui/code-text.ts";
import { icon } from "../ui/icon.ts";
import { LightElement } from "../ui/light-element.ts";
import { undoButton } from "./undo-button.ts";

const verdicts = {
  pass: ["check", "good", "pass"],
  fail: ["error", "bad", "fail"],
  "not-run": ["circle-slash", "muted", "not run"],
} as const;

/** The quality gate and the last word of the person: keep the round or undo it. */
export class GateCardElement extends LightElement {
  static override properties = {
    round: { attribute: false },
    canRunAgain: { attribute: false },
    reason: { state: true },
  };
  declare round: Round | null;
  /** The gate did not pass and can be run once more. */
  declare canRunAgain: boolean;
  declare reason: string;

  constructor() {
    super();
    this.round = null;
    this.canRunAgain = false;
    this.reason = "";
  }

  protected override render(): TemplateResult | typeof nothing {
    const gate = this.round?.gate ?? null;
    if (gate === null) return nothing;
    const running = gate.parts === null;
    return html`<div class="card gate-card" role="group" aria-label="Gate">
      <div class="card-head">
        ${icon(running ? "loading codicon-modifier-spin" : "shield")}
        <h2>${running ? "The gate runs" : "Gate"}</h2>
      </div>
      <div class="card-body">
        ${gate.parts?.map(partLine)}
        ${gate.parts !== null && this.round?.outcome === null ? this.#choices(gate.parts) : nothing}
      </div>
    </div>`;
  }

  #choices(parts: readonly GatePart[]): TemplateResult {
    const passed = parts.every((part) => part.verdict === "pass");
    return html`${passed ? nothing : this.#reasonBox()}
      <div class="actions">
        ${passed ? this.#keep("Keep round", null) : this.#keep("Keep anyway", this.reason.trim())}
        ${undoButton(this)}
        ${
          this.canRunAgain
            ? html`<vscode-button appearance="secondary" @click=${() => ask(this, "goOn", {})}>Run again</vscode-button>`
            : nothing
        }
      </div>`;
  }

  #keep(label: string, reason: string | null): TemplateResult {
    return html`<vscode-button
      appearance=${reason === null ? "primary" : "secondary"}
      ?disabled=${reason === ""}
      @click=${() => ask(this, "keepRound", { reason })}
    >${label}</vscode-button>`;
  }

  #reasonBox(): TemplateResult {
    const type = (event: Event) => {
      const box = event.currentTarget;
      if (box instanceof HTMLElement && "value" in box) this.reason = String(box.value);
    };
    return html`<vscode-text-field class="reason-box" placeholder="Why keep it all the same?" @input=${type}>Reason for keeping</vscode-text-field>`;
  }
}

function partLine(part: GatePart): TemplateResult {
  const [name, tone, words] = verdicts[part.verdict];
  // The check mark says it already to whoever sees it.
  const shown = part.verdict === "pass" ? "sr" : `tone-${tone}`;
  return html`<p class="part">
    ${icon(name, tone)}
    <span><strong>${partName(part.part)}</strong> <span class=${shown}>${words}</span>
    <span class="muted">· ${codeText(part.summary)}</span></span>
  </p>`;
}

customElements.define("signoff-gate-card", GateCardElement);
