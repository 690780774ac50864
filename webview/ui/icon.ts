import { html, type TemplateResult } from "lit";

/** A codicon that says nothing to a screen reader; `tone` names a colour of the stylesheet. */
export function icon(name: string, tone = ""): TemplateResult {
  return html`<span class="codicon codicon-${name} ${tone && `tone-${tone}`}" aria-hidden="true"></span>`;
}
