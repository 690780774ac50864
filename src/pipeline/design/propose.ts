import { err, ok, type Result } from "../../base/result.ts";
import type { PlanCard } from "../../core/plan/card.ts";
import { makeCard } from "../../core/plan/make-card.ts";
import { parsePlan } from "../../core/plan/parse-plan.ts";
import type { Plan } from "../../core/plan/plan.ts";
import { planVersion } from "../../core/plan/plan-version.ts";
import { protection } from "../../core/plan/protected-paths.ts";
import { refusePlan } from "../../core/plan/refuse-plan.ts";
import { closedLock } from "../../core/session/closed-lock.ts";
import type { PipelineDeps } from "../pipeline-deps.ts";
import { type Roster, rosterProblem } from "../team/roster.ts";
import { estimateCost } from "./estimate-cost.ts";

/**
 * Takes a plan from the architect: refuses one with gaps, otherwise records it as the newest
 * version and locks. Gives the version's number, or the reasons for the refusal.
 */
export async function proposePlanVersion(
  deps: PipelineDeps,
  markdown: string,
): Promise<Result<number, readonly string[]>> {
  const { plan, problems } = parsePlan(markdown);
  const { path: constraintPath } = await deps.constraints();
  const paths = plan.tasks.flatMap((task) =>
    task.files.flatMap((file) => [file.path, file.to ?? file.path]),
  );
  const existing = await existingPaths(deps, paths);
  const reasons = refusePlan(plan, problems, {
    exists: (path) => existing.has(path),
    neverAllowed: (path) =>
      protection(path, [constraintPath]) === "never"
        ? `${path} is never changed by a model.`
        : null,
  });
  if (reasons.length > 0) return err(reasons);
  return ok(await recordPlan(deps, markdown, plan, "architect"));
}

/** Takes the person's own edit of the plan as a new version, whatever it says; a person may leave gaps. */
export async function acceptPersonEdit(deps: PipelineDeps, markdown: string): Promise<void> {
  if (deps.store.state.plan?.version === planVersion(markdown)) return;
  await recordPlan(deps, markdown, parsePlan(markdown).plan, "person");
}

async function recordPlan(
  deps: PipelineDeps,
  markdown: string,
  plan: Plan,
  by: "architect" | "person",
): Promise<number> {
  const cardAfter = await cardMaker(deps, markdown, plan);
  let number = 0;
  // The number is taken when the fact's turn comes: the person may save an edit at the same moment.
  await deps.store.record(({ plan: previous }) => {
    number = (previous?.number ?? 0) + 1;
    return {
      type: "plan-propose",
      number,
      version: planVersion(markdown),
      by,
      markdown,
      plan,
      card: cardAfter(previous?.plan ?? null),
    };
  });
  await deps.store.record((state) => ({ type: "lock-change", lock: closedLock(state) }));
  return number;
}

/**
 * Makes the newest plan's card anew when it no longer says who builds and reviews and what that may
 * cost. Gives whether it did: what the person read before is then no longer what they would approve.
 */
export async function refreshCard(deps: PipelineDeps): Promise<boolean> {
  const { plan } = deps.store.state;
  if (plan === null || !(await deps.roster()).ok) return false;
  const { roster, estimatedCost } = (await cardMaker(deps, plan.markdown, plan.plan))(null);
  const words = (card: Pick<PlanCard, "roster" | "estimatedCost">): string =>
    JSON.stringify([card.roster, card.estimatedCost]);
  if (words({ roster, estimatedCost }) === words(plan.card)) return false;
  const card = { ...plan.card, roster, estimatedCost };
  await deps.store.record({ type: "plan-propose", ...plan, card });
  return true;
}

/** Reads what a card needs of the world; the card follows once the plan before it is known. */
async function cardMaker(
  deps: PipelineDeps,
  markdown: string,
  plan: Plan,
): Promise<(previous: Plan | null) => PlanCard> {
  const roster = await deps.roster();
  const { path: constraintPath } = await deps.constraints();
  return (previous) =>
    makeCard({
      plan,
      previous,
      roster: roster.ok ? rosterRows(roster.value, deps) : [],
      estimatedCost: roster.ok ? estimateCost(plan, markdown, roster.value) : null,
      isProtected: (path) => protection(path, [constraintPath]) === "named-only",
    });
}

function rosterRows(roster: Roster, deps: PipelineDeps) {
  const problem = rosterProblem(roster, deps.diversity());
  const row = (role: "builds" | "reviews", seat: Roster["developer"]) => ({
    role,
    model: seat.model.id,
    maker: seat.maker,
    note: role === "reviews" ? problem : null,
  });
  return [row("builds", roster.developer), ...roster.reviewers.map((seat) => row("reviews", seat))];
}

async function existingPaths(
  deps: PipelineDeps,
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await Promise.all(
    paths.map(async (path) => ((await deps.reader.exists(path)) ? [path] : [])),
  );
  return new Set(found.flat());
}
