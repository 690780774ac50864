import { orderTasks } from "./order-tasks.ts";
import type { PlanProblem } from "./parse-plan.ts";
import type { Decision, Plan, Task } from "./plan.ts";
import { foldPath, pathFault } from "./plan-path.ts";
import { taskTests, taskTestsPlaceholder } from "./test-path.ts";

/** What the refusal of a plan needs to know of the workspace. Paths are the plan's own. */
export interface PlanFacts {
  exists(path: string): boolean;
  /** Why no model may touch the path, as a sentence; null when one may. */
  neverAllowed(path: string): string | null;
}

/**
 * The reasons a plan cannot be proposed, each a sentence that says what to change; none when it
 * can. `problems` are those of reading it: errors refuse, warnings do not.
 */
export function refusePlan(
  plan: Plan,
  problems: readonly PlanProblem[],
  facts: PlanFacts,
): readonly string[] {
  return [
    ...problems
      .filter((problem) => problem.severity === "error")
      .map((problem) => `Line ${problem.startLine}: ${problem.message}`),
    ...(plan.goal === "" ? ["The plan states no goal: write it below ## Goal."] : []),
    ...refuseIds("decision", plan.decisions),
    ...plan.decisions.flatMap(refuseDecision),
    ...refuseFailureModes(plan.failureModes),
    ...(plan.tasks.length === 0
      ? ["The plan has no tasks: write at least ### T1 below ## Tasks."]
      : []),
    ...refuseIds("task", plan.tasks),
    ...refuseOrder(plan.tasks),
    ...plan.tasks.flatMap(refuseTask),
    ...plan.tasks.flatMap((task) => refusePaths(task, facts)),
    ...refuseExistence(plan.tasks, facts),
    ...refuseChecks(plan),
  ];
}

function refuseIds(kind: string, items: readonly { readonly id: string }[]): readonly string[] {
  const ids = items.map((item) => item.id);
  const twice = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  return [...twice].map((id) => `The id ${id} names more than one ${kind}: give each its own.`);
}

function refuseDecision({ id, choice, because }: Decision): readonly string[] {
  if (choice === "") return [`${id} decides nothing: write **choice**, because reason.`];
  if (because === "") return [`${id} gives no reason: write **${choice}**, because reason.`];
  return [];
}

function refuseFailureModes(modes: readonly string[]): readonly string[] {
  const silent = modes.every(
    (mode) => /^(?:none|no failure modes)\b/i.test(mode) && !/\bbecause\b/i.test(mode),
  );
  return silent
    ? ["The failure modes are silent: write - When …, then …, or - None, because reason."]
    : [];
}

function refuseOrder(tasks: readonly Task[]): readonly string[] {
  const known = new Set(tasks.map((task) => task.id));
  const unknown = tasks.flatMap((task) =>
    task.after
      .filter((id) => !known.has(id))
      .map((id) => `${task.id} comes after ${id}, which is no task of the plan.`),
  );
  const cycle = orderTasks(tasks).cycle.map((task) => task.id);
  if (cycle.length === 0) return unknown;
  return [...unknown, `${cycle.join(", ")} wait for one another: no order builds them.`];
}

function refuseTask(task: Task): readonly string[] {
  const reasons: string[] = [];
  if (task.title === "") reasons.push(`${task.id} has no title: write ### ${task.id} Title.`);
  if (task.files.length === 0) {
    reasons.push(`${task.id} names no file: write - create \`path\`, - modify \`path\` and so on.`);
  }
  if (taskTests(task).length === 0 && task.checks.length === 0 && !task.checkedByReading) {
    reasons.push(
      `${task.id} has neither test nor check: name a test file, write - check \`command\`, or - checked by: reading.`,
    );
  }
  const paths = task.files.map((file) => foldPath(file.path));
  const twice = task.files.filter((file, index) => paths.indexOf(foldPath(file.path)) !== index);
  for (const file of twice)
    reasons.push(`${task.id} names ${file.path} twice: name each file once.`);
  return reasons;
}

function refusePaths(task: Task, facts: PlanFacts): readonly string[] {
  return pathsOf(task).flatMap((path) => {
    const fault = pathFault(path);
    if (fault !== null) return [`${task.id}: ${JSON.stringify(path)} cannot be planned. ${fault}`];
    const never = facts.neverAllowed(path);
    return never === null ? [] : [`${task.id}: ${never}`];
  });
}

function pathsOf(task: Task): readonly string[] {
  return task.files.flatMap((file) => (file.to === null ? [file.path] : [file.path, file.to]));
}

/** Plays the tasks through in the order they can be built, so that a later one may modify what an earlier one creates. */
function refuseExistence(tasks: readonly Task[], facts: PlanFacts): readonly string[] {
  const reasons: string[] = [];
  const planned = new Map<string, boolean>();
  const exists = (path: string) => planned.get(foldPath(path)) ?? facts.exists(path);
  for (const task of orderTasks(tasks).tasks) {
    for (const { change, path, to } of task.files) {
      if (pathFault(path) !== null) continue;
      if (change === "create" && exists(path)) {
        reasons.push(`${task.id} creates ${path}, which is there already: write modify.`);
      } else if (change !== "create" && !exists(path)) {
        reasons.push(
          `${task.id} would ${change} ${path}, which does not exist: ${remedy(path, tasks)}.`,
        );
      }
      if (to !== null && exists(to)) {
        reasons.push(`${task.id} renames ${path} to ${to}, which is there already.`);
      }
      planned.set(foldPath(path), change === "create" || change === "modify");
      if (to !== null) planned.set(foldPath(to), true);
    }
  }
  return reasons;
}

function remedy(path: string, tasks: readonly Task[]): string {
  const maker = tasks.find((task) =>
    task.files.some((file) => (file.to ?? (file.change === "create" ? file.path : null)) === path),
  );
  return maker === undefined
    ? "correct the path or write create"
    : `it must come after ${maker.id}`;
}

function refuseChecks(plan: Plan): readonly string[] {
  const reasons: string[] = [];
  for (const task of plan.tasks) {
    const used = task.checks.some((check) => check.argv.includes(taskTestsPlaceholder));
    if (!used || taskTests(task).length > 0) continue;
    reasons.push(`${task.id} checks ${taskTestsPlaceholder} but names no test file.`);
  }
  if (plan.integration.some((check) => check.argv.includes(taskTestsPlaceholder))) {
    reasons.push(
      `The integration check belongs to no task: ${taskTestsPlaceholder} stands for nothing there.`,
    );
  }
  const all = [...plan.tasks.flatMap((task) => task.checks), ...plan.integration];
  for (const { cwd } of all) {
    const fault = cwd === "" ? null : pathFault(cwd);
    if (fault !== null) reasons.push(`A check cannot run in ${JSON.stringify(cwd)}. ${fault}`);
  }
  return reasons;
}
