/** A piece of a text: what stood between backticks is code, everything else is words. */
export interface TextPart {
  readonly code: boolean;
  readonly text: string;
}

/**
 * A model's text cut at its `code` spans, as Markdown does: as many backticks close a span as
 * opened it, and backticks that nothing closes are part of the words. No part is empty.
 */
export function codeSpans(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  const span = /(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)/gs;
  let from = 0;
  for (const match of text.matchAll(span)) {
    if (match.index > from) parts.push({ code: false, text: text.slice(from, match.index) });
    parts.push({ code: true, text: unpadded(match[2] ?? "") });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ code: false, text: text.slice(from) });
  return parts;
}

/** The same text as a person would say it: without the backticks around code. */
export function plainWords(text: string): string {
  return codeSpans(text)
    .map((part) => part.text)
    .join("");
}

/** A space at both ends only keeps backticks of the code apart from those around it. */
function unpadded(code: string): string {
  const isPadded = /^ .*\S.* $/s.test(code);
  return isPadded ? code.slice(1, -1) : code;
}
