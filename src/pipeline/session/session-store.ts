import type { Disposable } from "../../base/disposable.ts";
import { Emitter, type Subscribe } from "../../base/emitter.ts";
import { SerialQueue } from "../../base/serial-queue.ts";
import type { SessionEvent, SessionFact } from "../../core/session/event.ts";
import { emptySession, fold, reduce } from "../../core/session/reduce.ts";
import type { SessionState } from "../../core/session/state.ts";
import type { Clock, Journal } from "../ports.ts";

/**
 * The one writer of a session. A fact is durable before it is folded in and shown; streamed text
 * is shown at once and durable with the end of its turn.
 */
export class SessionStore implements Disposable {
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #events = new Emitter<readonly SessionEvent[]>();
  readonly onEvents: Subscribe<readonly SessionEvent[]> = this.#events.event;
  #state: SessionState;
  readonly #queue = new SerialQueue();

  constructor(journal: Journal, clock: Clock, past: readonly SessionEvent[]) {
    this.#journal = journal;
    this.#clock = clock;
    this.#state = fold(past, emptySession);
  }

  get state(): SessionState {
    return this.#state;
  }

  /**
   * Resolves when the fact is durable and folded in. Rejects with the journal's error; nothing is
   * shown then. A fact that depends on the state, such as a number one higher than the last, is given
   * as a function and made when its turn comes.
   */
  record(fact: SessionFact | ((state: SessionState) => SessionFact)): Promise<void> {
    return this.#queue.run(async () => {
      const made = typeof fact === "function" ? fact(this.#state) : fact;
      const event = { sequence: this.#state.sequence + 1, at: this.#clock.now(), fact: made };
      await this.#journal.append(event);
      this.#apply(event);
    });
  }

  /** Shows text of a turn as it arrives, in order with the recorded facts. */
  stream(turn: string, text: string): void {
    void this.#queue.run(() => {
      const fact: SessionFact = { type: "text-delta", turn, text };
      this.#apply({ sequence: this.#state.sequence, at: this.#clock.now(), fact });
    });
  }

  dispose(): void {
    this.#events.dispose();
  }

  #apply(event: SessionEvent): void {
    this.#state = reduce(this.#state, event);
    this.#events.fire([event]);
  }
}
