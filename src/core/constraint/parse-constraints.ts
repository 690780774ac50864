import { contentHash } from "../../base/hash.ts";
import { readFrontMatter } from "../text/front-matter.ts";
import { joinLines, splitLines } from "../text/lines.ts";
import { type Block, itemLines, readBlocks } from "../text/markdown-blocks.ts";
import type { Problem } from "../text/problem.ts";

/** One rule of the constraint document. */
export interface Constraint {
  /** `c-` and twelve hex digits of its text's hash: the same wherever the rule stands in the document. */
  readonly id: string;
  /** Its Markdown source on one line. */
  readonly text: string;
  /** One-based and inclusive, without the check that may follow. */
  readonly startLine: number;
  readonly endLine: number;
}

/**
 * The constraints of a document (DESIGN 10): list items without a list below them, and
 * paragraphs, under a heading that speaks of rules, constraints, conventions or invariants; in the
 * whole document where there is no such heading. A paragraph that ends with a colon before a list
 * only introduces it. A `check` fence belongs to the constraint above it. Never throws.
 */
export function parseConstraints(markdown: string): {
  readonly constraints: readonly Constraint[];
  readonly problems: readonly Problem[];
} {
  const lines = splitLines(markdown);
  const head = readFrontMatter(lines);
  const problems: Problem[] = [...head.problems];
  const blocks = belowRuleHeadings(readBlocks(lines, head.bodyStart));
  const constraints: Constraint[] = [];
  const seen = new Set<string>();
  for (const { start, end, text } of collect(blocks, lines)) {
    const id = `c-${contentHash(text.normalize("NFC").replace(/\s+/g, " ").toLowerCase()).slice(0, 12)}`;
    if (!seen.has(id)) constraints.push({ id, text, startLine: start + 1, endLine: end });
    else problems.push(problem("This constraint stands in the document twice.", start, end));
    seen.add(id);
  }
  return { constraints, problems: [...problems, ...strayChecks(blocks)] };
}

function problem(message: string, start: number, end: number): Problem {
  return { message, startLine: start + 1, endLine: end, severity: "warning" };
}

/** The blocks below the headings that speak of rules, headings of their own sections included. */
function belowRuleHeadings(blocks: readonly Block[]): readonly Block[] {
  const inside: Block[] = [];
  let level: number | null = null;
  for (const block of blocks) {
    if (block.kind !== "heading") {
      if (level !== null) inside.push(block);
      continue;
    }
    if (level !== null && block.level <= level) level = null;
    if (level === null && speaksOfRules(block.text)) level = block.level;
  }
  const some = blocks.some((block) => block.kind === "heading" && speaksOfRules(block.text));
  return some ? inside : blocks;
}

function speaksOfRules(heading: string): boolean {
  return /\b(?:rules?|constraints?|conventions?|invariants?)\b/i.test(heading);
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function collect(blocks: readonly Block[], lines: readonly string[]): readonly Piece[] {
  return blocks.flatMap((block, index) => {
    if (block.kind === "list") return block.children.flatMap((item) => collectItem(item, lines));
    if (block.kind !== "paragraph") return [];
    const text = joinLines(lines.slice(block.start, block.end));
    const introduces = text.endsWith(":") && blocks[index + 1]?.kind === "list";
    return introduces ? [] : [{ start: block.start, end: block.end, text }];
  });
}

function collectItem(item: Block, lines: readonly string[]): readonly Piece[] {
  const nested = item.children.filter((child) => child.kind === "list");
  if (nested.length > 0) return collect(nested, lines);
  const paragraphs = item.children.filter((child) => child.kind === "paragraph");
  const own = itemLines(lines, item, item.end);
  const text = joinLines(
    paragraphs.flatMap(({ start, end }) => own.slice(start - item.start, end - item.start)),
  );
  const end = paragraphs.at(-1)?.end ?? item.end;
  return text === "" ? [] : [{ start: item.start, end, text }];
}

/** Checks that follow no rule. Inside a list item a check follows the item's own text. */
function strayChecks(blocks: readonly Block[]): readonly Problem[] {
  return blocks.flatMap((block, index) => {
    const above = blocks[index - 1]?.kind;
    if (block.kind !== "fence" || block.info !== "check") return [];
    if (above === "paragraph" || above === "list" || above === "fence") return [];
    return [problem("This check stands below no constraint.", block.start, block.end)];
  });
}
