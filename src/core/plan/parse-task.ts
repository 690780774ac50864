import { joinLines } from "../text/lines.ts";
import { type Block, itemLines } from "../text/markdown-blocks.ts";
import type { Report } from "../text/problem.ts";
import { parseCheck } from "./parse-check.ts";
import { parseFile, parseSymbol } from "./parse-file.ts";
import type { CheckSpec, PlanFile, Task } from "./plan.ts";
import { at, type Section } from "./sections.ts";

/**
 * Reads one task: heading `### T1 title (after T2, integrates)`, items that name files, symbols
 * and checks, and everything else as its instructions.
 */
export function parseTask(
  section: Section,
  lines: readonly string[],
  spareId: string,
  report: Report,
): Task {
  const { files, checks, notes, taken, reading } = readItems(section, lines, report);
  if (files.length > 5) {
    const message = `A task of ${files.length} files is hard to verify: split it.`;
    report(at(section.heading, "warning", message));
  }
  const rest = withoutBlocks(section, lines, taken);
  return {
    ...parseHeading(section.heading, spareId, report),
    files,
    checks,
    instructions: [rest, notes.join("\n")].filter((part) => part !== "").join("\n\n"),
    checkedByReading: reading || /\bchecked by: reading\b/i.test(rest),
  };
}

interface Items {
  readonly files: PlanFile[];
  readonly checks: CheckSpec[];
  /** What the items of files say beyond their form, as instructions. */
  readonly notes: string[];
  /** The blocks that were read, in the order of the document; the rest is prose. */
  readonly taken: Block[];
  reading: boolean;
}

function readItems(section: Section, lines: readonly string[], report: Report): Items {
  const items: Items = { files: [], checks: [], notes: [], taken: [], reading: false };
  for (const block of section.blocks) {
    if (block.kind === "paragraph" && isReading(joinLines(lines.slice(block.start, block.end)))) {
      items.reading = true;
      items.taken.push(block);
    }
    for (const item of block.kind === "list" ? block.children : []) {
      const error = readItem(items, item, lines);
      if (error !== null) report(at(item, "error", error));
    }
  }
  return items;
}

/** Adds what one list item says to `items`; gives what is wrong with it, null for nothing. */
function readItem(items: Items, item: Block, lines: readonly string[]): string | null {
  const text = ownText(item, lines);
  const check = parseCheck(text);
  const file = parseFile(text);
  if (isReading(text)) items.reading = true;
  else if (check?.ok) items.checks.push(check.value);
  else if (file?.ok) {
    const { symbols, notes } = readSymbols(item, lines);
    items.files.push({ ...file.value.file, symbols });
    items.notes.push(...noteLines(file.value.file.path, [file.value.note, ...notes]));
  } else return check?.error ?? file?.error ?? null;
  items.taken.push(item);
  return null;
}

type Heading = Pick<Task, "id" | "title" | "after" | "integrates">;

function parseHeading(heading: Block, spareId: string, report: Report): Heading {
  const [, id, text = ""] = /^(T\d+)\b[:.]?\s*(?:[–—-]\s+)?(.*)$/is.exec(heading.text) ?? [];
  if (id === undefined) {
    report(at(heading, "error", "A task's heading begins with its id: `### T1 Title`."));
    return { id: spareId, title: heading.text, after: [], integrates: false };
  }
  const [, title = text, marks = ""] =
    /^(.*?)\s*\(((?:after|integrates)\b[^()]*)\)$/is.exec(text) ?? [];
  const after: string[] = [];
  let integrates = false;
  for (const mark of marks.split(/,|\band\b/i).map((part) => part.trim())) {
    const task = /^(?:after\s+)?(T\d+)$/i.exec(mark)?.[1];
    if (task !== undefined) after.push(task.toUpperCase());
    else if (/^integrates$/i.test(mark)) integrates = true;
    else if (mark !== "") {
      report(at(heading, "error", `Cannot read "(${marks})": write "(after T1, T2, integrates)".`));
    }
  }
  return { id: id.toUpperCase(), title, after, integrates };
}

/** The words that stand in for a test or a check. */
function isReading(text: string): boolean {
  return /^[`*]*checked by: ?reading[`*]*\.?[`*]*$/i.test(text);
}

/** An item's text without its nested lists. */
function ownText(item: Block, lines: readonly string[]): string {
  const nested = item.children.find((child) => child.kind === "list");
  return joinLines(itemLines(lines, item, nested?.start ?? item.end));
}

function readSymbols(item: Block, lines: readonly string[]) {
  const symbols: PlanFile["symbols"] = [];
  const notes: string[] = [];
  for (const nested of item.children.filter((child) => child.kind === "list")) {
    for (const child of nested.children) {
      const text = joinLines(itemLines(lines, child, child.end));
      const symbol = parseSymbol(text);
      if (symbol === null) notes.push(text);
      else symbols.push(symbol);
    }
  }
  return { symbols, notes };
}

/** What a file's item says beyond its form is an instruction about that file. */
function noteLines(path: string, notes: readonly string[]): readonly string[] {
  return notes.filter((note) => note !== "").map((note) => `- \`${path}\`: ${note}`);
}

/** The source of a section without some of its blocks, in pieces a blank line apart. */
function withoutBlocks(
  section: Section,
  lines: readonly string[],
  taken: readonly Block[],
): string {
  const pieces: string[] = [];
  let from = section.heading.end;
  const end = section.blocks.at(-1)?.end ?? from;
  for (const { start, end: next } of [...taken, { start: end, end }]) {
    pieces.push(lines.slice(from, start).join("\n").trim());
    from = next;
  }
  return pieces.filter((piece) => piece !== "").join("\n\n");
}
