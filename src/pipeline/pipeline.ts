import { Emitter, type Subscribe } from "../base/emitter.ts";
import { SerialQueue } from "../base/serial-queue.ts";
import { isApprovalWord, readsLikeApproval } from "../core/lock/approval-word.ts";
import type { Disposition } from "../core/review/finding.ts";
import { approvalBlock, CardDesk, simpleBlock } from "./approval/card-desk.ts";
import { Conversation } from "./design/conversation.ts";
import { acceptPersonEdit } from "./design/propose.ts";
import { LongWork } from "./long-work.ts";
import type { PipelineDeps } from "./pipeline-deps.ts";
import { retryTasks } from "./round/drive-round.ts";
import { undoRound } from "./round/end-round.ts";
import { type Refusal, RoundActs } from "./round/round-acts.ts";
import { startRound } from "./round/start-round.ts";
import { recoverSession } from "./session/recover-session.ts";

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
  readonly #round: RoundActs;
  readonly #queue = new SerialQueue();
  readonly #changes = new Emitter<void>();
  readonly onStatus: Subscribe<void> = this.#changes.event;
  /** The architect answers. */
  readonly #talk: LongWork;
  /** A round is carried on. */
  readonly #build: LongWork;

  constructor(deps: PipelineDeps) {
    const changed = (): void => this.#changes.fire();
    const broken = (error: unknown): Promise<void> => this.#broken(error);
    this.#deps = deps;
    this.#talk = new LongWork(changed, broken);
    this.#build = new LongWork(changed, broken);
    this.#conversation = new Conversation(deps);
    this.#desk = new CardDesk(deps);
    this.#round = new RoundActs(deps, this.#build);
  }

  status(): PipelineStatus {
    const { state } = this.#deps.store;
    const card = this.#desk.current();
    const blocked = simpleBlock(this.#deps, state, this.#talk.running) ?? this.#buildBlock();
    return {
      card: card?.nonce ?? null,
      blocked: card === null ? null : blocked,
      running: this.#talk.running || this.#build.running,
      // Behind a closed lock only a new approval carries the round on.
      goOn: state.lock.kind === "unlocked" && this.#round.standsStill(),
      tryAgain: this.#isUnanswered(),
    };
  }

  /** To be called once for a session that is taken up again, so that its lock line is true from the start. */
  async verifyApproval(): Promise<void> {
    await this.#act(async () => {
      await this.#round.verify();
      return null;
    });
  }

  /** Resolves when nothing runs any more. */
  async idle(): Promise<void> {
    while (this.#talk.running || this.#build.running) {
      await Promise.all([this.#talk.ended(), this.#build.ended()]);
    }
  }

  cardPainted(nonce: string): void {
    this.#desk.painted(nonce);
  }

  /** A chat message exactly as typed. `card` is the nonce of the card painted on the page it came from. */
  sendMessage(text: string, card: string | null): Promise<Refusal> {
    return this.#act(async () => {
      if (isApprovalWord(text)) return this.#approve(card, text.trim());
      if (text.trim() === "") return "There is nothing to send.";
      if (this.#talk.running)
        return "The architect is still answering. Wait for the end, or press Stop.";
      await this.#say("person", text);
      if (readsLikeApproval(text) && this.#desk.current() !== null)
        await this.#say("signoff", notTheWord);
      this.#talk.start((signal) => this.#conversation.answer(text, signal));
      return null;
    });
  }

  /** Asks the architect once more for the answer that failed or was stopped. */
  tryAgain(): Promise<Refusal> {
    return this.#act(async () => {
      if (!this.#isUnanswered()) return "There is no answer that failed.";
      this.#talk.start((signal) => this.#conversation.again(signal));
      return null;
    });
  }

  /** The person's approval of the card with this nonce, by the button. */
  approve(card: string): Promise<Refusal> {
    return this.#act(() => this.#approve(card, null));
  }

  stop(): void {
    this.#talk.stop();
    this.#build.stop();
  }

  goOn(): Promise<Refusal> {
    return this.#act(() => this.#round.goOn());
  }

  dropTask(task: string): Promise<Refusal> {
    return this.#act(() => this.#round.dropTask(task));
  }

  settleDisposition(
    finding: string,
    disposition: Disposition,
    reason: string | null,
  ): Promise<Refusal> {
    return this.#act(() => this.#round.settleDisposition(finding, disposition, reason));
  }

  sendDecisions(): Promise<Refusal> {
    return this.#act(() => this.#round.sendDecisions());
  }

  keep(reason: string | null): Promise<Refusal> {
    return this.#act(() => this.#round.keep(reason));
  }

  /** Stops what runs and puts every file back that nobody changed since. */
  undo(): Promise<Refusal> {
    return this.#act(async () => {
      if (this.#round.active() === null) return "There is no round to undo.";
      this.stop();
      await this.idle();
      await undoRound(this.#deps);
      return null;
    });
  }

  /**
   * The person saved an edit of the plan with this number. It becomes the newest version unless the
   * architect has proposed another one meanwhile. Never rejects.
   */
  async planEdited(number: number, markdown: string): Promise<void> {
    const accept = async (): Promise<Refusal> => {
      const { plan } = this.#deps.store.state;
      // Two quick saves both name the version the person began with.
      if (plan === null || (plan.number !== number && plan.by === "architect")) return null;
      await acceptPersonEdit(this.#deps, markdown);
      return null;
    };
    await this.#act(accept).catch((error: unknown) => this.#deps.onBroken(error));
  }

  /** Something outside changed that the status depends on, for example whether the plan has unsaved edits. */
  refreshStatus(): void {
    this.#changes.fire();
  }

  /** `word` is the message that approves, which then stands in the conversation; null for the button. */
  async #approve(card: string | null, word: string | null): Promise<Refusal> {
    const blocked = (await approvalBlock(this.#deps, this.#talk.running)) ?? this.#buildBlock();
    const approval = await startRound(this.#deps, this.#desk, card, blocked);
    if (!approval.ok) return approval.error;
    if (word !== null) await this.#say("person", word);
    await this.#round.drive(approval.value, retryTasks);
    return null;
  }

  #buildBlock(): string | null {
    return this.#build.running ? "A round is being built. Press Stop first." : null;
  }

  /** The newest thing said is an answer of the architect that failed or was stopped. */
  #isUnanswered(): boolean {
    const said = this.#deps.store.state.timeline.findLast(
      (item) => item.kind === "turn" || item.kind === "message",
    );
    return !this.#talk.running && said?.kind === "turn" && said.outcome.kind !== "done";
  }

  #act(act: () => Promise<Refusal>): Promise<Refusal> {
    return this.#queue.run(act).finally(() => this.#changes.fire());
  }

  #say(from: "person" | "signoff", text: string): Promise<void> {
    const id = this.#deps.ids.next("message");
    return this.#deps.store.record({ type: "message-add", id, from, text });
  }

  /** A bug, or a journal that cannot be written: what was under way is stopped as far as that can be recorded. */
  async #broken(error: unknown): Promise<void> {
    this.#deps.onBroken(error);
    await recoverSession(this.#deps.store, ownError).catch(() => {});
  }
}

const ownError = "Signoff met an error of its own; the log has the details.";

const notTheWord =
  "That is not an approval, so nothing was unlocked. Press Approve plan on the card, or type exactly: approved";
