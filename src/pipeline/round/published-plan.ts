import { contentHash } from "../../base/hash.ts";
import { type Approval, approvalRecord } from "../../core/lock/approval.ts";
import type { Failure } from "../../core/session/failure.ts";
import { imageScope } from "../build/fenced-workspace.ts";
import type { PipelineDeps } from "../pipeline-deps.ts";

/** The task name under which the journal lists what the host itself wrote in a round. */
export const hostTask = "signoff";

/** `.signoff/plans/<date>-<slug>.md`, made unique by session and round so that no plan overwrites another. */
export function planPath(title: string, today: string, session: string, round: number): string {
  const slug = title
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{Mn}+/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  const unique = `${session.slice(-4)}${round === 1 ? "" : `-${round}`}`;
  return `.signoff/plans/${today}-${slug === "" ? "plan" : slug}-${unique}.md`;
}

/**
 * Writes the approved plan into the repository, where pull requests and colleagues see it. It
 * belongs to the round: undo takes it away again.
 */
export async function publishPlan(deps: PipelineDeps, approval: Approval): Promise<void> {
  const { round, plan } = deps.store.state;
  if (round === null || plan === null) return;
  const path = round.planPath;
  await deps.images.capture(imageScope(approvalRecord(approval).round), path);
  const edit = deps.ids.next("edit");
  await deps.store.record({
    type: "edit-start",
    edit,
    task: hostTask,
    path,
    change: "create",
    before: null,
    intended: contentHash(plan.markdown),
  });
  const written = await deps.writer.write(path, null, plan.markdown);
  await deps.store.record({
    type: "edit-end",
    edit,
    status: written.ok ? "done" : "failed",
    after: written.ok ? written.value : null,
    added: 0,
    removed: 0,
  });
  if (!written.ok) {
    const failure = notPublished(path, written.error.message);
    await deps.store.record({ type: "note-add", failure });
  }
}

function notPublished(path: string, why: string): Failure {
  return {
    what: `The approved plan could not be written to ${path}.`,
    why,
    next: "The round goes on without it. Open the plan from its card to keep a copy.",
    action: null,
  };
}
