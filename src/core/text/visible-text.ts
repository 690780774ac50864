/**
 * What a person cannot see, or what changes how its neighbours are drawn: controls, format and
 * bidi characters, default-ignorable ones (zero width, tags, variation selectors, Hangul fillers),
 * line and paragraph separators, halves of surrogate pairs, every space but the ordinary one, and
 * the blank Braille pattern, which is drawn as nothing.
 */
const invisible =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u2800]|\p{Default_Ignorable_Code_Point}|(?! )\p{Zs}/gu;

/**
 * A text as it may be shown or put into a prompt without hiding anything: what cannot be seen is
 * written out, U+202E as `⟪U+202E⟫`. Line ends (LF and CRLF) and tabs stay, everything else
 * unchanged. The joiners and selectors inside emoji sequences are written out as well: telling an
 * honest one from a smuggled one is not worth a hole.
 */
export function visibleText(text: string): string {
  return text.replace(invisible, (character, at: number) => {
    const lineEnd = character === "\n" || (character === "\r" && text[at + 1] === "\n");
    return lineEnd || character === "\t" ? character : writtenOut(character);
  });
}

/** The same for a text that is shown on one line: line ends and tabs, which could push a part out of sight, are written out too. */
export function visibleLine(text: string): string {
  return text.replace(invisible, writtenOut);
}

/** Whether `visibleLine` would write something out. */
export function hasInvisible(text: string): boolean {
  return text.search(invisible) !== -1;
}

function writtenOut(character: string): string {
  const digits = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `⟪U+${digits.padStart(4, "0")}⟫`;
}
