import type { CheckResult } from "../gate/check-result.ts";
import type { LockState } from "../lock/lock-state.ts";
import type { PlanCard } from "../plan/card.ts";
import type { CheckSpec, FileChange, Plan, PlanVersion } from "../plan/plan.ts";
import type { Disposition, Finding } from "../review/finding.ts";
import type { ModelRef, Role } from "../role/role.ts";
import type { Usage } from "../usage/usage.ts";
import type { ChunkFile, GatePart, TurnOutcome } from "./event.ts";
import type { Failure } from "./failure.ts";

export type Phase = "design" | "build" | "review" | "gate" | "kept" | "undone" | "stopped";

/** One use of a tool, a folded line in the chat. */
export interface ToolTrace {
  readonly call: string;
  readonly tool: string;
  readonly summary: string;
  readonly status: "running" | "done" | "refused" | "failed";
  readonly reason: string | null;
}

/** A turn still streaming. Deltas change only this, so their cost does not depend on the conversation. */
export interface LiveTurn {
  readonly turn: string;
  readonly role: Role;
  readonly name: string;
  readonly model: ModelRef;
  readonly task: string | null;
  readonly startedAt: number;
  readonly text: string;
  readonly tools: readonly ToolTrace[];
}

export type TimelineItem =
  | {
      readonly kind: "message";
      readonly id: string;
      readonly from: "person" | "signoff";
      readonly text: string;
      readonly at: number;
    }
  | {
      readonly kind: "turn";
      readonly id: string;
      readonly model: ModelRef;
      readonly text: string;
      readonly tools: readonly ToolTrace[];
      readonly outcome: TurnOutcome;
      readonly at: number;
    }
  | { readonly kind: "plan"; readonly id: string; readonly number: number; readonly at: number }
  | { readonly kind: "task"; readonly id: string; readonly round: number; readonly task: string }
  | { readonly kind: "review"; readonly id: string; readonly round: number; readonly look: number }
  | { readonly kind: "gate"; readonly id: string; readonly round: number }
  | {
      readonly kind: "round-end";
      readonly id: string;
      readonly round: number;
      readonly outcome: "kept" | "undone";
      /** Why the person kept a round whose gate did not pass, else null. */
      readonly reason: string | null;
      readonly leftAlone: readonly string[];
      readonly at: number;
    }
  | { readonly kind: "note"; readonly id: string; readonly failure: Failure; readonly at: number };

export interface ProposedPlan {
  readonly number: number;
  readonly version: PlanVersion;
  readonly by: "architect" | "person";
  readonly markdown: string;
  readonly plan: Plan;
  readonly card: PlanCard;
}

export interface CheckRun {
  readonly run: string;
  readonly purpose: "baseline" | "task" | "gate" | "integration";
  readonly task: string | null;
  readonly check: CheckSpec;
  /** How many edits of the round had begun when it started. */
  readonly edits: number;
  /** Null while it runs. */
  readonly result: CheckResult | null;
}

export interface TaskProgress {
  readonly id: string;
  readonly title: string;
  readonly status: "planned" | "running" | "done" | "stopped" | "failed" | "dropped";
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly tools: readonly ToolTrace[];
  readonly summary: string;
  readonly notCovered: string;
  readonly chunk: readonly ChunkFile[];
  readonly failure: Failure | null;
}

/** One edit of a file. `after` is what it came to: the intended hash while it is under way, null where no file is left. */
export interface Edit {
  readonly edit: string;
  readonly task: string;
  readonly path: string;
  readonly change: FileChange;
  readonly before: string | null;
  readonly after: string | null;
  readonly status: "running" | "done" | "failed";
}

export interface ReviewerState {
  readonly name: string;
  readonly model: ModelRef;
  /** Null while the reviewer reads. */
  readonly outcome: TurnOutcome | null;
  readonly unfounded: number;
}

/** One look of the reviewers at the change: the first, or one after a fix. */
export interface Look {
  readonly look: number;
  readonly reviewers: readonly ReviewerState[];
  readonly decided: boolean;
}

export interface FindingState {
  readonly finding: Finding;
  readonly disposition: Disposition | null;
  readonly by: "person" | "recommended" | null;
  readonly reason: string | null;
  /** A later look saw it mended. */
  readonly resolved: boolean;
}

export interface GateState {
  /** Null while the gate runs. */
  readonly parts: readonly GatePart[] | null;
}

export interface Round {
  readonly number: number;
  readonly plan: number;
  readonly version: PlanVersion;
  readonly approval: string;
  readonly planPath: string;
  readonly baseline: readonly CheckResult[] | null;
  readonly tasks: readonly TaskProgress[];
  readonly edits: readonly Edit[];
  readonly checks: readonly CheckRun[];
  readonly looks: readonly Look[];
  readonly findings: readonly FindingState[];
  readonly gate: GateState | null;
  readonly outcome: "kept" | "undone" | null;
}

export interface RoleUsage {
  readonly usage: Usage;
  /** US dollars of the calls whose price is known. */
  readonly cost: number;
  /** A call had a model without a known price, so `cost` is a lower bound. */
  readonly costIncomplete: boolean;
}

/** Everything a view shows of a session: the fold of its events. */
export interface SessionState {
  /** Sequence of the last event folded in, 0 before the first. */
  readonly sequence: number;
  readonly id: string;
  readonly workspace: string;
  readonly architect: ModelRef;
  readonly startedAt: number;
  readonly phase: Phase;
  readonly lock: LockState;
  readonly timeline: readonly TimelineItem[];
  readonly live: Readonly<Record<string, LiveTurn>>;
  readonly plan: ProposedPlan | null;
  readonly round: Round | null;
  readonly usage: Readonly<Record<Role, RoleUsage>>;
}
