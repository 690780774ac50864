import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { ask } from "../page/ask.ts";
import { icon } from "../ui/icon.ts";
import { LightElement } from "../ui/light-element.ts";

declare global {
  interface HTMLElementEventMap {
    "signoff-send": CustomEvent<string>;
    "signoff-draft": CustomEvent<string>;
  }
}

/** What the host takes at most in one message. */
const longest = 200_000;

/** The person's words to the architect. The text stays until the host has taken it. */
export class ComposerElement extends LightElement {
  static override properties = {
    draft: {},
    isRunning: { attribute: false },
    notice: { attribute: false },
    team: {},
  };
  declare draft: string;
  declare isRunning: boolean;
  declare notice: string | null;
  declare team: string;

  constructor() {
    super();
    this.draft = "";
    this.isRunning = false;
    this.notice = null;
    this.team = "";
  }

  protected override render(): TemplateResult {
    return html`
      <div class="alert-place" role="alert">
        ${this.notice === null ? nothing : html`<p class="alert">${icon("warning", "warn")}<span>${this.notice}</span></p>`}
      </div>
      <vscode-text-area
        resize="none" rows="2" maxlength=${longest} placeholder="Message the architect"
        @input=${this.#onInput} @keydown=${this.#onKey}
      >Message the architect</vscode-text-area>
      <div class="composer-row">
        <span class="muted team" title=${this.team}>${this.team}</span>
        ${
          this.isRunning
            ? html`<vscode-button appearance="secondary" @click=${() => ask(this, "stop", {})}>
                <span slot="start" class="codicon codicon-debug-stop" aria-hidden="true"></span>Stop</vscode-button>`
            : nothing
        }
        <vscode-button ?disabled=${this.draft.trim() === ""} @click=${this.#send}>Send</vscode-button>
      </div>
    `;
  }

  /** The box is changed from outside only when its text is, so that typing is never disturbed. */
  protected override updated(changed: PropertyValues<this>): void {
    const box = this.querySelector("vscode-text-area");
    if (!changed.has("draft") || box === null) return;
    if ("value" in box && box.value !== this.draft) box.value = this.draft;
  }

  #onInput(event: Event): void {
    const box = event.currentTarget;
    if (!(box instanceof HTMLElement && "value" in box)) return;
    this.draft = String(box.value);
    this.#tell("signoff-draft", this.draft);
  }

  #onKey(event: KeyboardEvent): void {
    // An Enter that ends a composition of an input method is never meant for us; 229 is how Chromium marks it late.
    const composes = event.isComposing || event.keyCode === 229;
    const modified = event.shiftKey || event.ctrlKey || event.altKey || event.metaKey;
    if (event.key !== "Enter" || composes || modified) return;
    event.preventDefault();
    this.#send();
  }

  #send(): void {
    if (this.draft.trim() !== "") this.#tell("signoff-send", this.draft);
  }

  #tell(name: "signoff-send" | "signoff-draft", detail: string): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

customElements.define("signoff-composer", ComposerElement);
