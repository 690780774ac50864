import { err, ok, type Result } from "../../base/result.ts";

/**
 * Splits a command line into words as a POSIX shell would, quotes and backslashes included, and
 * refuses whatever only a shell could do: the words are started as they are, no shell sees them.
 * Wildcards stay literal, many tools expand them themselves. The error says what to write instead.
 */
export function splitWords(line: string): Result<readonly string[], string> {
  if (/[\p{Cc}\u2028\u2029]/u.test(line)) return err("A command holds no control characters.");
  const words: string[] = [];
  let at = 0;
  while (at < line.length) {
    if (line[at] === " ") {
      at += 1;
      continue;
    }
    const word = readWord(line, at);
    if (!word.ok) return word;
    if (words.length === 0 && /^[A-Za-z_]\w*=/.test(line.slice(at))) {
      return err("A command cannot set environment variables: begin with the program.");
    }
    words.push(word.value.text);
    at = word.value.end;
  }
  return words.length === 0 ? err("The command is empty.") : ok(words);
}

interface Piece {
  readonly text: string;
  /** Index after the piece. */
  readonly end: number;
}

function readWord(line: string, start: number): Result<Piece, string> {
  if (line[start] === "~") return err("`~` needs a shell: write the path out.");
  let text = "";
  let at = start;
  while (at < line.length && line[at] !== " ") {
    const piece = readPiece(line, at);
    if (!piece.ok) return piece;
    text += piece.value.text;
    at = piece.value.end;
  }
  return ok({ text, end: at });
}

function readPiece(line: string, at: number): Result<Piece, string> {
  const character = line[at] ?? "";
  if (character === "'") return readSingleQuoted(line, at);
  if (character === '"') return readDoubleQuoted(line, at);
  if (character === "\\") return readEscaped(line, at);
  if ("|&;<>()`".includes(character) || isExpansion(line, at)) return needsShell(character);
  return ok({ text: character, end: at + 1 });
}

function readSingleQuoted(line: string, at: number): Result<Piece, string> {
  const end = line.indexOf("'", at + 1);
  if (end === -1) return err("A quote `'` is not closed.");
  return ok({ text: line.slice(at + 1, end), end: end + 1 });
}

function readDoubleQuoted(line: string, start: number): Result<Piece, string> {
  let text = "";
  let at = start + 1;
  while (at < line.length && line[at] !== '"') {
    if (line[at] === "`" || isExpansion(line, at)) return needsShell(line[at] ?? "");
    if (line[at] === "\\" && /["\\$`]/.test(line[at + 1] ?? "")) at += 1;
    text += line[at] ?? "";
    at += 1;
  }
  if (at >= line.length) return err('A quote `"` is not closed.');
  return ok({ text, end: at + 1 });
}

/** A backslash before a letter is a Windows path far more often than an escape, and would vanish. */
function readEscaped(line: string, at: number): Result<Piece, string> {
  const next = line[at + 1];
  if (next === undefined || /[\w.]/.test(next)) {
    return err("Write paths with forward slashes, or put the backslash in single quotes.");
  }
  return ok({ text: next, end: at + 2 });
}

function isExpansion(line: string, at: number): boolean {
  return line[at] === "$" && /[\w({@*#?$!'"-]/.test(line[at + 1] ?? "");
}

function needsShell(character: string): Result<never, string> {
  return err(
    `\`${character}\` needs a shell, and checks run without one: write one plain command per check, or put the text in single quotes.`,
  );
}

/** The words as one line that `splitWords` reads back; words without control characters only. */
export function joinWords(words: readonly string[]): string {
  return words.map(quote).join(" ");
}

function quote(word: string, index: number): string {
  const plain = index === 0 ? /^[\w@%+:,./{}-]+$/ : /^[\w@%+=:,./{}*?[\]^-]+$/;
  return plain.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
