import type { Block } from "../text/markdown-blocks.ts";
import type { Report } from "../text/problem.ts";

/** The sections of a plan in the order of the skeleton, under their headings. */
export const sectionTitles = {
  goal: "Goal",
  data: "Data and interfaces",
  modules: "Touched modules",
  decisions: "Decisions",
  invariants: "Invariants",
  failureModes: "Failure modes",
  outOfScope: "Out of scope",
  tasks: "Tasks",
  integration: "Integration",
  openQuestions: "Open questions",
} as const;

export type SectionName = keyof typeof sectionTitles;

/** What stands below one heading: the blocks up to the next heading of the same or a higher level. */
export interface Section {
  readonly heading: Block;
  readonly blocks: readonly Block[];
}

/** Cuts blocks at the headings of a level. `before` stands above the first. Deeper headings stay blocks. */
export function splitAtHeadings(
  blocks: readonly Block[],
  level: number,
): { readonly before: readonly Block[]; readonly sections: readonly Section[] } {
  const before: Block[] = [];
  const sections: { heading: Block; blocks: Block[] }[] = [];
  for (const block of blocks) {
    // A line of dashes below a paragraph is no heading of a plan.
    if (block.kind === "heading" && block.atx && block.level <= level) {
      sections.push({ heading: block, blocks: [] });
    } else {
      (sections.at(-1)?.blocks ?? before).push(block);
    }
  }
  return { before, sections };
}

/** The sections of a plan by name; what is missing, unknown or there twice is reported. */
export function readSections(
  blocks: readonly Block[],
  report: Report,
): ReadonlyMap<SectionName, readonly Section[]> {
  const found = new Map<SectionName, readonly Section[]>();
  const { before, sections } = splitAtHeadings(blocks, 2);
  if (before[0] !== undefined) {
    report(at(before[0], "warning", "This text stands above the first section and is not read."));
  }
  for (const section of sections) {
    const name = sectionName(section.heading);
    if (name === undefined) {
      report(at(section.heading, "warning", unknownSection(section.heading.text)));
      continue;
    }
    const earlier = found.get(name) ?? [];
    if (earlier.length > 0) {
      report(at(section.heading, "error", `The section "${sectionTitles[name]}" is there twice.`));
    }
    found.set(name, [...earlier, section]);
  }
  reportMissing(found, report);
  return found;
}

function sectionName(heading: Block): SectionName | undefined {
  if (heading.level !== 2) return undefined;
  const text = heading.text.toLowerCase().replace(/:$/, "");
  return names.find((name) => sectionTitles[name].toLowerCase() === text);
}

const names = Object.keys(sectionTitles) as readonly SectionName[];

function unknownSection(title: string): string {
  return `"${title}" is no section of a plan and is not read. Sections are ${Object.values(sectionTitles).join(", ")}.`;
}

function reportMissing(found: ReadonlyMap<SectionName, unknown>, report: Report): void {
  for (const name of names) {
    if (found.has(name)) continue;
    const message = `The section "## ${sectionTitles[name]}" is missing.`;
    report({ message, startLine: 1, endLine: 1, severity: "warning" });
  }
}

/** A problem on the lines of a block. */
export function at(block: Block, severity: "error" | "warning", message: string) {
  return {
    message,
    startLine: block.start + 1,
    endLine: Math.max(block.end, block.start + 1),
    severity,
  };
}
