import { err, ok, type Result } from "../../base/result.ts";
import {
  type Approval,
  approvalRecord,
  restoreApproval,
  sealApproval,
} from "../../core/lock/approval.ts";
import { type Binding, bindingChange } from "../../core/lock/binding.ts";
import type { Round } from "../../core/session/state.ts";
import { refreshCard } from "../design/propose.ts";
import type { PipelineDeps } from "../pipeline-deps.ts";
import { currentBinding } from "./binding.ts";

/** Stores an approval sealed, under its session and round. A later approval of the same round replaces it. */
export async function keepApproval(deps: PipelineDeps, approval: Approval): Promise<void> {
  const { session, round } = approvalRecord(approval);
  const sealed = sealApproval(approval, await deps.sealKey());
  await deps.approvals.save(approvalKey(session, round), sealed);
}

/** The approval of a round under way. What cannot be verified counts as absent, and locks. */
export async function loadApproval(
  deps: PipelineDeps,
  round: Round,
): Promise<Result<Approval, string>> {
  const approval = await storedApproval(deps, round.number);
  if (!approval.ok && deps.store.state.lock.kind === "unlocked") {
    const lock = { kind: "locked", reason: "unverified", plan: round.plan } as const;
    await deps.store.record({ type: "lock-change", lock });
  }
  return approval;
}

async function storedApproval(
  deps: PipelineDeps,
  round: number,
): Promise<Result<Approval, string>> {
  const session = deps.store.state.id;
  const sealed = await deps.approvals.load(approvalKey(session, round));
  if (sealed === null) return err("There is no approval of this round.");
  const approval = restoreApproval(sealed, await deps.sealKey(), session);
  if (!approval.ok) return approval;
  return approvalRecord(approval.value).round === round
    ? approval
    : err("The stored approval belongs to another round.");
}

function approvalKey(session: string, round: number): string {
  return `${session}.${round}`;
}

/**
 * Whether an approval still holds for everything as it is on disk and in the settings now. When
 * it does not, says what changed and locks. Once locked, only a new approval unlocks, even if the
 * change is taken back: what is enforced is what the lock line says. Called before every write.
 */
export async function approvalHolds(
  deps: PipelineDeps,
  approval: Approval,
): Promise<Result<void, string>> {
  const record = approvalRecord(approval);
  const { round } = deps.store.state;
  if (round?.number !== record.round || round.outcome !== null) return err("the round");
  const now = await bindingNow(deps);
  const change = now.ok ? bindingChange(record.binding, now.value) : now.error;
  const { lock } = deps.store.state;
  if (lock.kind === "locked") return err(lock.reason === "changed" ? lock.what : "the round");
  if (change === null) return ok(undefined);
  await lockAgain(deps, record.plan, change);
  // The card that is to be approved again shows the team of now.
  await refreshCard(deps);
  return err(change);
}

/** Locks a plan that was approved; `what` changed since, so the person must approve it again. */
async function lockAgain(deps: PipelineDeps, plan: number, what: string): Promise<void> {
  const lock = { kind: "locked", reason: "changed", plan, what } as const;
  await deps.store.record({ type: "lock-change", lock });
}

/** The binding of the newest plan as everything is now; fails with what cannot be read. */
export async function bindingNow(deps: PipelineDeps): Promise<Result<Binding, string>> {
  const { plan, round } = deps.store.state;
  if (plan === null) return err("the plan");
  const roster = await deps.roster();
  if (!roster.ok) return err("the roster");
  const constraints = await deps.constraints();
  if (constraints.problem !== null)
    return err(`the constraint document, which cannot be read: ${constraints.problem}`);
  const underWay = round !== null && round.outcome === null && round.plan === plan.number;
  const planDocument = underWay ? await publishedText(deps, round) : plan.markdown;
  return ok(
    currentBinding({
      planDocument,
      plan: plan.plan,
      constraints: constraints.text,
      roster: roster.value,
    }),
  );
}

/** During a round the plan in the repository, if it got there, is the document that binds; null when it is gone. */
async function publishedText(deps: PipelineDeps, round: Round): Promise<string | null> {
  const published = round.edits.some(
    (edit) => edit.path === round.planPath && edit.status !== "failed",
  );
  if (!published) return deps.store.state.plan?.markdown ?? null;
  const file = await deps.reader.readFile(round.planPath);
  return file.ok ? file.value.text : null;
}
