import type { MethodName } from "../../src/protocol/methods.ts";
import { createPageClient, type PageClient } from "../../src/protocol/page-client.ts";
import type { Store } from "../store.ts";
import type { Ask } from "./ask.ts";
import type { VscodeApi } from "./vscode-api.ts";

/** Acts whose second click is meant for the first, for example that of a double click. */
const oneAtATime: ReadonlySet<MethodName> = new Set<MethodName>([
  "approvePlan",
  "sendMessage",
  "goOn",
  "sendDecisions",
  "tryAgain",
  "dropTask",
  "keepRound",
  "undoRound",
]);

/** The only part of a page that talks to the host. */
export class Controller {
  readonly #client: PageClient;
  readonly #store: Store;
  readonly #underWay = new Set<MethodName>();

  constructor(api: VscodeApi, store: Store, onReveal: (finding: string) => void) {
    this.#store = store;
    this.#client = createPageClient({
      post: (message) => api.postMessage(message),
      generation: crypto.randomUUID(),
      onSnapshot: (state, status) => store.change({ state, status, loaded: true }),
      onEvents: (events) => store.fold(events),
      onStatus: (status) => store.change({ status }),
      onReveal,
    });
  }

  /** Listens to the host and to the elements below `root`, then asks for the session. */
  start(root: HTMLElement): void {
    window.addEventListener("message", (event) => this.#client.receive(event.data));
    window.addEventListener("pagehide", () => this.#client.close());
    root.addEventListener("signoff-ask", (event) => {
      if (event instanceof CustomEvent) void this.ask(event.detail);
    });
    void this.ask({ method: "ready", params: {} });
  }

  /** True when the host did it; otherwise the notice says why not, unless the same act is still under way. */
  async ask(asked: Ask): Promise<boolean> {
    const { method } = asked;
    if (!oneAtATime.has(method)) return this.#call(asked);
    if (this.#underWay.has(method)) return false;
    this.#underWay.add(method);
    try {
      return await this.#call(asked);
    } finally {
      this.#underWay.delete(method);
    }
  }

  async #call({ method, params }: Ask): Promise<boolean> {
    this.#store.change({ notice: null });
    try {
      const result = await this.#client.call(method, params);
      const refused = "refused" in result ? result.refused : null;
      if (refused !== null) this.#store.change({ notice: refused });
      return refused === null;
    } catch (error) {
      this.#store.change({ notice: error instanceof Error ? error.message : String(error) });
      return false;
    }
  }

  /** Tells the host that the card is painted and visible; only its answer arms the approval. */
  async reportPainted(card: string): Promise<void> {
    try {
      await this.#client.call("cardPainted", { card });
      this.#store.change({ painted: card });
    } catch {
      // The card stays disarmed and is reported again when it is painted again.
    }
  }
}
