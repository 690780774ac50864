import { visibleLine } from "../text/visible-text.ts";
import type { PlanCard } from "./card.ts";
import { comparePlans } from "./compare-plans.ts";
import type { CheckSpec, FileChange, Plan, PlanFile } from "./plan.ts";
import { planChecks, unique } from "./plan-checks.ts";
import { isManifest } from "./protected-paths.ts";

export interface CardInput {
  readonly plan: Plan;
  /** The version before, null for the first. */
  readonly previous: Plan | null;
  readonly roster: PlanCard["roster"];
  /** US dollars, null when a price is unknown. */
  readonly estimatedCost: number | null;
  /** Whether a path may be changed only because the plan names it. */
  isProtected(path: string): boolean;
}

/**
 * The plan card, computed from the plan alone. Every text a model could have written has its
 * invisible characters written out, so the card is for showing: what runs and what is fenced
 * comes from the plan itself.
 */
export function makeCard(input: CardInput): PlanCard {
  const { plan } = input;
  return {
    title: visibleLine(plan.title),
    files: cardFiles(input),
    commands: unique([...planChecks(plan), ...plan.integration]).map(visibleCheck),
    dependencies: dependencyNotes(plan),
    decisions: plan.decisions.length,
    openQuestions: plan.openQuestions.map(visibleLine),
    roster: input.roster.map((row) => ({
      ...row,
      model: visibleLine(row.model),
      maker: visibleLine(row.maker),
      note: row.note === null ? null : visibleLine(row.note),
    })),
    estimatedCost: input.estimatedCost,
    changes: input.previous === null ? [] : [...comparePlans(input.previous, plan)],
  };
}

/** One row per change of a file, with every task that makes it. */
function cardFiles({ plan, isProtected }: CardInput): PlanCard["files"] {
  const rows = new Map<string, PlanCard["files"][number]>();
  for (const task of plan.tasks) {
    for (const file of task.files) {
      const path = visibleLine(file.to === null ? file.path : `${file.path} → ${file.to}`);
      const key = `${file.change} ${path}`;
      const earlier = rows.get(key);
      rows.set(key, {
        change: file.change,
        path,
        task: earlier === undefined ? task.id : `${earlier.task}, ${task.id}`,
        protected: pathsOf(file).some((named) => isProtected(named)),
      });
    }
  }
  return [...rows.values()];
}

function visibleCheck({ argv, cwd }: CheckSpec): CheckSpec {
  return { argv: argv.map(visibleLine), cwd: visibleLine(cwd) };
}

/** A plan does not list dependencies; what can be seen is that a manifest or lock file is touched. */
function dependencyNotes(plan: Plan): string[] {
  const files = plan.tasks.flatMap((task) => task.files);
  const notes = files.flatMap((file) =>
    pathsOf(file)
      .filter(isManifest)
      .map((path) => `${visibleLine(path)} is ${done[file.change]}; dependencies may change`),
  );
  return [...new Set(notes)];
}

const done: Readonly<Record<FileChange, string>> = {
  create: "created",
  modify: "changed",
  delete: "deleted",
  rename: "renamed",
};

function pathsOf(file: PlanFile): readonly string[] {
  return file.to === null ? [file.path] : [file.path, file.to];
}
