import MarkdownIt, { type Token } from "markdown-it";

/** A block of a Markdown document with the lines it stands on. Its text is read from those lines. */
export interface Block {
  readonly kind: "heading" | "list" | "item" | "paragraph" | "fence" | "other";
  /** Zero-based first line. */
  readonly start: number;
  /** The line after its last line that is not blank. */
  readonly end: number;
  /** 1 to 6 of a heading, else 0. */
  readonly level: number;
  /** Written with leading `#`, not underlined. */
  readonly atx: boolean;
  /** Text of a heading, content of a fence, else empty. */
  readonly text: string;
  /** The word after the opening fence, else empty. */
  readonly info: string;
  readonly children: readonly Block[];
}

interface OpenBlock extends Block {
  text: string;
  readonly children: OpenBlock[];
}

/**
 * The blocks of a document from line `from` on (zero-based); line numbers count from the start
 * of the document. Raw HTML is text: nothing a reader of the source would take for a heading or
 * a list hides in a comment. Never fails: every text is Markdown.
 */
export function readBlocks(lines: readonly string[], from: number): readonly Block[] {
  const parser = new MarkdownIt("commonmark", { html: false }).disable(["inline", "reference"]);
  // A blank line in place of each skipped one keeps the numbers of the others.
  const body = lines.map((line, index) => (index < from ? "" : line)).join("\n");
  const root: OpenBlock[] = [];
  const open: OpenBlock[] = [];
  for (const token of parser.parse(body, {})) {
    const parent = open.at(-1);
    if (token.nesting === -1) open.pop();
    else if (token.type === "inline") {
      if (parent?.kind === "heading") parent.text = token.content.trim();
    } else {
      const block = blockOf(token, lines);
      (parent?.children ?? root).push(block);
      if (token.nesting === 1) open.push(block);
    }
  }
  return root;
}

function blockOf(token: Token, lines: readonly string[]): OpenBlock {
  const [start, end] = token.map ?? [0, 0];
  return {
    kind: kinds[token.type] ?? "other",
    start,
    end: withoutBlankEnd(lines, start, end),
    level: token.type === "heading_open" ? Number(token.tag.slice(1)) : 0,
    atx: token.markup.startsWith("#"),
    text: token.type === "fence" ? token.content : "",
    info: token.type === "fence" ? (token.info.trim().split(/\s+/)[0] ?? "") : "",
    children: [],
  };
}

const kinds: Readonly<Record<string, Block["kind"]>> = {
  heading_open: "heading",
  bullet_list_open: "list",
  ordered_list_open: "list",
  list_item_open: "item",
  paragraph_open: "paragraph",
  fence: "fence",
};

function withoutBlankEnd(lines: readonly string[], start: number, end: number): number {
  let last = Math.min(end, lines.length);
  while (last > start + 1 && (lines[last - 1] ?? "").trim() === "") last -= 1;
  return last;
}

/** The source lines of an item from its marker's text to line `end`, the marker taken off. */
export function itemLines(lines: readonly string[], item: Block, end: number): readonly string[] {
  const [first = "", ...rest] = lines.slice(item.start, end);
  return [first.replace(/^[ \t>]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)/, ""), ...rest];
}
