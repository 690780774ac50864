import { joinLines } from "../text/lines.ts";
import { itemLines } from "../text/markdown-blocks.ts";
import type { Report } from "../text/problem.ts";
import type { Decision } from "./plan.ts";
import { at, type Section } from "./sections.ts";

/**
 * Reads one decision: heading `### D1 question`, a paragraph `**choice**, because reason`, and
 * items `Rejected: …`. A missing choice or reason is left empty; refusing it is not this function's matter.
 */
export function parseDecision(
  section: Section,
  lines: readonly string[],
  spareId: string,
  report: Report,
): Decision {
  const [, id, question = ""] =
    /^(D\d+)\b[:.]?\s*(?:[–—-]\s+)?(.*)$/is.exec(section.heading.text) ?? [];
  if (id === undefined) {
    report(
      at(section.heading, "error", "A decision's heading begins with its id: `### D1 Question?`."),
    );
  }
  const prose: string[] = [];
  const rejected: string[] = [];
  for (const block of section.blocks) {
    if (block.kind !== "list") {
      prose.push(joinLines(lines.slice(block.start, block.end)));
      continue;
    }
    for (const item of block.children) {
      const text = joinLines(itemLines(lines, item, item.end));
      const alternative = /^\**rejected:?\**:?\s*(.+)$/is.exec(text)?.[1];
      if (alternative !== undefined) rejected.push(alternative);
      else report(at(item, "warning", "Below a decision only items `- Rejected: …` are read."));
    }
  }
  return {
    id: id?.toUpperCase() ?? spareId,
    question: id === undefined ? section.heading.text : question,
    ...parseChoice(prose.join(" ")),
    rejected,
  };
}

function parseChoice(text: string): { choice: string; because: string } {
  const bold =
    /^\*\*((?:`[^`]*`|[^`])+?)\*\*(.*)$/s.exec(text) ?? /^\*\*(.+?)\*\*(.*)$/s.exec(text);
  if (bold !== null) {
    const because = /^[\s,.;:–—-]*because:?\s+(.+)$/is.exec(bold[2] ?? "")?.[1];
    return { choice: (bold[1] ?? "").trim(), because: because ?? "" };
  }
  const word = /\bbecause\b:?\s/i.exec(text);
  if (word === null) return { choice: text.trim(), because: "" };
  return {
    choice: text.slice(0, word.index).replace(/[\s,.;:–—-]{1,4}$/, ""),
    because: text.slice(word.index + word[0].length).trim(),
  };
}
