import MarkdownIt from "markdown-it";

/** Characters of Markdown shown at most; the rest is cut off with a notice. */
export const markdownLimit = 60_000;

export interface MarkdownHtml {
  /** Still to be sanitised before it meets a document. */
  readonly html: string;
  readonly shortened: boolean;
}

export type MarkdownRenderer = (markdown: string) => MarkdownHtml;

/**
 * Markdown of models as HTML: raw HTML is text, pictures are links, and links lead nowhere by
 * themselves, they only carry their address in `data-href`.
 */
export function createMarkdownRenderer(): MarkdownRenderer {
  const parser = new MarkdownIt({ html: false, linkify: false, typographer: false });
  const { rules } = parser.renderer;
  rules["link_open"] = (tokens, index) => openLink(String(tokens[index]?.attrGet("href") ?? ""));
  rules["image"] = (tokens, index) => {
    const token = tokens[index];
    const words = parser.utils.escapeHtml(token?.content || "picture");
    return `${openLink(String(token?.attrGet("src") ?? ""))}${words}</a>`;
  };
  const openLink = (href: string) =>
    `<a role="link" tabindex="0" data-href="${parser.utils.escapeHtml(href)}">`;
  return (markdown) => ({
    html: parser.render(markdown.slice(0, markdownLimit)),
    shortened: markdown.length > markdownLimit,
  });
}

/**
 * Where the last block of the text begins, as an offset: nothing that is appended later changes
 * what stands before it, except a definition of a reference link. Zero when there is one block.
 */
export function lastBlockStart(markdown: string): number {
  const boundary = /\n[ \t]*\n(?=\S)/g;
  let start = 0;
  let fences = 0;
  let from = 0;
  for (const match of markdown.matchAll(boundary)) {
    const end = match.index + match[0].length;
    fences += countFences(markdown.slice(from, end));
    from = end;
    // A list or quote may go on behind an empty line, and an open fence swallows everything.
    if (fences % 2 === 0 && !/^([-*+>]|\d+[.)])/.test(markdown.slice(end, end + 12))) start = end;
  }
  return start;
}

function countFences(text: string): number {
  return text.match(/^ {0,3}(```|~~~)/gm)?.length ?? 0;
}
