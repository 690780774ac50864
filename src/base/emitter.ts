import type { Disposable } from "./disposable.ts";

export type Listener<T> = (value: T) => void;
export type Subscribe<T> = (listener: Listener<T>) => Disposable;

/** A listener that throws has a bug of its own: the others still hear, and the error is reported apart. */
function notify<T>(listener: Listener<T>, value: T): void {
  try {
    listener(value);
  } catch (error) {
    // An unhandled rejection is what every host reports to its log.
    void Promise.reject(error);
  }
}

/** A synchronous event source. Listeners run in the order they subscribed; one that unsubscribes while firing is not called again. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<Listener<T>>();

  readonly event: Subscribe<T> = (listener) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) {
      if (this.#listeners.has(listener)) notify(listener, value);
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
