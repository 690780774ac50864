import { type SessionEvent, sessionEventSchema } from "./event.ts";

/** The first line of a journal. A program that knows only older versions reads but does not write. */
export const journalHeader = '{"signoff":"journal/1"}\n';
const version = 1;

export interface JournalProblem {
  /** `damaged` is a line that is no record; the others make the journal read-only. */
  readonly kind: "damaged" | "newer-version" | "not-a-journal" | "unknown-record" | "gap";
  /** One-based. */
  readonly line: number;
  readonly message: string;
}

export interface DecodedJournal {
  readonly events: readonly SessionEvent[];
  /** What a crash left of a last line that was never completed; null where the end is clean. */
  readonly torn: string | null;
  readonly problems: readonly JournalProblem[];
  /** Nothing may be appended: what follows would not fit what was read. */
  readonly readOnly: boolean;
}

/** One line, line feed included. */
export function encodeEvent(event: SessionEvent): string {
  return `${JSON.stringify(event)}\n`;
}

/**
 * Reads as much of a journal as can be trusted. A torn last line is set aside; a damaged or
 * unknown record is skipped and reported; at a gap in the sequence reading ends, because the fold
 * of what follows would be a session that never was. Never throws; the empty text is an empty journal.
 */
export function decodeJournal(text: string): DecodedJournal {
  const lines = text.split("\n");
  const last = lines.pop() ?? "";
  const headed = readHeader(lines[0] ?? last, lines.length > 0);
  const { events, problems } = headed.stop ? noEvents : readRecords(lines, last);
  const all = [...headed.problems, ...problems];
  const complete = last === "" || (lines.length > 0 && decodeRecord(last).kind !== "damaged");
  return {
    events,
    torn: complete ? null : last,
    problems: all,
    readOnly: all.some((problem) => problem.kind !== "damaged"),
  };
}

/** Whether a line without its line feed is a complete record, even one of an unknown kind. */
function isCompleteRecord(line: string): boolean {
  return decodeRecord(line).kind !== "damaged";
}

/** What a first line is to this program: its own header, one of a newer version, or neither. */
function judgeHeader(line: string): "known" | "newer" | "foreign" {
  const found = /^\{"signoff":"journal\/(\d+)"/.exec(line)?.[1];
  if (found === undefined) return "foreign";
  return Number(found) > version ? "newer" : "known";
}

interface Records {
  readonly events: readonly SessionEvent[];
  readonly problems: readonly JournalProblem[];
}

const noEvents: Records = { events: [], problems: [] };

function readHeader(
  line: string,
  complete: boolean,
): { readonly stop: boolean; readonly problems: readonly JournalProblem[] } {
  const start = journalHeader.startsWith(line);
  if (!complete && start) return { stop: true, problems: [] };
  const header = judgeHeader(line);
  if (header === "known") return { stop: false, problems: [] };
  if (header === "newer") {
    const message = "This session was written by a newer version of Signoff.";
    return { stop: false, problems: [{ kind: "newer-version", line: 1, message }] };
  }
  const message = "This file is not a journal of Signoff.";
  return { stop: true, problems: [{ kind: "not-a-journal", line: 1, message }] };
}

/** `lines` start with the header; `last` is what follows the last line feed. */
function readRecords(lines: readonly string[], last: string): Records {
  const events: SessionEvent[] = [];
  const problems: JournalProblem[] = [];
  const report = (kind: JournalProblem["kind"], line: number, message: string): void => {
    problems.push({ kind, line, message });
  };
  let sequence = 0;
  const complete = isCompleteRecord(last) ? [...lines, last] : lines;
  for (const [index, line] of complete.entries()) {
    if (index === 0) continue;
    const record = decodeRecord(line);
    if (record.kind === "damaged") {
      report("damaged", index + 1, "This line is not a record and was skipped.");
      continue;
    }
    if (record.sequence !== sequence + 1) {
      report("gap", index + 1, `Record ${sequence + 1} is missing; what follows was not read.`);
      break;
    }
    sequence = record.sequence;
    if (record.kind === "event") events.push(record.event);
    else report("unknown-record", index + 1, "This record is of an unknown kind and was skipped.");
  }
  return { events, problems };
}

type DecodedRecord =
  | { readonly kind: "event"; readonly sequence: number; readonly event: SessionEvent }
  | { readonly kind: "unknown"; readonly sequence: number }
  | { readonly kind: "damaged" };

function decodeRecord(line: string): DecodedRecord {
  const value = parseJson(line);
  const parsed = sessionEventSchema.safeParse(value);
  if (parsed.success) return { kind: "event", sequence: parsed.data.sequence, event: parsed.data };
  if (typeof value !== "object" || value === null || !("sequence" in value)) {
    return { kind: "damaged" };
  }
  const { sequence } = value;
  return typeof sequence === "number" ? { kind: "unknown", sequence } : { kind: "damaged" };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
