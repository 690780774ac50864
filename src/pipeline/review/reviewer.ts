import type { Finding, ReportedFinding } from "../../core/review/finding.ts";
import { locateFinding } from "../../core/review/locate-finding.ts";
import type { TurnOutcome } from "../../core/session/event.ts";
import type { ProposedPlan } from "../../core/session/state.ts";
import type { PipelineDeps } from "../pipeline-deps.ts";
import type { Seat } from "../team/roster.ts";
import { newReadMemory } from "../tools/read-memory.ts";
import { readTools } from "../tools/read-tools.ts";
import { type ReviewReport, reportFindings } from "../tools/report-findings.ts";
import { constraintBlock, planBlock } from "../turn/prompt-blocks.ts";
import { runSeatTurn } from "../turn/seat-turn.ts";
import { type ChangedFiles, changedFiles } from "./changed-files.ts";
import { lookBrief } from "./look-brief.ts";

const maxCalls = 40;

export interface ReviewerInput {
  readonly seat: Seat;
  readonly plan: ProposedPlan;
  /** 1 for the first look. */
  readonly look: number;
  readonly signal: AbortSignal;
}

/** Lets one reviewer look at the change, blind to who made it, and records what it found. */
export async function runReviewer(
  deps: PipelineDeps,
  { seat, plan, look, signal }: ReviewerInput,
): Promise<void> {
  const { round } = deps.store.state;
  if (round === null) return;
  const constraints = await deps.constraints();
  const files = await changedFiles(deps, round.number, look);
  const box = new ReportBox(files, [plan.markdown, constraints.text ?? ""]);
  const brief = lookBrief(round, look, files);
  const result = await runSeatTurn(deps, {
    seat,
    task: null,
    context: [constraintBlock(constraints), planBlock(plan)],
    messages: [{ role: "user", parts: [{ type: "text", text: brief }] }],
    tools: [
      ...readTools(deps.reader, newReadMemory()),
      reportFindings((report) => box.put(report)),
    ],
    maxCalls,
    signal,
  });
  const outcome = result.outcome.kind === "done" && !box.reported ? silent : result.outcome;
  const counts = outcome.kind === "done";
  for (const { reported, anchor } of counts ? box.founded : []) {
    await deps.store.record({
      type: "finding-add",
      finding: {
        ...pickReported(reported),
        id: deps.ids.next("finding"),
        reviewer: seat.name,
        look,
        anchor,
        recommended: isWeighty(reported) ? "accept" : "reject",
      },
    });
  }
  const known = new Set(round.findings.map((state) => state.finding.id));
  await deps.store.record({
    type: "review-end",
    look,
    reviewer: seat.name,
    outcome,
    unfounded: counts ? box.unfounded : 0,
    resolved: counts ? box.resolved.filter((id) => known.has(id)) : [],
  });
}

interface Founded {
  readonly reported: ReportedFinding;
  readonly anchor: Finding["anchor"];
}

/** Keeps the newest report of a reviewer, its findings sorted into founded and unfounded. */
class ReportBox {
  readonly #files: ChangedFiles;
  readonly #documents: readonly string[];
  reported = false;
  founded: readonly Founded[] = [];
  unfounded = 0;
  resolved: readonly string[] = [];

  constructor(files: ChangedFiles, documents: readonly string[]) {
    this.#files = files;
    this.#documents = documents;
  }

  /** Gives why findings are unfounded, one reason each. */
  put(report: ReviewReport): readonly string[] {
    const founded: Founded[] = [];
    const reasons: string[] = [];
    for (const reported of report.findings) {
      const place = locateFinding(reported, this.#files, this.#documents);
      if (place.kind === "anchored") founded.push({ reported, anchor: place.anchor });
      else reasons.push(`${reported.path}:${reported.startLine} ${reported.claim} ${place.reason}`);
    }
    this.reported = true;
    this.founded = founded;
    this.unfounded = reasons.length;
    this.resolved = report.resolved;
    return reasons;
  }
}

/** With one reviewer there are no votes: from `major` up the finding is recommended (DESIGN 4). */
function isWeighty({ severity }: ReportedFinding): boolean {
  return severity === "blocker" || severity === "major";
}

function pickReported(reported: ReportedFinding) {
  const { severity, category, claim, why, touches, patch } = reported;
  return { severity, category, claim, why, touches, patch };
}

const silent: TurnOutcome = {
  kind: "failed",
  failure: {
    what: "The reviewer reported nothing.",
    why: "It answered in prose and never called report_findings.",
    next: "Try again, or choose another model for this reviewer.",
    action: null,
  },
};
