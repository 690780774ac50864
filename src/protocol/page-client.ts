import type { SessionEvent } from "../core/session/event.ts";
import type { SessionState } from "../core/session/state.ts";
import type { HostMessage, HostStatus, WebviewMessage } from "./messages.ts";
import { type MethodName, type MethodResult, methods, type Params } from "./methods.ts";

export interface PageClientOptions {
  post(message: WebviewMessage): void;
  /** Random, one per load of the page. */
  readonly generation: string;
  onSnapshot(state: SessionState, status: HostStatus): void;
  onEvents(events: readonly SessionEvent[]): void;
  onStatus(status: HostStatus): void;
  onReveal(finding: string): void;
}

export interface PageClient {
  /** Rejects when the host's handler failed, when its answer does not fit the table, and on `close`. */
  call<M extends MethodName>(method: M, params: Params<M>): Promise<MethodResult<M>>;
  /** Takes whatever arrived at the page; never throws on what does not fit. */
  receive(message: unknown): void;
  /** Rejects all calls under way and takes nothing more. */
  close(): void;
}

interface Pending {
  readonly method: MethodName;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/**
 * The page's end of the channel. The page calls `ready` when it listens; a gap in the numbered
 * events makes this ask again, and events are dropped until the snapshot is there.
 */
export function createPageClient(options: PageClientOptions): PageClient {
  return new Client(options);
}

class Client implements PageClient {
  readonly #options: PageClientOptions;
  readonly #pending = new Map<number, Pending>();
  #nextId = 0;
  /** Revision of the newest message folded in; null before the first snapshot and after a gap. */
  #revision: number | null = null;
  #newestSnapshot = -1;
  #closed = false;

  constructor(options: PageClientOptions) {
    this.#options = options;
  }

  call<M extends MethodName>(method: M, params: Params<M>): Promise<MethodResult<M>> {
    if (this.#closed) return Promise.reject(new Error("The page is closed."));
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      // The result was parsed with this method's schema when it arrives here.
      const settle = resolve as (result: unknown) => void;
      this.#pending.set(id, { method, resolve: settle, reject });
      const { generation } = this.#options;
      this.#options.post({ kind: "call", generation, id, method, params });
    });
  }

  receive(message: unknown): void {
    if (this.#closed || !isHostMessage(message)) return;
    if (message.generation !== this.#options.generation) return;
    this.#dispatch(message);
  }

  close(): void {
    this.#closed = true;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const call of pending) call.reject(new Error("The page is closed."));
  }

  #dispatch(message: HostMessage): void {
    switch (message.kind) {
      case "snapshot":
        this.#takeSnapshot(message);
        break;
      case "events":
        this.#takeEvents(message);
        break;
      case "status":
        this.#options.onStatus(message.status);
        break;
      case "reveal":
        this.#options.onReveal(message.finding);
        break;
      case "result":
        this.#settle(message.id, message.result);
        break;
      case "error":
        this.#fail(message.id, message.error);
        break;
    }
  }

  #takeSnapshot(message: Extract<HostMessage, { kind: "snapshot" }>): void {
    if (message.revision <= this.#newestSnapshot) return;
    this.#newestSnapshot = message.revision;
    this.#revision = message.revision;
    this.#options.onSnapshot(message.state, message.status);
  }

  #takeEvents(message: Extract<HostMessage, { kind: "events" }>): void {
    if (this.#revision === null || message.revision <= this.#revision) return;
    if (message.revision > this.#revision + 1) {
      this.#askAgain();
      return;
    }
    this.#revision = message.revision;
    this.#options.onEvents(message.events);
  }

  #askAgain(): void {
    this.#revision = null;
    // Rejected only by `close`, after which no snapshot is wanted.
    this.call("ready", {}).catch(() => undefined);
  }

  #settle(id: number, result: unknown): void {
    const call = this.#take(id);
    if (call === undefined) return;
    const parsed = methods[call.method].result.safeParse(result);
    if (parsed.success) call.resolve(parsed.data);
    else call.reject(new Error(`The answer to ${call.method} could not be read.`));
  }

  #fail(id: number, error: string): void {
    this.#take(id)?.reject(new Error(error));
  }

  #take(id: number): Pending | undefined {
    const call = this.#pending.get(id);
    this.#pending.delete(id);
    return call;
  }
}

const kinds: ReadonlySet<unknown> = new Set([
  "snapshot",
  "events",
  "status",
  "reveal",
  "result",
  "error",
]);

/** The host is trusted with its content, which is large; only the envelope is looked at. */
function isHostMessage(message: unknown): message is HostMessage {
  if (typeof message !== "object" || message === null) return false;
  return "kind" in message && kinds.has(message.kind) && "generation" in message;
}
