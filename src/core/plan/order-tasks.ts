import type { Task } from "./plan.ts";

/**
 * The tasks in an order they can be built in: each after those it names, otherwise as in the
 * document. `cycle` holds those that wait for one another; they stand at the end of `tasks`.
 */
export function orderTasks(tasks: readonly Task[]): {
  readonly tasks: readonly Task[];
  readonly cycle: readonly Task[];
} {
  const known = new Set(tasks.map((task) => task.id));
  const ordered: Task[] = [];
  const built = new Set<string>();
  let waiting = [...tasks];
  for (;;) {
    const next = waiting.find((task) => task.after.every((id) => built.has(id) || !known.has(id)));
    if (next === undefined) return { tasks: [...ordered, ...waiting], cycle: waiting };
    ordered.push(next);
    built.add(next.id);
    waiting = waiting.filter((task) => task !== next);
  }
}
