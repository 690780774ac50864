import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Finding, Severity } from "../../src/core/review/finding.ts";
import { findingsOf } from "../../src/core/session/next-step.ts";
import type { FindingState, ReviewerState, Round } from "../../src/core/session/state.ts";
import { ask } from "../page/ask.ts";
import { codeText } from "../ui/code-text.ts";
import { icon } from "../ui/icon.ts";
import { LightElement } from "../ui/light-element.ts";
import { reviewerWords, unfoundedWords } from "../words/review-words.ts";
import { decisionToggle } from "./decision-toggle.ts";

const severityTones: Readonly<Record<Severity, string>> = {
  blocker: "bad",
  major: "bad",
  minor: "warn",
  nit: "",
};

/** Column heads: the reviewers of the newest look, in its order. */
function reviewers(round: Round): readonly ReviewerState[] {
  return round.looks.at(-1)?.reviewers ?? [];
}

/** One column per reviewer and the outcome; one group of rows per finding, newest look first. */
export class ReviewTableElement extends LightElement {
  static override properties = { round: { attribute: false }, selected: {} };
  declare round: Round | null;
  declare selected: string | null;

  constructor() {
    super();
    this.round = null;
    this.selected = null;
  }

  protected override render(): TemplateResult {
    const { round } = this;
    if (round === null || round.looks.length === 0) return empty(round);
    const looks = round.looks.toReversed();
    return html`<div class="table" role="table" aria-label="Review">
      ${this.#head(round)}
      ${looks.map((look) => {
        const findings = findingsOf(round, look.look);
        return html`
          ${round.looks.length > 1 ? lookHead(look.look, findings.length) : nothing}
          ${repeat(
            findings,
            (state) => state.finding.id,
            (state) => this.#finding(round, state, look.decided || round.outcome !== null),
          )}
          ${look.reviewers.filter((reviewer) => reviewer.unfounded > 0).map(hidden)}
        `;
      })}
    </div>`;
  }

  #head(round: Round): TemplateResult {
    return html`<div role="rowgroup"><div class="cells head" role="row">
      ${reviewers(round).map((reviewer) => this.#reviewer(round, reviewer))}
      <div role="columnheader"><strong>Outcome</strong><div class="muted">the last word is yours</div></div>
    </div></div>`;
  }

  #reviewer(round: Round, reviewer: ReviewerState): TemplateResult {
    const look = round.looks.at(-1);
    const own = round.findings.filter((state) => state.finding.reviewer === reviewer.name);
    const failed = reviewer.outcome !== null && reviewer.outcome.kind !== "done";
    const canRetry = failed && look?.decided === false && round.outcome === null;
    return html`<div role="columnheader">
      <strong>${reviewer.model.id}</strong> <span class="badge">${reviewer.name}</span>
      <div class=${failed ? "tone-bad" : "muted"}>
        ${reviewer.outcome === null ? icon("loading codicon-modifier-spin") : nothing}
        ${reviewerWords(reviewer, own.length)}
        ${canRetry ? html` <button class="link" @click=${() => ask(this, "goOn", {})}>Retry</button>` : nothing}
      </div>
    </div>`;
  }

  #finding(round: Round, state: FindingState, sent: boolean): TemplateResult {
    const { finding } = state;
    const isSelected = finding.id === this.selected;
    return html`<div class="finding ${isSelected ? "selected" : ""}" role="rowgroup" data-finding=${finding.id}>
      <div class="finding-head" role="row"><div role="cell">
        <button class="link" aria-current=${isSelected ? "true" : nothing} @click=${() => this.#open(finding)}>
          <span class="place">${finding.anchor.path}:${finding.anchor.startLine}</span>
          <span class="claim">${codeText(finding.claim)}</span>
        </button>
        <span class="marks">
          ${finding.touches === null ? nothing : html`<span class="badge">${finding.touches}</span>`}
          ${state.resolved ? html`<span class="badge good">mended</span>` : nothing}
        </span>
      </div></div>
      ${isSelected ? hunk(finding) : nothing}
      <div class="cells" role="row">
        ${reviewers(round).map((reviewer) => (reviewer.name === finding.reviewer ? opinion(finding) : noOpinion))}
        <div role="cell">${decisionToggle(this, state, sent)}</div>
      </div>
    </div>`;
  }

  #open(finding: Finding): void {
    this.dispatchEvent(
      new CustomEvent("signoff-select", { detail: finding.id, bubbles: true, composed: true }),
    );
    ask(this, "openFinding", { finding: finding.id });
  }
}

function empty(round: Round | null): TemplateResult {
  const words =
    round === null
      ? "The review comes after the build. First the plan needs your approval."
      : "The reviewers read the change when the build is done.";
  return html`<div class="empty">${icon("comment-discussion")}<p>${words}</p></div>`;
}

function lookHead(look: number, findings: number): TemplateResult {
  const words = look === 1 ? "First look" : `Look ${look}, after the fix`;
  return html`<div role="rowgroup"><div class="look-head" role="row"><div role="cell">
    ${words}${findings === 0 ? ": no findings" : nothing}
  </div></div></div>`;
}

function hidden(reviewer: ReviewerState): TemplateResult {
  return html`<div role="rowgroup"><div class="look-head" role="row"><div role="cell">${unfoundedWords(reviewer)}</div></div></div>`;
}

function opinion(finding: Finding): TemplateResult {
  return html`<div role="cell">
    <span class="badge ${severityTones[finding.severity]}">${finding.severity}</span> ${codeText(finding.why)}
    ${
      finding.patch === null
        ? nothing
        : html`<details class="patch"><summary>Show patch</summary><pre>${finding.patch}</pre></details>`
    }
  </div>`;
}

const noOpinion = html`<div class="muted" role="cell">–</div>`;

/** The lines the finding is about, as they were when it was made. */
function hunk(finding: Finding): TemplateResult {
  const lines = finding.anchor.text.split("\n");
  return html`<div class="hunk" role="row"><div role="cell"><pre>${lines.map(
    (line, index) =>
      html`<span class="line"><span class="number">${finding.anchor.startLine + index}</span><span>${line || " "}</span></span>`,
  )}</pre></div></div>`;
}

customElements.define("signoff-review-table", ReviewTableElement);
