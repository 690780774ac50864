import { html, nothing, type TemplateResult } from "lit";
import { phaseWords } from "../../src/core/session/phase-words.ts";
import type { LiveTurn, ToolTrace } from "../../src/core/session/state.ts";
import type { SetupNeed } from "../../src/protocol/messages.ts";
import type { MethodName } from "../../src/protocol/methods.ts";
import type { ArrangementStore } from "../page/arrangement.ts";
import { draftIn, withFold } from "../page/arrangement.ts";
import { ask } from "../page/ask.ts";
import type { View } from "../store.ts";
import { icon } from "../ui/icon.ts";
import { LightElement } from "../ui/light-element.ts";
import { spendWords, teamWords } from "../words/session-words.ts";
import { Announcer } from "./announcer.ts";
import { liveArchitectTurns } from "./chat-rows.ts";
import { ConversationElement } from "./conversation.ts";
import { lockLine } from "./lock-line.ts";
import { StickyScroll } from "./sticky-scroll.ts";
import "./composer.ts";

/** Acts after which the person wants to see what comes of them. */
const carriesOn: ReadonlySet<MethodName> = new Set<MethodName>([
  "approvePlan",
  "sendDecisions",
  "goOn",
  "dropTask",
  "keepRound",
  "undoRound",
]);

/** The whole sidebar. Its controller sets `view`; what the person arranges goes to `arrangement`. */
export class SidebarElement extends LightElement {
  static override properties = { view: { attribute: false } };
  declare view: View | null;
  readonly #arrangement: ArrangementStore;
  readonly #scroll: StickyScroll;
  #liveTurns: readonly LiveTurn[] = [];
  #taskTools: Readonly<Record<string, readonly ToolTrace[]>> = {};
  readonly #announcer = new Announcer();
  #clock: ReturnType<typeof setInterval> | undefined;

  constructor(arrangement: ArrangementStore) {
    super();
    this.view = null;
    this.#arrangement = arrangement;
    this.#scroll = new StickyScroll(arrangement);
    this.addEventListener("signoff-fold", ({ detail }) => {
      arrangement.change({ folds: withFold(arrangement.value.folds, detail.key, detail.open) });
    });
    this.addEventListener("signoff-ask", ({ detail }) => {
      if (carriesOn.has(detail.method)) this.#scroll.toEnd();
    });
    this.addEventListener("signoff-draft", ({ detail }) => arrangement.change({ draft: detail }));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#clock = setInterval(() => this.requestUpdate(), 20_000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
    this.#scroll.dispose();
    this.#announcer.dispose();
  }

  /** The host has taken this text; what was typed meanwhile stays. */
  clearDraft(text: string): void {
    this.#scroll.toEnd();
    if (this.#arrangement.value.draft !== text) return;
    this.#arrangement.change({ draft: "" });
    this.requestUpdate();
  }

  protected override willUpdate(): void {
    if (this.view === null || !this.view.loaded) return;
    const { id } = this.view.state;
    const { value } = this.#arrangement;
    if (id !== value.session) this.#arrangement.change({ session: id, draft: draftIn(id, value) });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (view === null || !view.loaded) return nothing;
    const { state, status } = view;
    return html`
      ${lockLine(state.lock)}
      <div class="phase-line">
        <span>${phaseWords(state.phase, state.round)}</span>
        ${status.rehearsal ? rehearsalBadge : nothing}
        <span class="spend">${spendWords(state, Date.now())}</span>
      </div>
      <div class="log-frame">
        <div class="log" role="log" aria-label="Conversation" aria-live="off" tabindex="0">
          <div class="log-content">
            ${state.timeline.length === 0 && status.setup === null ? welcome : nothing}
            ${this.#conversation(view)}
            ${status.setup === null ? nothing : this.#setup(status.setup)}
          </div>
        </div>
        <button class="to-end" hidden @click=${() => this.#scroll.toEnd()}>${icon("arrow-down")} Newest</button>
      </div>
      <div class="sr announcer" aria-live="polite"></div>
      <signoff-composer
        .draft=${this.#arrangement.value.draft} .isRunning=${status.running}
        .notice=${view.notice} .team=${teamWords(state)}
      ></signoff-composer>
    `;
  }

  protected override updated(): void {
    if (this.view === null) return;
    const { live } = this.view.state;
    const conversation = this.querySelector("signoff-conversation");
    if (conversation instanceof ConversationElement) conversation.showLive(live);
    this.#scroll.attach(this);
    const place = this.querySelector(".announcer");
    if (place !== null) this.#announcer.follow(this.view.state, place);
  }

  #conversation(view: View): TemplateResult {
    const { state, status, painted } = view;
    this.#keepSlices(state.live);
    return html`<signoff-conversation
      .timeline=${state.timeline} .liveTurns=${this.#liveTurns} .taskTools=${this.#taskTools}
      .plan=${state.plan} .round=${state.round} .lock=${state.lock}
      .status=${status} .painted=${painted} .folds=${this.#arrangement.value.folds}
    ></signoff-conversation>`;
  }

  /** Keeps the same objects while only text grows, so that the conversation is not rendered for it. */
  #keepSlices(live: Readonly<Record<string, LiveTurn>>): void {
    const turns = liveArchitectTurns(live);
    const names = (list: readonly LiveTurn[]) => list.map((turn) => turn.turn).join(" ");
    if (names(turns) !== names(this.#liveTurns)) this.#liveTurns = turns;
    const developers = Object.values(live).filter((turn) => turn.role === "developer");
    const tools = Object.fromEntries(developers.map((turn) => [turn.task ?? "", turn.tools]));
    const keys = Object.keys(tools);
    const same =
      keys.length === Object.keys(this.#taskTools).length &&
      keys.every((key) => tools[key] === this.#taskTools[key]);
    if (!same) this.#taskTools = tools;
  }

  #setup(need: SetupNeed): TemplateResult {
    return html`<div class="card setup-card" role="group" aria-label="Set up">
      <div class="card-head">${icon("key")}<h2>${need.what}</h2></div>
      <div class="card-body">
        <p>${need.why}</p>
        <div class="actions">${need.actions.map((action, index) => this.#setupAction(action, index))}</div>
      </div>
    </div>`;
  }

  #setupAction(action: SetupNeed["actions"][number], index: number): TemplateResult {
    const { command, label } = action;
    const appearance = index === 0 ? "primary" : "secondary";
    return html`<vscode-button appearance=${appearance} @click=${() => ask(this, "runAction", { command })}>${label}</vscode-button>`;
  }
}

const rehearsalBadge = html`<span class="badge warn" title="A scripted team answers, no vendor is contacted">Rehearsal</span>`;

const welcome = html`<div class="welcome">
  ${icon("comment-discussion")}
  <h2>What should be built?</h2>
  <p>Tell the architect. It reads your code, settles the design with you and proposes a plan.</p>
  <p>Nothing in the workspace is written until you approve that plan.</p>
</div>`;

customElements.define("signoff-sidebar", SidebarElement);
