import type { CheckSpec, Plan, Task } from "./plan.ts";
import { taskTests, taskTestsPlaceholder } from "./test-path.ts";

/** The check with `{task-tests}` replaced by the test files among the task's fenced paths. */
function expandCheck(check: CheckSpec, task: Task): CheckSpec {
  const argv = check.argv.flatMap((word) =>
    word === taskTestsPlaceholder ? taskTests(task) : [word],
  );
  return { argv, cwd: check.cwd };
}

/** The checks of a task, placeholders filled in. */
export function taskChecks(task: Task): readonly CheckSpec[] {
  return task.checks.map((check) => expandCheck(check, task));
}

/** Every check of the plan's tasks once, in order of first mention, without the integration checks. */
export function planChecks(plan: Plan): readonly CheckSpec[] {
  return unique(plan.tasks.flatMap(taskChecks));
}

/** Checks without repetition; two are the same when argv and folder are. */
export function unique(checks: readonly CheckSpec[]): readonly CheckSpec[] {
  const seen = new Set<string>();
  return checks.filter((check) => {
    const key = JSON.stringify([check.argv, check.cwd]);
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}
