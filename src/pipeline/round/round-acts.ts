import type { Approval } from "../../core/lock/approval.ts";
import type { Disposition } from "../../core/review/finding.ts";
import { findingsOf, isInterrupted, nextStep, type Step } from "../../core/session/next-step.ts";
import type { Round } from "../../core/session/state.ts";
import { approvalHolds, loadApproval } from "../approval/approval-keeper.ts";
import type { LongWork } from "../long-work.ts";
import type { PipelineDeps } from "../pipeline-deps.ts";
import { driveRound, type RoundDrive, retryInterrupted } from "./drive-round.ts";
import { dropTask, endRound } from "./end-round.ts";

/** Why an act of the person was not done, in words; null when it was. */
export type Refusal = string | null;

/**
 * What the person can do with a round under way. Every act is checked against the state as it is
 * now and, where work follows, against the stored approval. The caller runs acts one at a time.
 */
export class RoundActs {
  readonly #deps: PipelineDeps;
  readonly #build: LongWork;

  constructor(deps: PipelineDeps, build: LongWork) {
    this.#deps = deps;
    this.#build = build;
  }

  /** The round under way, null when there is none. */
  active(): Round | null {
    const { round } = this.#deps.store.state;
    return round !== null && round.outcome === null ? round : null;
  }

  /** Nothing carries the round on, and it does not wait for a decision of the person. */
  standsStill(): boolean {
    const round = this.active();
    if (round === null || this.#build.running) return false;
    const step = this.#step(round);
    if (step.kind === "settle")
      return round.gate?.parts?.some(({ verdict }) => verdict === "fail") === true;
    if (step.kind !== "decide") return true;
    const look = round.looks.find((look) => look.look === step.look);
    return look?.reviewers.some((reviewer) => reviewer.outcome?.kind !== "done") === true;
  }

  /** Closes the lock when the approval of the round under way cannot be verified or no longer holds. */
  async verify(): Promise<void> {
    const round = this.active();
    if (round === null || this.#deps.store.state.lock.kind === "locked") return;
    const approval = await loadApproval(this.#deps, round);
    if (approval.ok) await approvalHolds(this.#deps, approval.value);
  }

  /** Carries the round on under this approval; `first` runs before the next step is decided. */
  async drive(
    approval: Approval,
    first: (drive: RoundDrive) => Promise<void> = async () => {},
  ): Promise<void> {
    const roster = await this.#deps.roster();
    const { plan } = this.#deps.store.state;
    if (plan === null) return;
    if (!roster.ok) {
      await this.#deps.store.record({ type: "note-add", failure: roster.error });
      return;
    }
    this.#build.start(async (signal) => {
      const drive = { deps: this.#deps, approval, plan, roster: roster.value, signal };
      await first(drive);
      await driveRound(drive);
    });
  }

  /** Takes up what was stopped or failed: a task, a reviewer, or a gate that did not pass. */
  async goOn(): Promise<Refusal> {
    if (this.#build.running) return "It is already running.";
    const round = this.active();
    if (round === null) return "There is no round to go on with.";
    if (!this.standsStill()) return "Nothing was interrupted, so there is nothing to go on with.";
    return this.#underApproval(round, (approval) => this.drive(approval, retryInterrupted));
  }

  async dropTask(task: string): Promise<Refusal> {
    if (this.#build.running) return "It is running. Press Stop first.";
    const round = this.active();
    const progress = round?.tasks.find((other) => other.id === task);
    if (round === null || progress === undefined || !isInterrupted(progress)) {
      return "Only a task that was stopped or failed can be dropped.";
    }
    return this.#underApproval(round, async (approval) => {
      await dropTask(this.#deps, task);
      await this.drive(approval);
    });
  }

  async settleDisposition(
    finding: string,
    disposition: Disposition,
    reason: string | null,
  ): Promise<Refusal> {
    const round = this.active();
    const known = round?.findings.find((state) => state.finding.id === finding);
    const look = round?.looks.find((look) => look.look === known?.finding.look);
    if (known === undefined || look?.decided !== false) return "This finding is already decided.";
    const settled = { finding, disposition, by: "person", reason } as const;
    await this.#deps.store.record({ type: "disposition-settle", ...settled });
    return null;
  }

  /** Sends the dispositions of the newest look; what the person did not settle goes as recommended. */
  async sendDecisions(): Promise<Refusal> {
    const round = this.active();
    const step = round === null ? null : this.#step(round);
    if (round === null || step?.kind !== "decide" || this.#build.running) {
      return "There are no findings to decide.";
    }
    return this.#underApproval(round, async (approval) => {
      await this.#settleLook(round, step.look);
      await this.drive(approval);
    });
  }

  async #settleLook(round: Round, look: number): Promise<void> {
    const { store } = this.#deps;
    const accepted: string[] = [];
    for (const { finding, disposition } of findingsOf(round, look)) {
      if ((disposition ?? finding.recommended) === "accept") accepted.push(finding.id);
      if (disposition !== null) continue;
      const settled = {
        disposition: finding.recommended,
        by: "recommended",
        reason: null,
      } as const;
      await store.record({ type: "disposition-settle", finding: finding.id, ...settled });
    }
    await store.record({ type: "decisions-settle", look, accepted });
  }

  /** Keeps the round. A gate that did not pass needs the person's reason. */
  async keep(reason: string | null): Promise<Refusal> {
    const round = this.active();
    if (round === null || this.#build.running || this.#step(round).kind !== "settle") {
      return "The round can be kept once the gate has run.";
    }
    const passed = round.gate?.parts?.every((part) => part.verdict === "pass") === true;
    const words = reason?.trim() ?? "";
    if (!passed && words === "")
      return "The gate did not pass. Say why you keep the round all the same.";
    await endRound(this.#deps, "kept", passed ? null : words, []);
    return null;
  }

  #step(round: Round): Step {
    const { plan } = this.#deps.store.state;
    return plan === null ? { kind: "settle" } : nextStep(round, plan.plan);
  }

  /** Acts only while the round's approval can be verified and still holds. */
  async #underApproval(round: Round, act: (approval: Approval) => Promise<void>): Promise<Refusal> {
    const approval = await loadApproval(this.#deps, round);
    if (!approval.ok) return `${approval.error} Approve the plan again, or undo the round.`;
    const holds = await approvalHolds(this.#deps, approval.value);
    if (!holds.ok) {
      return `Changed since you approved: ${holds.error}. Read the plan card and approve again, or undo the round.`;
    }
    await act(approval.value);
    return null;
  }
}
