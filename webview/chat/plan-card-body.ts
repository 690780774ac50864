import { html, nothing, type TemplateResult } from "lit";
import type { PlanCard } from "../../src/core/plan/card.ts";
import { moneyWords } from "../../src/core/session/phase-words.ts";
import { changeIcon } from "../board/plan-tree-rows.ts";
import { codeText } from "../ui/code-text.ts";
import { icon } from "../ui/icon.ts";
import { commandWords } from "../words/task-words.ts";

const changeNames = {
  create: "create",
  modify: "modify",
  delete: "delete",
  rename: "rename",
} as const;

/** Everything the person approves, as the host computed it; always unfolded. */
export function planCardBody(card: PlanCard, number: number): TemplateResult {
  return html`
    ${card.changes.length === 0 ? nothing : sinceLast(card.changes, number)}
    <h3>Files</h3>
    ${card.files.length === 0 ? html`<p>none</p>` : html`<ul class="files">${card.files.map(fileLine)}</ul>`}
    <h3>Commands, <span class="plain">run with your rights</span></h3>
    ${
      card.commands.length === 0
        ? html`<p>none</p>`
        : html`<ul class="commands">${card.commands.map((command) => html`<li><code>${commandWords(command)}</code></li>`)}</ul>`
    }
    <h3>New dependencies</h3>
    <p>${card.dependencies.length === 0 ? "none" : card.dependencies.join(", ")}</p>
    <h3 class="counts"><span>Decisions · ${card.decisions}</span> <span>Open questions · ${card.openQuestions.length}</span></h3>
    ${
      card.openQuestions.length === 0
        ? nothing
        : html`<ul class="questions">${card.openQuestions.map((question) => html`<li>${codeText(question)}</li>`)}</ul>`
    }
    ${roster(card)}
  `;
}

function sinceLast(changes: readonly string[], number: number): TemplateResult {
  if (changes.length === 1)
    return html`<p class="since">since v${number - 1}: ${codeText(changes[0] ?? "")}</p>`;
  return html`<div class="since">since v${number - 1}:
    <ul>${changes.map((change) => html`<li>${codeText(change)}</li>`)}</ul>
  </div>`;
}

function fileLine(file: PlanCard["files"][number]): TemplateResult {
  const { icon: name, tone } = changeIcon(file.change);
  return html`<li>
    <span class="change" title=${changeNames[file.change]}>${icon(name, tone)}<span class="sr">${changeNames[file.change]} </span></span>
    <span class="path">${file.path}${file.protected ? html` <span class="badge warn">protected, named by the plan</span>` : nothing}</span>
    <span class="muted">${file.task}</span>
  </li>`;
}

function roster(card: PlanCard): TemplateResult {
  const cost =
    card.estimatedCost === null
      ? "price unknown"
      : `about ${moneyWords(card.estimatedCost, false)}`;
  return html`<h3>Roster, <span class="plain">${cost}</span></h3>
    ${seats(card, "builds")}${seats(card, "reviews")}`;
}

function seats(card: PlanCard, role: "builds" | "reviews"): TemplateResult | typeof nothing {
  const of = card.roster.filter((seat) => seat.role === role);
  if (of.length === 0) return nothing;
  const words = of.map(
    (seat, index) =>
      html`${index > 0 ? ", " : ""}${seat.model} <span class="muted">${seat.maker}</span>${
        seat.note === null ? nothing : html` <span class="muted">(${seat.note})</span>`
      }`,
  );
  return html`<p>${role}: ${words}</p>`;
}
