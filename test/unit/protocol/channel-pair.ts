import type { Disposable } from "../../../src/base/disposable.ts";
import { Emitter } from "../../../src/base/emitter.ts";
import type { SessionEvent, SessionFact } from "../../../src/core/session/event.ts";
import { emptySession, reduce } from "../../../src/core/session/reduce.ts";
import type { SessionState } from "../../../src/core/session/state.ts";
import { createHostChannel } from "../../../src/protocol/host-channel.ts";
import type { HostMessage, HostStatus } from "../../../src/protocol/messages.ts";
import type { MethodHandlers } from "../../../src/protocol/methods.ts";
import { createPageClient, type PageClient } from "../../../src/protocol/page-client.ts";

export const idle: HostStatus = {
  card: null,
  blocked: null,
  running: false,
  goOn: false,
  tryAgain: false,
  setup: null,
  rehearsal: false,
};

const done = { refused: null };

/** Handlers that agree to everything. */
export const agreeing: MethodHandlers = {
  ready: () => ({}),
  sendMessage: () => done,
  cardPainted: () => ({}),
  approvePlan: () => done,
  stop: () => ({}),
  goOn: () => done,
  tryAgain: () => done,
  dropTask: () => done,
  settleDisposition: () => done,
  sendDecisions: () => done,
  keepRound: () => done,
  undoRound: () => done,
  openPlan: () => ({}),
  openBoard: () => ({}),
  openChanges: () => ({}),
  openFile: () => ({}),
  openFinding: () => ({}),
  openLink: () => ({}),
  newSession: () => done,
  runAction: () => ({}),
};

/** A page that folds what arrives, the way the webview does. */
export interface FoldingPage {
  readonly client: PageClient;
  state: SessionState;
  status: HostStatus | null;
  readonly seen: string[];
}

/** A host channel and pages joined in memory; messages to the page wait until delivered. */
export class ChannelPair {
  readonly logged: string[] = [];
  readonly posted: HostMessage[] = [];
  readonly #events = new Emitter<readonly SessionEvent[]>();
  readonly #reset = new Emitter<void>();
  readonly #status = new Emitter<void>();
  readonly #timers = new Set<() => void>();
  state: SessionState = emptySession;
  status: HostStatus = idle;
  readonly host;

  constructor(handlers: Partial<MethodHandlers> = {}) {
    const pair = this;
    this.host = createHostChannel({
      post: (message) => this.posted.push(structuredClone(message)),
      session: {
        get state() {
          return pair.state;
        },
        onEvents: this.#events.event,
        onReset: this.#reset.event,
      },
      status: {
        get value() {
          return pair.status;
        },
        onChange: this.#status.event,
      },
      handlers: { ...agreeing, ...handlers },
      log: (message) => this.logged.push(message),
      schedule: (run) => this.#schedule(run),
    });
  }

  page(generation: string): FoldingPage {
    const page: FoldingPage = {
      client: createPageClient({
        post: (message) => this.host.receive(structuredClone(message)),
        generation,
        onSnapshot: (state, status) => {
          page.seen.push("snapshot");
          Object.assign(page, { state, status });
        },
        onEvents: (events) => {
          page.seen.push(events.map((event) => event.fact.type).join(" "));
          page.state = events.reduce(reduce, page.state);
        },
        onStatus: (status) => {
          page.status = status;
        },
        onReveal: (finding) => page.seen.push(`reveal ${finding}`),
      }),
      state: emptySession,
      status: null,
      seen: [],
    };
    return page;
  }

  record(...facts: SessionFact[]): void {
    const events = facts.map((fact, index) => ({
      sequence: this.state.sequence + index + 1,
      at: 1_000,
      fact,
    }));
    this.state = events.reduce(reduce, this.state);
    this.#events.fire(events);
  }

  replace(state: SessionState): void {
    this.state = state;
    this.#reset.fire();
  }

  setStatus(status: HostStatus): void {
    this.status = status;
    this.#status.fire();
  }

  /** The coalescing time is over. */
  elapse(): void {
    const due = [...this.#timers];
    this.#timers.clear();
    for (const run of due) run();
  }

  /** Hands the page everything posted since the last time. */
  deliver(page: FoldingPage): void {
    for (const message of this.posted.splice(0)) page.client.receive(message);
  }

  /** Answers under way are posted. */
  async settle(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }

  #schedule(run: () => void): Disposable {
    this.#timers.add(run);
    return { dispose: () => this.#timers.delete(run) };
  }
}

export function say(id: string): SessionFact {
  return { type: "message-add", id, from: "person", text: id };
}

export function startTurn(turn: string): SessionFact {
  const model = { provider: "anthropic", id: "claude-opus-5-5" };
  return { type: "turn-start", turn, role: "architect", name: "architect", model, task: null };
}

export function delta(turn: string, text: string): SessionFact {
  return { type: "text-delta", turn, text };
}

/** A page that is ready, with its snapshot delivered and the posted messages cleared. */
export async function joined(
  handlers: Partial<MethodHandlers> = {},
): Promise<{ pair: ChannelPair; page: FoldingPage }> {
  const pair = new ChannelPair(handlers);
  const page = pair.page("first");
  const ready = page.client.call("ready", {});
  await pair.settle();
  pair.deliver(page);
  await ready;
  page.seen.length = 0;
  return { pair, page };
}
