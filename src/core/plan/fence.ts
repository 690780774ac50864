import { err, ok, type Result } from "../../base/result.ts";
import type { FileChange, Plan } from "./plan.ts";
import { foldPath, pathFault } from "./plan-path.ts";
import { protection } from "./protected-paths.ts";

export type FenceOperation = "create" | "modify" | "delete";

/** A file an approved plan allows, with what may be done to it. */
export interface FencedFile {
  readonly path: string;
  readonly operations: ReadonlySet<FenceOperation>;
  /** The tasks that name it. */
  readonly tasks: readonly string[];
}

/** The files the approved plan allows, by folded path. */
export type Fence = ReadonlyMap<string, FencedFile>;

/**
 * The fence of a plan. A file planned to be created may also be modified: the developer comes
 * back to what it made. A file two tasks name may be changed in both ways. What no model may touch
 * stays outside even when the person wrote it into the plan; `constraintDocuments` are part of that.
 */
export function compileFence(
  plan: Plan,
  constraintDocuments: readonly string[] = ["CONSTRAINTS.md"],
): Fence {
  const fence = new Map<string, FencedFile>();
  const allow = (task: string, path: string, operations: readonly FenceOperation[]) => {
    if (protection(path, constraintDocuments) === "never") return;
    const before = fence.get(foldPath(path));
    fence.set(foldPath(path), {
      path: before?.path ?? path,
      operations: new Set([...(before?.operations ?? []), ...operations]),
      tasks: [...new Set([...(before?.tasks ?? []), task])],
    });
  };
  for (const task of plan.tasks) {
    for (const file of task.files) {
      allow(task.id, file.path, operationsAt[file.change]);
      if (file.to !== null) allow(task.id, file.to, ["create", "modify"]);
    }
  }
  return fence;
}

/** Of a rename this is what happens at the old path. */
const operationsAt: Readonly<Record<FileChange, readonly FenceOperation[]>> = {
  create: ["create", "modify"],
  modify: ["modify"],
  delete: ["modify", "delete"],
  rename: ["modify", "delete"],
};

/**
 * Whether the plan allows an operation on a path, by path alone: where links lead is for the
 * adapter that writes. All files of the plan are open to every task; `task`, null in a fix round,
 * only decides which of them the refusal names first. The error is a message the developer can act on.
 */
export function fenceVerdict(
  fence: Fence,
  task: string | null,
  path: string,
  operation: FenceOperation,
): Result<void, string> {
  const fault = pathFault(path);
  if (fault !== null) return err(`${JSON.stringify(path)} is refused. ${fault}`);
  if (protection(path) === "never")
    return err(`${path} is never changed by a model, whatever the plan says.`);
  const file = fence.get(foldPath(path));
  if (file === undefined)
    return err(`${path} is outside the approved plan. ${howToGoOn(fence, task)}`);
  if (file.path.normalize("NFC") !== path.normalize("NFC")) {
    return err(`The plan names ${file.path}: write the path exactly so, not ${path}.`);
  }
  if (file.operations.has(operation)) return ok(undefined);
  const allowed = [...file.operations].join(" and ");
  return err(
    `The approved plan does not ${operation} ${path}; it allows to ${allowed} it. ${askInstead}`,
  );
}

const askInstead =
  "If the task cannot be done inside the plan, say so when you finish it: only the architect can amend the plan.";

function howToGoOn(fence: Fence, task: string | null): string {
  const files = [...fence.values()];
  const mine = files.filter((file) => task !== null && file.tasks.includes(task));
  const others = files.filter((file) => !mine.includes(file));
  const names = [...mine, ...others].map((file) => file.path);
  return `Allowed are: ${names.join(", ") || "no files"}. ${askInstead}`;
}
