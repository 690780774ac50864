import type { FileChange, Plan, Task } from "../../src/core/plan/plan.ts";
import { isFix } from "../../src/core/session/phase-words.ts";
import type { Round, TaskProgress } from "../../src/core/session/state.ts";
import { taskChecks } from "../words/task-words.ts";

/** One line of the plan tree. `level` is one-based. */
export interface TreeRow {
  readonly key: string;
  readonly parent: string | null;
  readonly level: number;
  readonly kind: "group" | "decision" | "item" | "note" | "task" | "file" | "symbol";
  readonly text: string;
  /** A second line that stands in for what is below while the row is folded, null for none. */
  readonly gist: string | null;
  /** Name of a codicon, `""` for none. */
  readonly icon: string;
  readonly tone: "" | "good" | "warn" | "bad";
  readonly badge: {
    readonly text: string;
    readonly tone: "good" | "warn" | "bad" | "plain";
  } | null;
  readonly expandable: boolean;
  /** Folded until the person opens it. */
  readonly startsFolded: boolean;
  /** The file to open when the row is activated, null for none. */
  readonly path: string | null;
}

type Draft = Pick<TreeRow, "kind" | "text"> & Partial<TreeRow>;
interface Node {
  readonly row: Draft;
  readonly children: readonly Node[];
}

const changeIcons: Readonly<Record<FileChange, { icon: string; tone: TreeRow["tone"] }>> = {
  create: { icon: "diff-added", tone: "good" },
  modify: { icon: "diff-modified", tone: "warn" },
  delete: { icon: "diff-removed", tone: "bad" },
  rename: { icon: "diff-renamed", tone: "warn" },
};

/** The codicon and colour of a change to a file, the same wherever files are listed. */
export function changeIcon(change: FileChange): { icon: string; tone: TreeRow["tone"] } {
  return changeIcons[change];
}

/** The whole plan as rows in reading order; `visibleRows` leaves out what is folded. */
export function planTreeRows(plan: Plan, round: Round | null): readonly TreeRow[] {
  const fixes = round?.tasks.filter((task) => isFix(task.id)) ?? [];
  // Once there is something to follow, what stands fast makes room for the tasks.
  const begun = round !== null;
  const groups = [
    group("Decisions", plan.decisions.map(decisionNode)),
    group("Invariants", plan.invariants.map(itemNode), begun),
    group("Failure modes", plan.failureModes.map(itemNode), begun),
    group("Tasks", [
      ...plan.tasks.map((task) => taskNode(task, round)),
      ...fixes.map((fix) => fixNode(fix, round)),
    ]),
    group("Out of scope", plan.outOfScope.map(itemNode)),
  ];
  const rows: TreeRow[] = [];
  for (const node of groups) if (node.children.length > 0) flatten(node, null, rows);
  return rows;
}

/** Keys of the rows the person folded (true) or opened (false). */
export type TreeFolds = Readonly<Record<string, boolean>>;

/** The keys of what is folded: as the person arranged it, else as it is by itself. */
export function foldedKeys(rows: readonly TreeRow[], folds: TreeFolds): ReadonlySet<string> {
  const folded = rows.filter((row) => row.expandable && (folds[row.key] ?? row.startsFolded));
  return new Set(folded.map((row) => row.key));
}

/** The rows that are not below a folded one. */
export function visibleRows(
  rows: readonly TreeRow[],
  folded: ReadonlySet<string>,
): readonly TreeRow[] {
  const hidden = new Set<string>();
  return rows.filter((row) => {
    const { parent } = row;
    const isHidden = parent !== null && (hidden.has(parent) || folded.has(parent));
    if (isHidden) hidden.add(row.key);
    return !isHidden;
  });
}

function flatten(node: Node, parent: TreeRow | null, rows: TreeRow[]): void {
  const index = rows.length;
  const row: TreeRow = {
    key: parent === null ? node.row.text : `${parent.key}/${index}`,
    parent: parent?.key ?? null,
    level: (parent?.level ?? 0) + 1,
    gist: null,
    icon: "",
    tone: "",
    badge: null,
    path: null,
    startsFolded: false,
    expandable: node.children.length > 0,
    ...node.row,
  };
  rows.push(row);
  for (const child of node.children) flatten(child, row, rows);
}

function group(text: string, children: readonly Node[], startsFolded = false): Node {
  return { row: { kind: "group", text, startsFolded }, children };
}

function itemNode(text: string): Node {
  return { row: { kind: "item", text, icon: "circle-small-filled" }, children: [] };
}

function decisionNode(decision: Plan["decisions"][number]): Node {
  const { id, choice, because, rejected } = decision;
  const notes = [`because ${because}`, ...rejected.map((other) => `rejected: ${other}`)];
  return {
    row: {
      kind: "decision",
      key: id,
      text: `${id} ${choice}`,
      gist: rejected.length === 0 ? null : `rejected: ${rejected.join("; ")}`,
      startsFolded: true,
    },
    children: notes.map((text) => ({ row: { kind: "note", text }, children: [] })),
  };
}

function taskNode(task: Task, round: Round | null): Node {
  const progress = round?.tasks.find((other) => other.id === task.id);
  const findings = openFindings(round, task);
  const status = progress === undefined ? null : taskStatus(progress, round);
  const badge = findings > 0 ? findingBadge(findings) : (status?.badge ?? null);
  const row: Draft = {
    kind: "task",
    key: task.id,
    text: `${task.id} ${task.title}`,
    icon: status?.icon ?? "circle-outline",
    tone: status?.tone ?? "",
    badge,
  };
  return { row, children: task.files.map(fileNode) };
}

function fileNode(file: Task["files"][number]): Node {
  const text = file.to === null ? file.path : `${file.path} → ${file.to}`;
  return {
    row: { kind: "file", text, path: file.to ?? file.path, ...changeIcon(file.change) },
    children: file.symbols.map((symbol) => ({
      row: { kind: "symbol", text: symbol.signature },
      children: [],
    })),
  };
}

function fixNode(task: TaskProgress, round: Round | null): Node {
  const status = taskStatus(task, round);
  const files = task.chunk.map((file): Node => {
    return {
      row: { kind: "file", text: file.path, path: file.path, ...changeIcon(file.change) },
      children: [],
    };
  });
  return { row: { kind: "task", key: task.id, text: task.title, ...status }, children: files };
}

function openFindings(round: Round | null, task: Task): number {
  const paths = new Set(task.files.map((file) => file.to ?? file.path));
  const open = round?.findings.filter((state) => !state.resolved && state.disposition !== "reject");
  return open?.filter((state) => paths.has(state.finding.anchor.path)).length ?? 0;
}

function findingBadge(count: number): TreeRow["badge"] {
  return { text: count === 1 ? "1 finding" : `${count} findings`, tone: "warn" };
}

type Status = Pick<TreeRow, "icon" | "tone" | "badge">;

/** Live status of a task: planned, running, changed, verified (its checks passed), or how it ended. */
function taskStatus(task: TaskProgress, round: Round | null): Status {
  switch (task.status) {
    case "planned":
      return { icon: "circle-outline", tone: "", badge: null };
    case "running":
      return { icon: "loading", tone: "warn", badge: { text: "running", tone: "warn" } };
    case "done":
      return doneStatus(task, round);
    case "stopped":
      return { icon: "debug-pause", tone: "warn", badge: { text: "stopped", tone: "warn" } };
    case "failed":
      return { icon: "error", tone: "bad", badge: { text: "failed", tone: "bad" } };
    case "dropped":
      return { icon: "circle-slash", tone: "", badge: { text: "dropped", tone: "plain" } };
  }
}

function doneStatus(task: TaskProgress, round: Round | null): Status {
  const checks = taskChecks(round?.checks ?? [], task.id);
  const isVerified = checks.length > 0 && checks.every((run) => run.result?.passed === true);
  if (isVerified) return { icon: "check", tone: "good", badge: { text: "verified", tone: "good" } };
  return { icon: "check", tone: "", badge: { text: "changed", tone: "plain" } };
}
