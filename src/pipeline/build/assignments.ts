import type { CheckSpec, Plan, PlanFile, Task } from "../../core/plan/plan.ts";
import { planChecks, taskChecks, unique } from "../../core/plan/plan-checks.ts";
import { fixTask } from "../../core/session/next-step.ts";
import type { FindingState } from "../../core/session/state.ts";
import type { Assignment } from "./developer.ts";

/** The assignment that builds one task of the plan; `integration` are the plan's end-to-end checks. */
export function taskAssignment(task: Task, integration: readonly CheckSpec[]): Assignment {
  const brief = [
    `Current task: ${task.id} ${task.title}`,
    `Files you may change: ${task.files.map(fileWords).join(", ")}`,
    "Build exactly this task of the plan, nothing else. When it is built and its checks pass, call finish_task.",
  ];
  return {
    id: task.id,
    planTask: task.id,
    checks: taskChecks(task),
    integration: task.integrates ? unique(integration) : [],
    brief: brief.join("\n\n"),
  };
}

/** The assignment that mends the accepted findings of a look, inside the fence of the whole plan. */
export function fixAssignment(
  plan: Plan,
  look: number,
  accepted: readonly FindingState[],
): Assignment {
  const id = fixTask(look);
  const brief = [
    `Current task: ${id}`,
    `A review found the following and the person agrees. Mend exactly this.\n${accepted.map(findingWords).join("\n")}`,
    "When it is mended and the checks pass, call finish_task.",
  ];
  return {
    id,
    planTask: null,
    checks: planChecks(plan),
    integration: [],
    brief: brief.join("\n\n"),
  };
}

function fileWords(file: PlanFile): string {
  const to = file.to === null ? "" : ` to ${file.to}`;
  return `${file.change} ${file.path}${to}`;
}

function findingWords({ finding }: FindingState): string {
  const { path, startLine, text } = finding.anchor;
  const patch = finding.patch === null ? "" : `\n  Suggested: ${finding.patch}`;
  return `- ${finding.id} ${path}:${startLine} (${finding.severity}): ${finding.claim} ${finding.why}\n  Lines: ${JSON.stringify(text)}${patch}`;
}
