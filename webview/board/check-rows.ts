import type { CheckResult } from "../../src/core/gate/check-result.ts";
import type { GatePart } from "../../src/core/session/event.ts";
import type { CheckRun, Round } from "../../src/core/session/state.ts";
import { commandWords, newestRuns, resultWords } from "../words/task-words.ts";

/** One line of the checks: a part of the gate, or a command while the round is still going. */
export interface CheckRow {
  readonly state: "pass" | "fail" | "running" | "not-run";
  readonly name: string;
  readonly words: string;
}

const partNames: Readonly<Record<GatePart["part"], string>> = {
  checks: "Tests",
  matches: "Matches the plan",
  integrates: "Integrates",
};

export function partName(part: GatePart["part"]): string {
  return partNames[part];
}

/** The gate's parts once it has run; before that what the checks said last, which is not final. */
export function checkRows(round: Round): {
  readonly final: boolean;
  readonly rows: readonly CheckRow[];
} {
  const parts = round.gate?.parts;
  if (parts) return { final: true, rows: parts.map(partRow) };
  const runs = newestRuns(round.checks.filter(isCurrent));
  const ran = new Set(runs.map((run) => commandWords(run.check)));
  const waiting = round.baseline?.filter((before) => !ran.has(commandWords(before.check))) ?? [];
  const rows = [...runs.map((run) => runRow(run, round)), ...waiting.map(waitingRow), matchesRow];
  return { final: false, rows };
}

/** What a check said before the round says nothing about the round, unless it is running just now. */
function isCurrent(run: CheckRun): boolean {
  return run.purpose !== "baseline" || run.result === null;
}

const matchesRow: CheckRow = {
  state: "not-run",
  name: partNames.matches,
  words: "compared at the gate",
};

function partRow(part: GatePart): CheckRow {
  return { state: part.verdict, name: partNames[part.part], words: part.summary };
}

function waitingRow(before: CheckResult): CheckRow {
  const words = `${resultWords(before)} before the round, not run since`;
  return { state: "not-run", name: commandWords(before.check), words };
}

function runRow(run: CheckRun, round: Round): CheckRow {
  const name = commandWords(run.check);
  if (run.result === null) return { state: "running", name, words: "running" };
  const before = round.baseline?.find((result) => commandWords(result.check) === name);
  const then = before === undefined ? "" : ` · before the round: ${resultWords(before)}`;
  const state = run.result.passed ? "pass" : "fail";
  return { state, name, words: `${resultWords(run.result)}${then}` };
}
