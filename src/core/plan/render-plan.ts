import { stringify } from "yaml";
import { codeSpan } from "../text/code-span.ts";
import type { CheckSpec, Decision, Plan, PlanFile, PlanSymbol, Task } from "./plan.ts";
import { type SectionName, sectionTitles } from "./sections.ts";
import { joinWords } from "./split-words.ts";

/** Writes a plan in the form `parsePlan` reads; reading it back gives the same plan. Ends with a line end. */
export function renderPlan(plan: Plan): string {
  const head = stringify({ signoff: "plan/1", title: plan.title }, { lineWidth: 0 });
  const sections: Readonly<Record<SectionName, string>> = {
    goal: plan.goal,
    data: plan.data,
    modules: list(plan.modules.map(renderModule)),
    decisions: plan.decisions.map(renderDecision).join("\n\n"),
    invariants: list(plan.invariants),
    failureModes: list(plan.failureModes),
    outOfScope: list(plan.outOfScope),
    tasks: plan.tasks.map(renderTask).join("\n\n"),
    integration: list(plan.integration.map(renderCheck)),
    openQuestions: list(plan.openQuestions),
  };
  const body = Object.entries(sectionTitles).map(([name, title]) =>
    below(`## ${title}`, sections[name as SectionName]),
  );
  return `---\n${head}---\n${body.join("\n\n")}\n`;
}

function below(heading: string, text: string): string {
  return text === "" ? heading : `${heading}\n${text}`;
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

function renderModule({ path, note }: Plan["modules"][number]): string {
  return note === "" ? codeSpan(path) : `${codeSpan(path)}: ${note}`;
}

function renderDecision(decision: Decision): string {
  const { choice, because } = decision;
  const bold = choice === "" ? "" : `**${choice}**`;
  const parts = [
    because === "" ? bold : `${bold}, because ${because}`,
    list(decision.rejected.map((text) => `Rejected: ${text}`)),
  ];
  const body = parts.filter((part) => part !== "").join("\n");
  return below(`### ${decision.id} ${decision.question}`, body);
}

function renderTask(task: Task): string {
  const items = [
    ...task.files.flatMap(renderFile),
    ...task.checks.map((check) => `- ${renderCheck(check)}`),
    ...(task.checkedByReading ? ["- checked by: reading"] : []),
  ];
  const parts = [items.join("\n"), task.instructions].filter((part) => part !== "");
  return below(`### ${task.id} ${task.title}${renderMarks(task)}`, parts.join("\n\n"));
}

function renderMarks(task: Task): string {
  const after = task.after.length === 0 ? [] : [`after ${task.after.join(", ")}`];
  const marks = [...after, ...(task.integrates ? ["integrates"] : [])];
  return marks.length === 0 ? "" : ` (${marks.join(", ")})`;
}

function renderFile(file: PlanFile): readonly string[] {
  const to = file.to === null ? "" : ` to ${codeSpan(file.to)}`;
  return [
    `- ${file.change} ${codeSpan(file.path)}${to}`,
    ...file.symbols.map((symbol) => `  - ${renderSymbol(symbol)}`),
  ];
}

function renderSymbol(symbol: PlanSymbol): string {
  const words = [...(symbol.exported ? ["exported"] : []), ...(symbol.shared ? ["shared"] : [])];
  return `${words.length === 0 ? "local" : words.join(", ")} ${codeSpan(symbol.signature)}`;
}

/** A check as the plan writes it, without the list mark. */
export function renderCheck(check: CheckSpec): string {
  const folder = check.cwd === "" ? "" : ` in ${codeSpan(check.cwd)}`;
  return `check ${codeSpan(joinWords(check.argv))}${folder}`;
}
