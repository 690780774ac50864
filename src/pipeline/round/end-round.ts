import { closedLock } from "../../core/session/closed-lock.ts";
import type { Edit } from "../../core/session/state.ts";
import { imageScope } from "../build/fenced-workspace.ts";
import type { PipelineDeps } from "../pipeline-deps.ts";

/** Ends the round and locks: its approval covers nothing any more. */
export async function endRound(
  deps: PipelineDeps,
  outcome: "kept" | "undone",
  reason: string | null,
  leftAlone: readonly string[],
): Promise<void> {
  const { round } = deps.store.state;
  if (round === null) return;
  await deps.store.record({ type: "round-end", outcome, reason, leftAlone: [...leftAlone] });
  await deps.store.record((state) => ({ type: "lock-change", lock: closedLock(state) }));
}

/** Puts back every file of the round that nobody changed since, and ends the round. */
export async function undoRound(deps: PipelineDeps): Promise<void> {
  const { round } = deps.store.state;
  if (round === null) return;
  const leftAlone = await restore(deps, imageScope(round.number), null);
  await endRound(deps, "undone", null, leftAlone);
}

/** Undoes what one task wrote and ends it as dropped; the round goes on without it. */
export async function dropTask(deps: PipelineDeps, task: string): Promise<void> {
  const { round } = deps.store.state;
  if (round === null) return;
  const leftAlone = await restore(deps, imageScope(round.number, task), task);
  const note = leftAlone.length === 0 ? "" : ` Left alone, changed since: ${leftAlone.join(", ")}.`;
  await deps.store.record({
    type: "task-end",
    task,
    status: "dropped",
    summary: `Dropped; its edits are undone.${note}`,
    notCovered: "",
    chunk: [],
    failure: null,
  });
}

/** Restores a scope; ours are the texts that edits of the round (or of the task alone) left behind. */
async function restore(
  deps: PipelineDeps,
  scope: string,
  task: string | null,
): Promise<readonly string[]> {
  const edits = deps.store.state.round?.edits ?? [];
  const { leftAlone } = await deps.images.restore(scope, (path) =>
    leftBehind(edits.filter((edit) => edit.path === path && (task === null || edit.task === task))),
  );
  return leftAlone;
}

/**
 * The hashes that edits of one file, in order, left behind. None when an edit began with a text
 * that no edit before it left: somebody else wrote in between, and the before-image lacks their work.
 */
function leftBehind(edits: readonly Edit[]): readonly (string | null)[] {
  const all: (string | null)[] = [];
  let possible: readonly (string | null)[] | null = null;
  for (const { before, after, status } of edits) {
    if (status === "failed") continue;
    if (possible !== null && !possible.includes(before)) return [];
    all.push(after);
    // Of an edit that a crash cut off nobody knows whether it was written.
    possible = status === "done" ? [after] : [before, after];
  }
  return all;
}
