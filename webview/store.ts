import type { Disposable } from "../src/base/disposable.ts";
import { lockWords } from "../src/core/lock/lock-words.ts";
import type { SessionEvent } from "../src/core/session/event.ts";
import { emptySession, fold } from "../src/core/session/reduce.ts";
import type { SessionState } from "../src/core/session/state.ts";
import type { HostStatus } from "../src/protocol/messages.ts";

/** Everything a page shows that is not the person's own arrangement of it. */
export interface View {
  readonly state: SessionState;
  readonly status: HostStatus;
  /** The first snapshot is there. */
  readonly loaded: boolean;
  /** The nonce of the plan card the host knows to be painted, null for none. */
  readonly painted: string | null;
  /** Why the last act was not done, in words, as long as that is so; null when nothing is to be said. */
  readonly notice: string | null;
}

const emptyView: View = {
  state: emptySession,
  status: {
    card: null,
    blocked: null,
    running: false,
    goOn: false,
    tryAgain: false,
    setup: null,
    rehearsal: false,
  },
  loaded: false,
  painted: null,
  notice: null,
};

interface Watcher {
  check(view: View): void;
}

/**
 * What a notice may speak of is the same in both views: the session, whether something runs, the
 * phase and the lock. A notice that was shown with the first is out of date where this is false.
 */
function isStillSo(before: View, after: View): boolean {
  return spokenOf(before) === spokenOf(after);
}

function spokenOf({ state, status }: View): string {
  return JSON.stringify([state.id, status.running, state.phase, lockWords(state.lock, String)]);
}

/** The page's copy of the session, folded by the reducer the host uses. */
export class Store {
  readonly #watchers = new Set<Watcher>();
  #view: View = emptyView;

  get view(): View {
    return this.#view;
  }

  change(part: Partial<View>): void {
    const next = { ...this.#view, ...part };
    const isOlder = next.notice !== null && part.notice === undefined;
    const expires = isOlder && !isStillSo(this.#view, next);
    this.#view = expires ? { ...next, notice: null } : next;
    for (const watcher of [...this.#watchers]) watcher.check(this.#view);
  }

  fold(events: readonly SessionEvent[]): void {
    this.change({ state: fold(events, this.#view.state) });
  }

  /** Calls the listener now and whenever what `select` gives is another object than before. */
  subscribe<T>(select: (view: View) => T, listener: (slice: T) => void): Disposable {
    let last = select(this.#view);
    const check = (view: View) => {
      const slice = select(view);
      if (Object.is(slice, last)) return;
      last = slice;
      listener(slice);
    };
    const watcher = { check };
    this.#watchers.add(watcher);
    listener(last);
    return { dispose: () => this.#watchers.delete(watcher) };
  }
}
