import { html, nothing, type TemplateResult } from "lit";
import type { ChunkFile } from "../../src/core/session/event.ts";
import type { CheckRun, TaskProgress, ToolTrace } from "../../src/core/session/state.ts";
import { ask, reportFold } from "../page/ask.ts";
import { codeText } from "../ui/code-text.ts";
import { failureCard } from "../ui/failure-card.ts";
import { icon } from "../ui/icon.ts";
import { LightElement } from "../ui/light-element.ts";
import { toolLines } from "../ui/tool-lines.ts";
import {
  chunkWords,
  commandWords,
  resultWords,
  taskChecks,
  taskTime,
} from "../words/task-words.ts";
import { undoButton } from "./undo-button.ts";

const statusIcons = {
  planned: ["circle-outline", "muted", "planned"],
  running: ["loading codicon-modifier-spin", "warn", "running"],
  done: ["check", "good", "done"],
  stopped: ["debug-pause", "warn", "stopped"],
  failed: ["error", "bad", "failed"],
  dropped: ["circle-slash", "muted", "dropped"],
} as const;

/** A task of the build: what the developer does, did, and what came of it. */
export class TaskCardElement extends LightElement {
  static override properties = {
    task: { attribute: false },
    checks: { attribute: false },
    liveTools: { attribute: false },
    isStopped: { attribute: false },
    folds: { attribute: false },
  };
  declare task: TaskProgress | null;
  /** All runs of the round; the card picks its own. */
  declare checks: readonly CheckRun[];
  /** Tools of the developer's turn that is still going. */
  declare liveTools: readonly ToolTrace[];
  /** The round waits for the person to go on, drop the task or undo the round. */
  declare isStopped: boolean;
  declare folds: readonly string[];
  #clock: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.task = null;
    this.checks = [];
    this.liveTools = [];
    this.isStopped = false;
    this.folds = [];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#tick(false);
  }

  protected override updated(): void {
    this.#tick(this.task?.status === "running");
  }

  protected override render(): TemplateResult | typeof nothing {
    const { task } = this;
    if (task === null) return nothing;
    const [name, tone, words] = statusIcons[task.status];
    const title = task.id.startsWith("fix-") ? task.title : `${task.id} ${task.title}`;
    return html`<div class="card task-card" role="group" aria-label="Task ${task.id}">
      <div class="card-head">
        ${icon(name, tone)}<span class="sr">${words}</span>
        <h2>${title}</h2>
        <span class="muted">${taskTime(task, Date.now())}</span>
      </div>
      <div class="card-body">
        ${toolLines(this, `task-tools-${task.id}`, [...task.tools, ...this.liveTools], this.folds)}
        ${this.#chunk(task)} ${taskChecks(this.checks, task.id).map(checkLine)}
        ${task.summary && html`<p>${codeText(task.summary)}</p>`}
        ${task.notCovered && html`<p class="muted">Not covered: ${codeText(task.notCovered)}</p>`}
        ${task.failure === null ? nothing : failureCard(this, task.failure)} ${this.#choices(task)}
      </div>
    </div>`;
  }

  #chunk(task: TaskProgress): TemplateResult | typeof nothing {
    if (task.chunk.length === 0) return nothing;
    const key = `chunk-${task.id}`;
    return html`<details
      class="tools"
      ?open=${this.folds.includes(key)}
      @toggle=${(event: ToggleEvent) => reportFold(this, key, event.newState === "open")}
    >
      <summary>${icon("chevron-right")}<span>${chunkWords(task.chunk)}</span></summary>
      <ul>${task.chunk.map((file) => this.#file(file))}</ul>
    </details>`;
  }

  #file(file: ChunkFile): TemplateResult {
    const open = () => ask(this, "openFile", { path: file.path, line: null });
    return html`<li>
      <button class="link" @click=${open}>${file.path}</button>
      <span class="muted">+${file.added} −${file.removed}</span>
    </li>`;
  }

  #choices(task: TaskProgress): TemplateResult | typeof nothing {
    const waits = task.status === "stopped" || task.status === "failed";
    if (!waits || !this.isStopped) return nothing;
    const drop = () => ask(this, "dropTask", { task: task.id });
    return html`<div class="actions">
      <vscode-button @click=${() => ask(this, "goOn", {})}>Go on</vscode-button>
      <vscode-button appearance="secondary" @click=${drop}>Drop task</vscode-button>
      ${undoButton(this)}
    </div>`;
  }

  #tick(isRunning: boolean): void {
    if (isRunning && this.#clock === undefined) {
      this.#clock = setInterval(() => this.requestUpdate(), 1_000);
    } else if (!isRunning) {
      clearInterval(this.#clock);
      this.#clock = undefined;
    }
  }
}

function checkLine(run: CheckRun): TemplateResult {
  const name = commandWords(run.check);
  if (run.result === null) {
    return html`<p class="check">${icon("loading codicon-modifier-spin")}<span>${name}: running</span></p>`;
  }
  const [sign, tone] = run.result.passed ? ["check", "good"] : ["error", "bad"];
  return html`<p class="check">${icon(sign ?? "", tone)}<span>${name}: ${resultWords(run.result)}</span></p>`;
}

customElements.define("signoff-task-card", TaskCardElement);
