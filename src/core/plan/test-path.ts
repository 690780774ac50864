import type { Task } from "./plan.ts";

/** Whether a path looks like a test by the habits of the common languages: its folder or its name says so. */
export function isTestPath(path: string): boolean {
  const parts = path.split("/");
  const name = parts.at(-1) ?? "";
  return (
    parts.slice(0, -1).some((part) => /^(?:__)?(?:tests?|specs?|e2e)(?:__)?$/i.test(part)) ||
    /[._-](?:tests?|spec|e2e)\.\w+$/i.test(name) ||
    /^test_.*\.\w+$/i.test(name) ||
    /[a-z0-9](?:Tests?|Spec|IT)\.\w+$/.test(name)
  );
}

/** The test files a task leaves behind, in the plan's order: what `{task-tests}` in its checks stands for. */
export function taskTests(task: Task): readonly string[] {
  const left = task.files.filter((file) => file.change !== "delete");
  return [...new Set(left.map((file) => file.to ?? file.path).filter(isTestPath))];
}

/** The one word in a check's argv that stands for the task's test files. */
export const taskTestsPlaceholder = "{task-tests}";
