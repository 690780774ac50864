import type { SessionEvent } from "../core/session/event.ts";

/**
 * Streamed text that waits to be sent, at most one delta per turn. Deltas of different turns
 * commute, so a merged one moves to the end and the sequences stay in order.
 */
export class DeltaQueue {
  readonly #merged = new Map<string, SessionEvent>();

  get isEmpty(): boolean {
    return this.#merged.size === 0;
  }

  /** True when the event was a delta and is kept; anything else is the caller's to send. */
  offer(event: SessionEvent): boolean {
    const { fact } = event;
    if (fact.type !== "text-delta") return false;
    const before = this.#merged.get(fact.turn)?.fact;
    const text = before?.type === "text-delta" ? before.text + fact.text : fact.text;
    this.#merged.delete(fact.turn);
    this.#merged.set(fact.turn, { ...event, fact: { ...fact, text } });
    return true;
  }

  /** Everything kept, in order of sequence; the queue is empty afterwards. */
  take(): SessionEvent[] {
    const events = [...this.#merged.values()];
    this.#merged.clear();
    return events;
  }
}
