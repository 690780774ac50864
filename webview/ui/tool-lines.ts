import { html, nothing, type TemplateResult } from "lit";
import type { ToolTrace } from "../../src/core/session/state.ts";
import { reportFold } from "../page/ask.ts";
import { toolWords } from "../words/tool-words.ts";
import { icon } from "./icon.ts";

const icons = {
  running: ["loading codicon-modifier-spin", ""],
  done: ["check", "muted"],
  refused: ["circle-slash", "warn"],
  failed: ["error", "bad"],
} as const;

/** Tool use as one line that opens to one line per tool. `key` names the fold. */
export function toolLines(
  from: HTMLElement,
  key: string,
  tools: readonly ToolTrace[],
  folds: readonly string[],
): TemplateResult | typeof nothing {
  if (tools.length === 0) return nothing;
  return html`<details
    class="tools"
    ?open=${folds.includes(key)}
    @toggle=${(event: ToggleEvent) => reportFold(from, key, event.newState === "open")}
  >
    <summary>${icon("chevron-right")}<span>${toolWords(tools)}</span></summary>
    <ul>${tools.map(toolLine)}</ul>
  </details>`;
}

function toolLine(tool: ToolTrace): TemplateResult {
  const [name, tone] = icons[tool.status];
  const reason = tool.reason === null ? nothing : html`<div class="reason">${tool.reason}</div>`;
  return html`<li>${icon(name, tone)}<span>${tool.summary}${reason}</span></li>`;
}
