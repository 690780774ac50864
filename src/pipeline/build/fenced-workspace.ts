import { contentHash } from "../../base/hash.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { diffLines } from "../../core/diff/line-diff.ts";
import { type Approval, approvalRecord } from "../../core/lock/approval.ts";
import { type Fence, fenceVerdict } from "../../core/plan/fence.ts";
import type { BeforeImages, Ids, TextFile, WorkspaceReader, WorkspaceWriter } from "../ports.ts";
import type { SessionStore } from "../session/session-store.ts";
import type { ReadMemory } from "../tools/read-memory.ts";

/** What a developer may do to the workspace: single files inside the fence of the approved plan. */
export interface FencedWorkspace {
  /** The file as it is now, null where there is none. Fails in words for the model. */
  current(path: string): Promise<Result<TextFile | null, string>>;
  /** Writes the whole text of a file over `before`, the file as `current` gave it. */
  write(path: string, before: TextFile | null, text: string): Promise<Result<void, string>>;
  remove(path: string, before: TextFile): Promise<Result<void, string>>;
}

export interface FenceDeps {
  readonly store: SessionStore;
  readonly ids: Ids;
  readonly reader: WorkspaceReader;
  readonly writer: WorkspaceWriter;
  readonly images: BeforeImages;
  readonly fence: Fence;
  /** What the model has read; an edit of a file that changed since is refused. */
  readonly memory: ReadMemory;
  /** The task at work, a task of the plan or a fix. */
  readonly task: string;
  /** The task of the plan at work, whose files a refusal names first; null for a fix. The fence is the whole plan's. */
  readonly planTask: string | null;
  /** Verifies the approval against the workspace as it is now; says what changed. */
  holds(approval: Approval): Promise<Result<void, string>>;
}

/** Names the before-images of a round, or of one task of it so that the task alone can be dropped. */
export function imageScope(round: number, task: string | null = null): string {
  return task === null ? `round-${round}` : `round-${round}.${task}`;
}

/** The only way to a writer. Every call verifies the approval anew, then the fence, then what the model has read. */
export function fencedWorkspace(approval: Approval, deps: FenceDeps): FencedWorkspace {
  const { round } = approvalRecord(approval);

  const current: FencedWorkspace["current"] = async (path) => {
    const file = await deps.reader.readFile(path);
    if (file.ok) return ok(file.value);
    return file.error.kind === "missing" ? ok(null) : err(file.error.message);
  };

  const allowed = async (
    path: string,
    before: TextFile | null,
    operation: "create" | "modify" | "delete",
  ): Promise<Result<void, string>> => {
    const holds = await deps.holds(approval);
    if (!holds.ok)
      return err(`Not approved any more: ${holds.error} changed. Nothing was written.`);
    const verdict = fenceVerdict(deps.fence, deps.planTask, path, operation);
    if (!verdict.ok) return verdict;
    const read = deps.memory.get(path);
    if (before !== null && read !== undefined && read !== before.hash) {
      return err(`${path} changed since you read it. Read it again, then edit.`);
    }
    return ok(undefined);
  };

  const change = async (
    path: string,
    before: TextFile | null,
    text: string | null,
  ): Promise<Result<void, string>> => {
    const operation = text === null ? "delete" : before === null ? "create" : "modify";
    const verdict = await allowed(path, before, operation);
    if (!verdict.ok) return verdict;
    const captured = await capture(deps, round, path);
    if (!captured.ok) return captured;
    const edit = deps.ids.next("edit");
    await deps.store.record({
      type: "edit-start",
      edit,
      task: deps.task,
      path,
      change: operation,
      before: before?.hash ?? null,
      intended: text === null ? null : contentHash(text),
    });
    const written = await perform(deps.writer, path, before, text);
    const { added, removed } = diffLines(before?.text ?? "", text ?? "");
    await deps.store.record({
      type: "edit-end",
      edit,
      status: written.ok ? "done" : "failed",
      after: written.ok ? written.value : (before?.hash ?? null),
      added: written.ok ? added : 0,
      removed: written.ok ? removed : 0,
    });
    if (!written.ok) return err(written.error.message);
    if (written.value === null) deps.memory.delete(path);
    else deps.memory.set(path, written.value);
    return ok(undefined);
  };

  return {
    current,
    write: (path, before, text) => change(path, before, text),
    remove: (path, before) => change(path, before, null),
  };
}

/** Nothing is written over a file whose before-image could not be kept. */
async function capture(
  deps: FenceDeps,
  round: number,
  path: string,
): Promise<Result<void, string>> {
  try {
    await deps.images.capture(imageScope(round), path);
    await deps.images.capture(imageScope(round, deps.task), path);
    return ok(undefined);
  } catch (error) {
    return err(error instanceof Error ? error.message : `${path} could not be kept for undo.`);
  }
}

/** Gives the content hash afterwards, null where no file is left. */
async function perform(
  writer: WorkspaceWriter,
  path: string,
  before: TextFile | null,
  text: string | null,
): Promise<Result<string | null, { readonly message: string }>> {
  if (text !== null) return writer.write(path, before?.hash ?? null, text);
  const removed = await writer.remove(path, before?.hash ?? "");
  return removed.ok ? ok(null) : removed;
}
