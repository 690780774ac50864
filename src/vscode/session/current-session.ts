import { type Disposable, DisposableStore } from "../../base/disposable.ts";
import { Emitter } from "../../base/emitter.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { SessionEvent } from "../../core/session/event.ts";
import { emptySession } from "../../core/session/reduce.ts";
import type { SessionState } from "../../core/session/state.ts";
import { newestSessionId, newSessionId } from "../../node/session-folders.ts";
import type { Pipeline } from "../../pipeline/pipeline.ts";
import type { StatusView } from "../../protocol/host-channel.ts";
import type { HostStatus, SetupNeed } from "../../protocol/messages.ts";
import type { SessionView } from "../../protocol/session-view.ts";
import { type OpenSession, openSession, type SessionEnvironment } from "./open-session.ts";

export interface CurrentSessionDeps {
  /** Null without a trusted folder on disk. */
  environment(): SessionEnvironment | null;
  setup(): SetupNeed | null;
  readonly rehearsal: boolean;
}

/**
 * The session the views show, and the status beside it. Nothing is read before somebody looks;
 * a session exists on disk from its first message on.
 */
export class CurrentSession implements SessionView, StatusView, Disposable {
  readonly #deps: CurrentSessionDeps;
  readonly #events = new Emitter<readonly SessionEvent[]>();
  readonly #resets = new Emitter<void>();
  readonly #statuses = new Emitter<void>();
  readonly onEvents = this.#events.event;
  readonly onReset = this.#resets.event;
  readonly onChange = this.#statuses.event;
  #open: OpenSession | null = null;
  #subscriptions = new DisposableStore();

  constructor(deps: CurrentSessionDeps) {
    this.#deps = deps;
  }

  get state(): SessionState {
    return this.#open?.store.state ?? emptySession;
  }

  get value(): HostStatus {
    const status = this.#open?.pipeline.status();
    return {
      card: status?.card ?? null,
      blocked: status?.blocked ?? null,
      running: status?.running ?? false,
      goOn: status?.goOn ?? false,
      tryAgain: status?.tryAgain ?? false,
      setup: this.#deps.setup(),
      rehearsal: this.#deps.rehearsal,
    };
  }

  get pipeline(): Pipeline | null {
    return this.#open?.pipeline ?? null;
  }

  get open(): OpenSession | null {
    return this.#open;
  }

  /** Brings back the newest session of the workspace, if there is one. */
  async resume(): Promise<Result<void, string>> {
    const environment = this.#deps.environment();
    if (environment === null) return ok(undefined);
    const id = await newestSessionId(environment.storage);
    if (id === null) return ok(undefined);
    const shown = await this.#show(environment, id);
    return shown.ok ? ok(undefined) : shown;
  }

  /** The session to work in; starts one where there is none. */
  async ensure(): Promise<Result<Pipeline, string>> {
    return this.#open === null ? this.start() : ok(this.#open.pipeline);
  }

  /** Starts a new session and shows it. The one before stays on disk. */
  async start(): Promise<Result<Pipeline, string>> {
    const environment = this.#deps.environment();
    if (environment === null) return err(this.#deps.setup()?.what ?? "Open a folder first.");
    const architect = environment.settings.model("architect");
    const workspace = environment.root.path.split("/").at(-1) ?? "";
    const shown = await this.#show(environment, newSessionId(Date.now()), ({ store, folder }) =>
      store.record({ type: "session-start", id: folder.id, workspace, architect }),
    );
    return shown.ok ? ok(shown.value.pipeline) : shown;
  }

  /** Something the status depends on changed outside the session. */
  refresh(): void {
    this.#statuses.fire();
  }

  dispose(): void {
    this.#open?.pipeline.stop();
    this.#subscriptions.dispose();
    for (const emitter of [this.#events, this.#resets, this.#statuses]) emitter.dispose();
  }

  /** `prepare` runs before anyone sees the session. */
  async #show(
    environment: SessionEnvironment,
    id: string,
    prepare: (opened: OpenSession) => Promise<void> = async () => {},
  ): Promise<Result<OpenSession, string>> {
    const opened = await openSession(environment, id);
    if (!opened.ok) return err(`${opened.error.what} ${opened.error.why} ${opened.error.next}`);
    await prepare(opened.value);
    this.#subscriptions.dispose();
    this.#subscriptions = new DisposableStore();
    this.#open = opened.value;
    const { store, pipeline } = opened.value;
    this.#subscriptions.add(store.onEvents((events) => this.#forward(events)));
    this.#subscriptions.add(pipeline.onStatus(() => this.#statuses.fire()));
    this.#resets.fire();
    this.#statuses.fire();
    return opened;
  }

  #forward(events: readonly SessionEvent[]): void {
    this.#events.fire(events);
    // Streamed text changes no status; everything else may.
    if (events.some((event) => event.fact.type !== "text-delta")) this.#statuses.fire();
  }
}
