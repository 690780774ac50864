import { visibleLine } from "../text/visible-text.ts";
import type { Decision, FileChange, Plan, PlanFile, Task } from "./plan.ts";
import { renderCheck } from "./render-plan.ts";

/**
 * What changed from one plan version to the next, one short sentence per difference, in the
 * order of the plan; none when the plans say the same. What cannot be seen is written out.
 */
export function comparePlans(before: Plan, after: Plan): readonly string[] {
  const differences = [
    ...changed("The title", before.title, after.title),
    ...changed("The goal", before.goal, after.goal),
    ...changed("Data and interfaces", before.data, after.data),
    ...changed("The list of touched modules", before.modules, after.modules),
    ...compareById(before.decisions, after.decisions, "Decision", compareDecisions),
    ...compareLists("Invariant", before.invariants, after.invariants),
    ...compareLists("Failure mode", before.failureModes, after.failureModes),
    ...compareLists("Out of scope", before.outOfScope, after.outOfScope),
    ...compareById(before.tasks, after.tasks, "Task", compareTasks),
    ...compareLists(
      "Integration",
      before.integration.map(renderCheck),
      after.integration.map(renderCheck),
    ),
    ...compareLists("Open question", before.openQuestions, after.openQuestions),
  ];
  return differences.map(visibleLine);
}

function changed(name: string, before: unknown, after: unknown): readonly string[] {
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [`${name} changed.`];
}

function compareLists(
  name: string,
  before: readonly string[],
  after: readonly string[],
): readonly string[] {
  const added = after.filter((text) => !before.includes(text));
  const removed = before.filter((text) => !after.includes(text));
  const differences = [
    ...added.map((text) => `${name} added: ${text}`),
    ...removed.map((text) => `${name} removed: ${text}`),
  ];
  const same = differences.length === 0;
  return same && before.join("\n") !== after.join("\n")
    ? [`${name}: the order changed.`]
    : differences;
}

function compareById<T extends { readonly id: string }>(
  before: readonly T[],
  after: readonly T[],
  name: string,
  compare: (before: T, after: T) => readonly string[],
): readonly string[] {
  const differences = after.flatMap((item) => {
    const old = before.find((other) => other.id === item.id);
    return old === undefined ? [`${name} ${item.id} added: ${titleOf(item)}`] : compare(old, item);
  });
  const gone = before.filter((item) => !after.some((other) => other.id === item.id));
  const removed = gone.map((item) => `${name} ${item.id} removed: ${titleOf(item)}`);
  const order = (items: readonly T[]) => items.map((item) => item.id).join();
  const all = [...differences, ...removed];
  return all.length === 0 && order(before) !== order(after)
    ? [`${name}s: the order changed.`]
    : all;
}

function titleOf(item: object): string {
  if ("title" in item) return String(item.title);
  return "question" in item ? String(item.question) : "";
}

function compareDecisions(before: Decision, after: Decision): readonly string[] {
  if (before.choice !== after.choice) return [`${after.id} now decides: ${after.choice}`];
  return [
    ...changed(`The question of ${after.id}`, before.question, after.question),
    ...changed(`The reason of ${after.id}`, before.because, after.because),
    ...changed(`What ${after.id} rejects`, before.rejected, after.rejected),
  ];
}

function compareTasks(before: Task, after: Task): readonly string[] {
  const { id } = after;
  const title = before.title === after.title ? [] : [`${id} is now called: ${after.title}`];
  const reading =
    before.checkedByReading === after.checkedByReading
      ? []
      : [`${id} is ${after.checkedByReading ? "now" : "no longer"} checked by reading.`];
  return [
    ...title,
    ...compareFiles(id, before.files, after.files),
    ...compareLists(id, before.checks.map(renderCheck), after.checks.map(renderCheck)),
    ...reading,
    ...changed(`What ${id} comes after`, before.after, after.after),
    ...changed(`When ${id} integrates`, before.integrates, after.integrates),
    ...changed(`The instructions of ${id}`, before.instructions, after.instructions),
  ];
}

const verbs: Readonly<Record<FileChange, readonly [string, string]>> = {
  create: ["creates", "create"],
  modify: ["modifies", "modify"],
  delete: ["deletes", "delete"],
  rename: ["renames", "rename"],
};

function compareFiles(
  id: string,
  before: readonly PlanFile[],
  after: readonly PlanFile[],
): readonly string[] {
  const key = (file: PlanFile) => JSON.stringify([file.change, file.path, file.to]);
  const name = (file: PlanFile) => (file.to === null ? file.path : `${file.path} to ${file.to}`);
  const missing = (file: PlanFile, others: readonly PlanFile[]) =>
    !others.some((other) => key(other) === key(file));
  const added = after.filter((file) => missing(file, before));
  const removed = before.filter((file) => missing(file, after));
  const symbols = after.flatMap((file) => {
    const old = before.find((other) => key(other) === key(file));
    return old === undefined
      ? []
      : changed(`What ${file.path} declares in ${id}`, old.symbols, file.symbols);
  });
  return [
    ...added.map((file) => `${id} now ${verbs[file.change][0]} ${name(file)}.`),
    ...removed.map((file) => `${id} does not ${verbs[file.change][1]} ${name(file)} any more.`),
    ...symbols,
  ];
}
