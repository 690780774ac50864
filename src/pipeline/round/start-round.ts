import { err, ok, type Result } from "../../base/result.ts";
import { type Approval, approvalId, approvalRecord, approve } from "../../core/lock/approval.ts";
import { bindingNow, keepApproval } from "../approval/approval-keeper.ts";
import type { CardDesk } from "../approval/card-desk.ts";
import { refreshCard } from "../design/propose.ts";
import type { PipelineDeps } from "../pipeline-deps.ts";
import { endRound } from "./end-round.ts";
import { planPath, publishPlan } from "./published-plan.ts";

/**
 * Turns the person's act on a card into an approval and opens the round it is for. A plan approved
 * again unchanged continues its round; a newer plan keeps the round under way and starts the next.
 */
export async function startRound(
  deps: PipelineDeps,
  desk: CardDesk,
  card: string | null,
  blocked: string | null,
): Promise<Result<Approval, string>> {
  if (blocked !== null) return err(blocked);
  const { round, plan, id } = deps.store.state;
  const underWay = round !== null && round.outcome === null;
  const continues = underWay && round.plan === plan?.number;
  const binding = await bindingNow(deps);
  if (plan !== null && !binding.ok) return err(`Cannot be approved now: check ${binding.error}.`);
  if (continues && binding.ok && binding.value.plan !== plan?.version) {
    return err(
      `${round.planPath} is not the plan on the card any more. Put it back as it was, or undo the round.`,
    );
  }
  const approval = approve(card, {
    session: id,
    round: continues ? round.number : (round?.number ?? 0) + 1,
    card: desk.current(),
    blocked,
    binding: binding.ok ? binding.value : noBinding,
    now: deps.clock.now(),
  });
  if (!approval.ok) return approval;
  if (await refreshCard(deps)) {
    return err("The roster changed since this card was made. Read the new card, then approve.");
  }
  desk.withdraw();
  await keepApproval(deps, approval.value);
  if (underWay && !continues) await endRound(deps, "kept", "A newer plan was approved.", []);
  await open(deps, approval.value, continues);
  return ok(approval.value);
}

/** Never reaches an approval: without a plan there is no card, and `approve` refuses. */
const noBinding = { plan: "", constraints: "", roles: "", roster: "", checks: "" };

async function open(deps: PipelineDeps, approval: Approval, continues: boolean): Promise<void> {
  const { plan } = deps.store.state;
  const record = approvalRecord(approval);
  if (plan === null) return;
  if (!continues) {
    await deps.store.record({
      type: "round-start",
      round: record.round,
      plan: plan.number,
      version: plan.version,
      approval: approvalId(approval),
      planPath: planPath(plan.plan.title, deps.today(), record.session, record.round),
    });
  }
  await deps.store.record({
    type: "lock-change",
    lock: { kind: "unlocked", plan: plan.number, at: record.at },
  });
  if (!continues) await publishPlan(deps, approval);
}
