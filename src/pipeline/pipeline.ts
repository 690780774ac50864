import { Emitter, type Subscribe } from "../base/emitter.ts";
import { SerialQueue } from "../base/serial-queue.ts";
import type { Approval } from "../core/lock/approval.ts";
import { isApprovalWord, readsLikeApproval } from "../core/lock/approval-word.ts";
import type { Disposition } from "../core/review/finding.ts";
import { findingsOf, isInterrupted, nextStep } from "../core/session/next-step.ts";
import type { Round } from "../core/session/state.ts";
import { approvalHolds, loadApproval } from "./approval/approval-keeper.ts";
import { approvalBlock, CardDesk, simpleBlock } from "./approval/card-desk.ts";
import { Conversation } from "./design/conversation.ts";
import { acceptPersonEdit } from "./design/propose.ts";
import type { PipelineDeps } from "./pipeline-deps.ts";
import { driveRound, type RoundDrive, retryInterrupted, retryTasks } from "./round/drive-round.ts";
import { dropTask, endRound, undoRound } from "./round/end-round.ts";
import { startRound } from "./round/start-round.ts";
import { recoverSession } from "./session/recover-session.ts";

/** Why an act of the person was not done, in words; null when it was. */
export type Refusal = string | null;

/** What a view must know beside the session's state. */
export interface PipelineStatus {
  readonly card: string | null;
  readonly blocked: string | null;
  readonly running: boolean;
  readonly goOn: boolean;
  readonly tryAgain: boolean;
}

/**
 * One session with its acts: everything the person can do, nothing a model can. Acts are checked
 * one after the other against the state, so that a late click on an old page and the second of
 * two quick ones do nothing. Long work runs on after the act has returned; `idle` waits for it.
 */
export class Pipeline {
  readonly #deps: PipelineDeps;
  readonly #conversation: Conversation;
  readonly #desk: CardDesk;
  readonly #acts = new SerialQueue();
  readonly #changes = new Emitter<void>();
  readonly onStatus: Subscribe<void> = this.#changes.event;
  #talk: Work | null = null;
  #build: Work | null = null;

  constructor(deps: PipelineDeps) {
    this.#deps = deps;
    this.#conversation = new Conversation(deps);
    this.#desk = new CardDesk(deps);
  }

  status(): PipelineStatus {
    const card = this.#desk.current();
    const blocked =
      simpleBlock(this.#deps, this.#deps.store.state, this.#talk !== null) ?? this.#buildBlock();
    return {
      card: card?.nonce ?? null,
      blocked: card === null ? null : blocked,
      running: this.#talk !== null || this.#build !== null,
      // Behind a closed lock only a new approval carries the round on.
      goOn: this.#deps.store.state.lock.kind === "unlocked" && this.#standsStill(),
      tryAgain: this.#isUnanswered(),
    };
  }

  /** Resolves when nothing runs any more. */
  async idle(): Promise<void> {
    while (this.#talk !== null || this.#build !== null) {
      await Promise.all([this.#talk?.done, this.#build?.done]);
    }
  }

  cardPainted(nonce: string): void {
    this.#desk.painted(nonce);
  }

  /** A chat message exactly as typed. `card` is the nonce of the card painted on the page it came from. */
  sendMessage(text: string, card: string | null): Promise<Refusal> {
    return this.#acts.run(async () => {
      if (isApprovalWord(text)) return this.#approve(card, text.trim());
      if (text.trim() === "") return "There is nothing to send.";
      if (this.#talk !== null)
        return "The architect is still answering. Wait for the end, or press Stop.";
      await this.#say("person", text);
      if (readsLikeApproval(text) && this.#desk.current() !== null)
        await this.#say("signoff", notTheWord);
      this.#talk = this.#run(
        (signal) => this.#conversation.answer(text, signal),
        () => {
          this.#talk = null;
        },
      );
      return null;
    });
  }

  /** Asks the architect once more for the answer that failed or was stopped. */
  tryAgain(): Promise<Refusal> {
    return this.#acts.run(async () => {
      if (!this.#isUnanswered()) return "There is no answer that failed.";
      this.#talk = this.#run(
        (signal) => this.#conversation.again(signal),
        () => {
          this.#talk = null;
        },
      );
      return null;
    });
  }

  /** The newest thing said is an answer of the architect that failed or was stopped. */
  #isUnanswered(): boolean {
    const said = this.#deps.store.state.timeline.findLast(
      (item) => item.kind === "turn" || item.kind === "message",
    );
    return this.#talk === null && said?.kind === "turn" && said.outcome.kind !== "done";
  }

  /** The person's approval of the card with this nonce, by the button. */
  approve(card: string): Promise<Refusal> {
    return this.#acts.run(() => this.#approve(card, null));
  }

  /** `word` is the message that approves, which then stands in the conversation; null for the button. */
  async #approve(card: string | null, word: string | null): Promise<Refusal> {
    const blocked = (await approvalBlock(this.#deps, this.#talk !== null)) ?? this.#buildBlock();
    const approval = await startRound(this.#deps, this.#desk, card, blocked);
    if (!approval.ok) return approval.error;
    if (word !== null) await this.#say("person", word);
    await this.#drive(approval.value, retryTasks);
    return null;
  }

  #buildBlock(): string | null {
    return this.#build === null ? null : "A round is being built. Press Stop first.";
  }

  stop(): void {
    this.#talk?.abort();
    this.#build?.abort();
  }

  /** Takes up what was stopped or failed: a task, a reviewer, or a gate that did not pass. */
  goOn(): Promise<Refusal> {
    return this.#acts.run(async () => {
      if (this.#build !== null) return "It is already running.";
      const round = this.#activeRound();
      if (round === null) return "There is no round to go on with.";
      if (!this.#standsStill())
        return "Nothing was interrupted, so there is nothing to go on with.";
      const approval = await this.#approvalFor(round);
      if (typeof approval === "string") return approval;
      await this.#drive(approval, retryInterrupted);
      return null;
    });
  }

  dropTask(task: string): Promise<Refusal> {
    return this.#acts.run(async () => {
      if (this.#build !== null) return "It is running. Press Stop first.";
      const round = this.#activeRound();
      const progress = round?.tasks.find((other) => other.id === task);
      if (round === null || progress === undefined || !isInterrupted(progress)) {
        return "Only a task that was stopped or failed can be dropped.";
      }
      const approval = await this.#approvalFor(round);
      if (typeof approval === "string") return approval;
      await dropTask(this.#deps, task);
      await this.#drive(approval);
      return null;
    });
  }

  settleDisposition(
    finding: string,
    disposition: Disposition,
    reason: string | null,
  ): Promise<Refusal> {
    return this.#acts.run(async () => {
      const round = this.#activeRound();
      const known = round?.findings.find((state) => state.finding.id === finding);
      const open = round?.looks.find((look) => look.look === known?.finding.look);
      if (known === undefined || open?.decided !== false) return "This finding is already decided.";
      await this.#deps.store.record({
        type: "disposition-settle",
        finding,
        disposition,
        by: "person",
        reason,
      });
      return null;
    });
  }

  /** Sends the dispositions of the newest look; what the person did not settle goes as recommended. */
  sendDecisions(): Promise<Refusal> {
    return this.#acts.run(async () => {
      const { store } = this.#deps;
      const round = this.#activeRound();
      const step = round === null ? null : this.#step(round);
      if (round === null || step?.kind !== "decide" || this.#build !== null) {
        return "There are no findings to decide.";
      }
      const approval = await this.#approvalFor(round);
      if (typeof approval === "string") return approval;
      for (const { finding } of findingsOf(round, step.look).filter((state) => state.by === null)) {
        const disposition = finding.recommended;
        const settled = {
          finding: finding.id,
          disposition,
          by: "recommended",
          reason: null,
        } as const;
        await store.record({ type: "disposition-settle", ...settled });
      }
      const after = store.state.round ?? round;
      const accepted = findingsOf(after, step.look)
        .filter((state) => state.disposition === "accept")
        .map((state) => state.finding.id);
      await store.record({ type: "decisions-settle", look: step.look, accepted });
      await this.#drive(approval);
      return null;
    });
  }

  /** Keeps the round. A gate that did not pass needs the person's reason. */
  keep(reason: string | null): Promise<Refusal> {
    return this.#acts.run(async () => {
      const round = this.#activeRound();
      if (round === null || this.#build !== null || this.#step(round).kind !== "settle") {
        return "The round can be kept once the gate has run.";
      }
      const passed = round.gate?.parts?.every((part) => part.verdict === "pass") === true;
      const words = reason?.trim() ?? "";
      if (!passed && words === "")
        return "The gate did not pass. Say why you keep the round all the same.";
      await endRound(this.#deps, "kept", passed ? null : words, []);
      this.#changes.fire();
      return null;
    });
  }

  /** Stops what runs and puts every file back that nobody changed since. */
  undo(): Promise<Refusal> {
    return this.#acts.run(async () => {
      if (this.#activeRound() === null) return "There is no round to undo.";
      this.stop();
      await this.idle();
      await undoRound(this.#deps);
      this.#changes.fire();
      return null;
    });
  }

  /**
   * The person saved an edit of the plan with this number. It becomes the newest version unless the
   * architect has proposed another one meanwhile. Never rejects.
   */
  planEdited(number: number, markdown: string): Promise<void> {
    const accept = async (): Promise<void> => {
      const { plan } = this.#deps.store.state;
      // Two quick saves both name the version the person began with.
      if (plan === null || (plan.number !== number && plan.by === "architect")) return;
      await acceptPersonEdit(this.#deps, markdown);
      this.#changes.fire();
    };
    return this.#acts.run(accept).catch((error: unknown) => this.#deps.onBroken(error));
  }

  /** Something outside changed that the status depends on, for example whether the plan has unsaved edits. */
  refreshStatus(): void {
    this.#changes.fire();
  }

  #activeRound(): Round | null {
    const { round } = this.#deps.store.state;
    return round !== null && round.outcome === null ? round : null;
  }

  /** Nothing carries the round on, and it does not wait for a decision of the person. */
  #standsStill(): boolean {
    const round = this.#activeRound();
    if (round === null || this.#build !== null) return false;
    const step = this.#step(round);
    if (step.kind === "settle")
      return round.gate?.parts?.some(({ verdict }) => verdict === "fail") === true;
    if (step.kind !== "decide") return true;
    const look = round.looks.find((look) => look.look === step.look);
    return look?.reviewers.some((reviewer) => reviewer.outcome?.kind !== "done") === true;
  }

  #step(round: Round) {
    const { plan } = this.#deps.store.state;
    return plan === null ? ({ kind: "settle" } as const) : nextStep(round, plan.plan);
  }

  /** The verified approval of a round under way, or why there is none. */
  async #approvalFor(round: Round): Promise<Approval | string> {
    const approval = await loadApproval(this.#deps, round);
    if (!approval.ok) return `${approval.error} Approve the plan again, or undo the round.`;
    const holds = await approvalHolds(this.#deps, approval.value);
    this.#changes.fire();
    if (holds.ok) return approval.value;
    return `Changed since you approved: ${holds.error}. Read the plan card and approve again, or undo the round.`;
  }

  async #drive(
    approval: Approval,
    first: (drive: RoundDrive) => Promise<void> = async () => {},
  ): Promise<void> {
    const roster = await this.#deps.roster();
    const { plan } = this.#deps.store.state;
    if (!roster.ok || plan === null) return;
    const work = async (signal: AbortSignal): Promise<void> => {
      const drive = { deps: this.#deps, approval, plan, roster: roster.value, signal };
      await first(drive);
      await driveRound(drive);
    };
    this.#build = this.#run(work, () => {
      this.#build = null;
    });
  }

  /** A bug, or a journal that cannot be written: what was under way is stopped as far as that can be recorded. */
  async #broken(error: unknown): Promise<void> {
    this.#deps.onBroken(error);
    await recoverSession(this.#deps.store, ownError).catch(() => {});
  }

  #say(from: "person" | "signoff", text: string): Promise<void> {
    const id = this.#deps.ids.next("message");
    return this.#deps.store.record({ type: "message-add", id, from, text });
  }

  /** Starts long work. A fact that cannot be recorded ends it and is told to the person without the journal. */
  #run(work: (signal: AbortSignal) => Promise<void>, ended: () => void): Work {
    const controller = new AbortController();
    const done = work(controller.signal)
      .catch((error: unknown) => this.#broken(error))
      .finally(() => {
        ended();
        this.#changes.fire();
      });
    queueMicrotask(() => this.#changes.fire());
    return { abort: () => controller.abort(), done };
  }
}

const ownError = "Signoff met an error of its own; the log has the details.";

interface Work {
  abort(): void;
  readonly done: Promise<void>;
}

const notTheWord =
  "That is not an approval, so nothing was unlocked. Press Approve plan on the card, or type exactly: approved";
