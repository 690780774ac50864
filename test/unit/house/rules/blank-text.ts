/** What `blankText` leaves readable. Templates are always blanked, their `${}` code is not. */
export type Keep = "quoted-strings" | "code-only";

/**
 * The text with comments, templates and regular expressions (and with `code-only` also quoted
 * strings) replaced by spaces, so that a pattern finds code and not prose. Length and line breaks
 * stay. A scanner, not a parser: it decides by the token before whether `/` begins a regular expression.
 */
export function blankText(text: string, keep: Keep): string {
  let out = "";
  let at = 0;
  /** One entry per open template: how many braces are open inside its current `${}`. */
  const templates: number[] = [];
  const blank = (end: number) => {
    out += text.slice(at, end).replace(/[^\n]/g, " ");
    at = end;
  };
  while (at < text.length) {
    const rest = text.slice(at, at + 2);
    const char = text[at] ?? "";
    if (rest === "//") blank(endOf(text, at, "\n"));
    else if (rest === "/*") blank(endOf(text, at, "*/") + 2);
    else if (char === '"' || char === "'") {
      const end = endOfQuoted(text, at);
      if (keep === "code-only") blank(end);
      else {
        out += text.slice(at, end);
        at = end;
      }
    } else if (char === "/" && beginsRegex(out)) blank(endOfRegex(text, at));
    else if (char === "`" || (char === "}" && templates.at(-1) === 0)) {
      if (char === "}") templates.pop();
      const end = endOfTemplatePart(text, at + 1);
      if (text[end - 1] === "{") templates.push(0);
      blank(end);
    } else {
      countBrace(templates, char);
      out += char;
      at += 1;
    }
  }
  return out;
}

function countBrace(templates: number[], char: string): void {
  const open = templates.pop();
  if (open === undefined) return;
  templates.push(char === "{" ? open + 1 : char === "}" ? open - 1 : open);
}

function endOf(text: string, from: number, mark: string): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found;
}

function endOfQuoted(text: string, from: number): number {
  const quote = text[from];
  let at = from + 1;
  while (at < text.length && text[at] !== quote && text[at] !== "\n") {
    at += text[at] === "\\" ? 2 : 1;
  }
  return at + 1;
}

function endOfRegex(text: string, from: number): number {
  let inClass = false;
  let at = from + 1;
  while (at < text.length && text[at] !== "\n" && (inClass || text[at] !== "/")) {
    if (text[at] === "[") inClass = true;
    if (text[at] === "]") inClass = false;
    at += text[at] === "\\" ? 2 : 1;
  }
  return at + 1;
}

/** Up to and including the closing back-tick or the `${` that opens code. */
function endOfTemplatePart(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    if (text[at] === "`") return at + 1;
    if (text[at] === "$" && text[at + 1] === "{") return at + 2;
    at += text[at] === "\\" ? 2 : 1;
  }
  return at;
}

function beginsRegex(before: string): boolean {
  const token = before.trimEnd();
  return (
    token === "" ||
    /(?:[(,=:[!&|?{};<>+\-*%~^]|\b(?:return|typeof|case|in|of|do|else))$/.test(token)
  );
}
