/** One thing that runs on after the act that started it has returned, and can be stopped. */
export class LongWork {
  readonly #onChange: () => void;
  readonly #onError: (error: unknown) => Promise<void>;
  #current: { readonly controller: AbortController; readonly done: Promise<void> } | null = null;

  /** `onChange` hears of each start and end; `onError` is given what the work threw and must not reject. */
  constructor(onChange: () => void, onError: (error: unknown) => Promise<void>) {
    this.#onChange = onChange;
    this.#onError = onError;
  }

  get running(): boolean {
    return this.#current !== null;
  }

  /** Starts the work; nothing else may be running. Its errors end it and go to `onError`. */
  start(work: (signal: AbortSignal) => Promise<void>): void {
    const controller = new AbortController();
    const done = work(controller.signal)
      .catch(this.#onError)
      .finally(() => {
        this.#current = null;
        this.#onChange();
      });
    this.#current = { controller, done };
    this.#onChange();
  }

  stop(): void {
    this.#current?.controller.abort();
  }

  /** Resolves when it has ended; at once when nothing runs. */
  async ended(): Promise<void> {
    await this.#current?.done;
  }
}
