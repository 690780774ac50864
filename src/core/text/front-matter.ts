import { isMap, isScalar, LineCounter, parseDocument } from "yaml";
import { err, ok, type Result } from "../../base/result.ts";
import type { Problem } from "./problem.ts";

/** The YAML between two lines `---` at the head of a document. */
export interface FrontMatter {
  /** Every scalar is a string: `1.0` stays `1.0`. Empty where there is none or it cannot be read. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly present: boolean;
  /** Zero-based first line after it. */
  readonly bodyStart: number;
  readonly problems: readonly Problem[];
  /** One-based line of a key of the outermost map, 1 for a key that is not there. */
  lineOf(key: string): number;
}

/** Reads the front matter of a document; never throws. */
export function readFrontMatter(lines: readonly string[]): FrontMatter {
  if (lines[0]?.trimEnd() !== "---") {
    return { values: {}, present: false, bodyStart: 0, problems: [], lineOf: () => 1 };
  }
  const closing = lines.findIndex((line, index) => index > 0 && line.trimEnd() === "---");
  const end = closing === -1 ? unclosedEnd(lines) : closing;
  const yaml = readYaml(lines.slice(1, end).join("\n"));
  const open: Problem[] =
    closing === -1
      ? [problem("The front matter is not closed: end it with a line `---`.", 1, end)]
      : [];
  return {
    values: yaml.values,
    present: true,
    bodyStart: closing === -1 ? end : closing + 1,
    problems: [...open, ...yaml.problems],
    lineOf: (key) => yaml.lines.get(key) ?? 1,
  };
}

/** Without a closing line the front matter is taken to end at the first blank line or heading. */
function unclosedEnd(lines: readonly string[]): number {
  const end = lines.findIndex((line, index) => index > 0 && /^\s*(?:#.*)?$/.test(line));
  return end === -1 ? lines.length : end;
}

function problem(message: string, startLine: number, endLine: number): Problem {
  return { message, startLine, endLine, severity: "error" };
}

interface Yaml {
  readonly values: Readonly<Record<string, unknown>>;
  readonly lines: ReadonlyMap<string, number>;
  readonly problems: readonly Problem[];
}

/** The YAML begins on line 2 of the document, so line n of it is line n + 1. */
function readYaml(source: string): Yaml {
  const counter = new LineCounter();
  const document = parseDocument(source, {
    schema: "failsafe",
    lineCounter: counter,
    prettyErrors: false,
    logLevel: "error",
  });
  const problems = document.errors.map((error) => {
    const line = counter.linePos(error.pos[0]).line + 1;
    return problem(`The front matter is not YAML: ${error.message}`, line, line);
  });
  const lines = new Map<string, number>();
  for (const { key } of isMap(document.contents) ? document.contents.items : []) {
    if (!isScalar(key) || !key.range) continue;
    lines.set(String(key.value), counter.linePos(key.range[0]).line + 1);
  }
  const values = toRecord(() => document.toJS({ maxAliasCount: 20 }));
  if (values.ok) return { values: values.value, lines, problems };
  return { values: {}, lines, problems: [...problems, problem(values.error, 1, 1)] };
}

/** Aliases that are missing, or that unfold without end, make the library throw. */
function toRecord(read: () => unknown): Result<Readonly<Record<string, unknown>>, string> {
  const message = "The front matter must be a list of `key: value` lines.";
  try {
    const value = read();
    if (value === null) return ok({});
    if (typeof value !== "object" || Array.isArray(value)) return err(message);
    return ok({ ...value });
  } catch {
    return err(message);
  }
}
