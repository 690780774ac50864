import type { CheckResult } from "../../core/gate/check-result.ts";
import type { ProposedPlan, SessionState } from "../../core/session/state.ts";
import { visibleText } from "../../core/text/visible-text.ts";
import type { ConstraintDocument } from "../pipeline-deps.ts";

/** The constraint document as every role reads it: verbatim, but for invisible characters. */
export function constraintBlock(document: ConstraintDocument): string {
  if (document.text === null) {
    return `The project has no constraint document (${document.path}).`;
  }
  return `The project's constraint document, ${document.path}. It rules everything you do; you may not change it.\n\n${visibleText(document.text)}`;
}

/** The newest plan, word for word. */
export function planBlock(plan: ProposedPlan): string {
  const by = plan.by === "person" ? ", as the person edited it" : "";
  return `Plan v${plan.number}${by}:\n\n${visibleText(plan.markdown)}`;
}

/** What the architect must know of the round under way or the last one: facts of the journal, no memories. */
export function roundFacts(state: SessionState): readonly string[] {
  const { round } = state;
  if (round === null) return [];
  const status =
    round.outcome === null
      ? `is under way (${state.phase}); you answer and change nothing`
      : `was ${round.outcome}`;
  const tasks = round.tasks.map(
    (task) => `- ${task.id} ${task.title}: ${task.status}. ${task.summary}`,
  );
  const findings = round.findings.map(
    ({ finding, disposition, resolved }) =>
      `- ${finding.severity} in ${finding.anchor.path}: ${finding.claim} (${resolved ? "mended" : (disposition ?? "undecided")})`,
  );
  const gate = round.gate?.parts?.map(
    (part) => `- gate, ${part.part}: ${part.verdict}. ${part.summary}`,
  );
  return [
    [
      `Round ${round.number} of plan v${round.plan} ${status}.`,
      ...tasks,
      ...findings,
      ...(gate ?? []),
    ].join("\n"),
  ];
}

/** One line per check for a person: `npm test: 44 passed`. */
export function checkLine({ check, passed, reason, counts }: CheckResult): string {
  const skipped = counts !== null && counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
  const tests = counts === null ? "passed" : `${counts.passed} passed${skipped}`;
  return `${check.argv.join(" ")}: ${passed ? tests : reason}`;
}
