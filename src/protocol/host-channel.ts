import { type Disposable, DisposableStore } from "../base/disposable.ts";
import type { Subscribe } from "../base/emitter.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { SessionEvent } from "../core/session/event.ts";
import { DeltaQueue } from "./delta-queue.ts";
import {
  type HostMessage,
  type HostStatus,
  type WebviewMessage,
  webviewMessageSchema,
} from "./messages.ts";
import { type MethodHandlers, type MethodName, methods } from "./methods.ts";
import type { SessionView } from "./session-view.ts";

/** What is true of the host now. `onChange` fires after `value` changed. */
export interface StatusView {
  readonly value: HostStatus;
  readonly onChange: Subscribe<void>;
}

export interface HostChannelOptions {
  /** Must not throw; a message to a page that is gone is lost, which the next `ready` mends. */
  post(message: HostMessage): void;
  readonly session: SessionView;
  readonly status: StatusView;
  readonly handlers: MethodHandlers;
  log(message: string): void;
  /** Runs once after about 30 ms, unless disposed of before. */
  schedule(run: () => void): Disposable;
}

export interface HostChannel {
  /** Takes whatever the page posted; never throws. */
  receive(message: unknown): void;
  /** Selects a finding on the page, at once or with the next snapshot. */
  reveal(finding: string): void;
  /** Afterwards nothing is posted; calls under way run to their end unheard. */
  dispose(): void;
}

/**
 * The host's end of one webview: answers its calls and keeps its copy of the session in step,
 * one snapshot on `ready` and numbered events from then on. Streamed text is merged for about
 * 30 ms and always leaves before the event that follows it.
 */
export function createHostChannel(options: HostChannelOptions): HostChannel {
  return new Channel(options);
}

interface Call {
  readonly kind: "call";
  readonly generation: string;
  readonly id: number;
  readonly method: MethodName;
  readonly params: unknown;
}

interface Cancel {
  readonly kind: "cancel";
  readonly id: number;
}

class Channel implements HostChannel {
  readonly #options: HostChannelOptions;
  readonly #disposables = new DisposableStore();
  readonly #deltas = new DeltaQueue();
  readonly #retired = new Set<string>();
  readonly #cancelled = new Set<number>();
  readonly #logged = new Set<string>();
  #flush: Disposable | null = null;
  #generation: string | null = null;
  #revision = 0;
  #reveal: string | null = null;
  #disposed = false;

  constructor(options: HostChannelOptions) {
    this.#options = options;
    this.#disposables.add(options.session.onEvents((events) => this.#send(events)));
    this.#disposables.add(options.session.onReset(() => this.#snapshot()));
    this.#disposables.add(options.status.onChange(() => this.#sendStatus()));
  }

  receive(message: unknown): void {
    if (this.#disposed) return;
    const read = this.#read(message);
    if (!read.ok) this.#logOnce(read.error);
    else if (read.value.kind === "cancel") this.#cancelled.add(read.value.id);
    else this.#take(read.value);
  }

  reveal(finding: string): void {
    if (this.#generation === null) this.#reveal = finding;
    else this.#post({ kind: "reveal", generation: this.#generation, finding });
  }

  dispose(): void {
    this.#disposed = true;
    this.#flush?.dispose();
    this.#disposables.dispose();
  }

  #read(message: unknown): Result<Call | Cancel, string> {
    const parsed = webviewMessageSchema.safeParse(message);
    if (!parsed.success) return err("A message of the page was malformed and is dropped.");
    if (!this.#admits(parsed.data)) return err("A message of an earlier page is dropped.");
    if (parsed.data.kind === "cancel") return ok(parsed.data);
    const { generation, id, method } = parsed.data;
    if (!isMethod(method)) return err("A call of an unknown method is dropped.");
    const params = methods[method].params.safeParse(parsed.data.params);
    if (!params.success) return err(`A call of ${method} with wrong parameters is dropped.`);
    return ok({ kind: "call", generation, id, method, params: params.data });
  }

  #take(call: Call): void {
    if (call.method === "ready") this.#adopt(call.generation);
    void this.#answer(call);
  }

  /** Only `ready` may bring a new generation, and one that was replaced never comes back. */
  #admits(message: WebviewMessage): boolean {
    if (message.generation === this.#generation) return true;
    const isReady = message.kind === "call" && message.method === "ready";
    return isReady && !this.#retired.has(message.generation);
  }

  #adopt(generation: string): void {
    if (this.#generation !== null && generation !== this.#generation) {
      this.#retired.add(this.#generation);
      this.#cancelled.clear();
    }
    this.#generation = generation;
    this.#snapshot();
    if (this.#reveal !== null) this.reveal(this.#reveal);
    this.#reveal = null;
  }

  async #answer(call: Call): Promise<void> {
    const { generation, id } = call;
    try {
      const result = await invoke(this.#options.handlers, call);
      this.#reply({ kind: "result", generation, id, result });
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.#options.log(`${call.method} failed: ${text}`);
      this.#reply({ kind: "error", generation, id, error: text });
    }
  }

  #reply(message: Extract<HostMessage, { id: number }>): void {
    if (message.generation !== this.#generation) return;
    if (!this.#cancelled.delete(message.id)) this.#post(message);
  }

  #send(events: readonly SessionEvent[]): void {
    if (this.#generation === null) return;
    const ready: SessionEvent[] = [];
    for (const event of events) {
      if (!this.#deltas.offer(event)) ready.push(...this.#deltas.take(), event);
    }
    if (ready.length > 0) this.#sendEvents(ready);
    if (this.#deltas.isEmpty || this.#flush !== null) return;
    this.#flush = this.#options.schedule(() => {
      this.#flush = null;
      this.#sendEvents(this.#deltas.take());
    });
  }

  #sendEvents(events: readonly SessionEvent[]): void {
    if (this.#generation === null || events.length === 0) return;
    this.#revision += 1;
    const [generation, revision] = [this.#generation, this.#revision];
    this.#post({ kind: "events", generation, revision, events });
  }

  #snapshot(): void {
    if (this.#generation === null) return;
    this.#flush?.dispose();
    this.#flush = null;
    // The state already holds the text that waited.
    this.#deltas.take();
    this.#revision += 1;
    this.#post({
      kind: "snapshot",
      generation: this.#generation,
      revision: this.#revision,
      state: this.#options.session.state,
      status: this.#options.status.value,
    });
  }

  #sendStatus(): void {
    if (this.#generation === null) return;
    const status = this.#options.status.value;
    this.#post({ kind: "status", generation: this.#generation, status });
  }

  #post(message: HostMessage): void {
    if (!this.#disposed) this.#options.post(message);
  }

  #logOnce(text: string): void {
    if (this.#logged.has(text)) return;
    this.#logged.add(text);
    this.#options.log(text);
  }
}

function isMethod(name: string): name is MethodName {
  return Object.hasOwn(methods, name);
}

/** The one place where the table's types are widened: `params` was parsed with the method's own schema. */
async function invoke(handlers: MethodHandlers, call: Call): Promise<unknown> {
  const handler = handlers[call.method] as (params: unknown) => unknown;
  return await handler(call.params);
}
