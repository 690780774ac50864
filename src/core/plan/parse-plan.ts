import { readCodeSpan } from "../text/code-span.ts";
import { readFrontMatter } from "../text/front-matter.ts";
import { joinLines, splitLines } from "../text/lines.ts";
import { type Block, itemLines, readBlocks } from "../text/markdown-blocks.ts";
import type { Problem, Report } from "../text/problem.ts";
import { parseCheck } from "./parse-check.ts";
import { parseDecision } from "./parse-decision.ts";
import { parseTask } from "./parse-task.ts";
import type { CheckSpec, Plan } from "./plan.ts";
import { normalisePath } from "./plan-path.ts";
import { at, readSections, type Section, type SectionName, splitAtHeadings } from "./sections.ts";

export type PlanProblem = Problem;

/**
 * Reads a plan file (DESIGN 11). Never throws: what can be read is read, the rest is said in
 * `problems`, in the order of the document. Text is kept as Markdown source; list items become one line each.
 */
export function parsePlan(markdown: string): {
  readonly plan: Plan;
  readonly problems: readonly PlanProblem[];
} {
  const problems: Problem[] = [];
  const report: Report = (problem) => problems.push(problem);
  const lines = splitLines(markdown);
  const { title, bodyStart } = parseHead(lines, report);
  const blocks = readBlocks(lines, bodyStart);
  reportOpenFences(blocks, lines, report);
  const plan = { title, ...parseBody(lines, readSections(blocks, report), report) };
  return { plan, problems: problems.sort((a, b) => a.startLine - b.startLine) };
}

function parseHead(lines: readonly string[], report: Report) {
  const head = readFrontMatter(lines);
  head.problems.forEach(report);
  const { signoff, title } = head.values;
  const expect = (message: string, line: number) =>
    report({ message, startLine: line, endLine: line, severity: "error" });
  if (!head.present) expect("A plan begins with `---`, `signoff: plan/1`, `title: …`, `---`.", 1);
  else if (signoff !== "plan/1") {
    expect("The front matter needs the line `signoff: plan/1`.", head.lineOf("signoff"));
  }
  const text = typeof title === "string" ? joinLines(splitLines(title)) : "";
  if (head.present && text === "") {
    expect("The plan needs a title: `title: What is built`.", head.lineOf("title"));
  }
  return { title: text, bodyStart: head.bodyStart };
}

function parseBody(
  lines: readonly string[],
  sections: ReadonlyMap<SectionName, readonly Section[]>,
  report: Report,
): Omit<Plan, "title"> {
  const parts = (name: SectionName) => sections.get(name) ?? [];
  const blocks = (name: SectionName) => parts(name).flatMap((part) => part.blocks);
  const source = (name: SectionName) =>
    parts(name)
      .map((part) => sourceOf(part, lines))
      .join("\n\n")
      .trim();
  const list = (name: SectionName) => entries(blocks(name), lines);
  return {
    goal: source("goal"),
    data: source("data"),
    modules: list("modules").flatMap(parseModule),
    decisions: parseNumbered(blocks("decisions"), "D", report, (part, id) =>
      parseDecision(part, lines, id, report),
    ),
    invariants: list("invariants").filter(isSomething),
    failureModes: list("failureModes"),
    outOfScope: list("outOfScope").filter(isSomething),
    tasks: parseNumbered(blocks("tasks"), "T", report, (part, id) =>
      parseTask(part, lines, id, report),
    ),
    integration: parseChecks(blocks("integration"), lines, report),
    openQuestions: list("openQuestions").filter(isSomething),
  };
}

function sourceOf(section: Section, lines: readonly string[]): string {
  return lines.slice(section.heading.end, section.blocks.at(-1)?.end ?? 0).join("\n");
}

/** Each item of the lists, and each paragraph beside them, as one line of text. */
function entries(blocks: readonly Block[], lines: readonly string[]): string[] {
  return blocks
    .flatMap((block) => {
      if (block.kind === "heading") return [];
      if (block.kind !== "list") return [joinLines(lines.slice(block.start, block.end))];
      return block.children.map((item) => joinLines(itemLines(lines, item, item.end)));
    })
    .filter((text) => !/^[\s*_–—-]*$/.test(text));
}

/** "None." says that there is nothing. Only failure modes keep it, because there it needs a reason. */
function isSomething(text: string): boolean {
  return !/^none\.?$/i.test(text);
}

function parseModule(text: string): Plan["modules"] {
  const span = readCodeSpan(text);
  const [, bare, note] = /^([^\s:]+[./][^\s:]*)(.*)$/s.exec(text) ?? [];
  const path = span?.code ?? bare;
  if (path === undefined) return [];
  const rest = span?.rest ?? note ?? "";
  return [{ path: normalisePath(path), note: rest.replace(/^\s*(?:[:–—-]\s*)?/, "") }];
}

/** What stands below each `###` of a section; the spare id is for a heading that names none. */
function parseNumbered<T>(
  blocks: readonly Block[],
  letter: "D" | "T",
  report: Report,
  parse: (section: Section, spareId: string) => T,
): T[] {
  const { before, sections } = splitAtHeadings(blocks, 3);
  const list = before.find((block) => block.kind === "list");
  const stray = list ?? before.find((block) => sections.length > 0 && block.kind !== "other");
  if (stray !== undefined) {
    const severity = list === undefined ? "warning" : "error";
    report(
      at(stray, severity, `This stands below no heading \`### ${letter}1 …\` and is not read.`),
    );
  }
  return sections.map((section, index) => parse(section, `${letter}${index + 1}`));
}

function parseChecks(
  blocks: readonly Block[],
  lines: readonly string[],
  report: Report,
): CheckSpec[] {
  const checks: CheckSpec[] = [];
  for (const block of blocks) {
    for (const item of block.kind === "list" ? block.children : [block]) {
      const text = joinLines(itemLines(lines, item, item.end));
      const check = parseCheck(text);
      if (check?.ok) checks.push(check.value);
      else if (check !== null) report(at(item, "error", check.error));
      else if (!/^none\b/i.test(text)) {
        report(at(item, "warning", "Only items - check `command` are read here."));
      }
    }
  }
  return checks;
}

/** A fence that is never closed swallows every section below it. */
function reportOpenFences(
  blocks: readonly Block[],
  lines: readonly string[],
  report: Report,
): void {
  for (const block of blocks) {
    reportOpenFences(block.children, lines, report);
    const last = lines[block.end - 1] ?? "";
    if (
      block.kind !== "fence" ||
      (block.end - block.start > 1 && /^[\s>]*(?:`{3,}|~{3,})\s*$/.test(last))
    ) {
      continue;
    }
    report(at({ ...block, end: block.start + 1 }, "error", "This code fence is never closed."));
  }
}
