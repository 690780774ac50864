import { StatusBarAlignment, window } from "vscode";
import { type Disposable, DisposableStore } from "../base/disposable.ts";
import { lockWords } from "../core/lock/lock-words.ts";
import { costWords, phaseWords } from "../core/session/phase-words.ts";
import type { LiveTurn, SessionState } from "../core/session/state.ts";
import type { StatusView } from "../protocol/host-channel.ts";
import type { HostStatus } from "../protocol/messages.ts";
import type { SessionView } from "../protocol/session-view.ts";
import { waitingDecision } from "./views/waiting-decision.ts";

/** One item: phase, role at work, cost. A click opens the sidebar. */
export function createStatusBar(session: SessionView, status: StatusView): Disposable {
  const disposables = new DisposableStore();
  const item = disposables.add(
    window.createStatusBarItem("signoff.session", StatusBarAlignment.Left),
  );
  item.name = "Signoff";
  item.command = "signoff.architect.focus";
  const update = () => {
    const next = statusWords(session.state, status.value);
    // Every streamed word comes by here; VS Code hears only of a difference.
    if (next.text !== item.text) item.text = next.text;
    if (next.tooltip !== item.tooltip) item.tooltip = next.tooltip;
  };
  disposables.add(session.onEvents(update));
  disposables.add(session.onReset(update));
  disposables.add(status.onChange(update));
  update();
  item.show();
  return disposables;
}

function statusWords(state: SessionState, status: HostStatus) {
  const atWork = Object.values(state.live).at(-1);
  const waiting = waitingDecision(state);
  const icon = status.running
    ? "$(loading~spin)"
    : waiting === null
      ? iconOf(state)
      : "$(bell-dot)";
  const cost = costWords(state.usage);
  const words = [phaseWords(state.phase, state.round), atWork?.role, cost];
  const tooltip = [
    status.rehearsal ? "Signoff, rehearsal" : "Signoff",
    lockWords(state.lock, clockTime),
    ...(waiting === null ? [] : [waiting.words]),
    ...(atWork === undefined ? [] : [atWorkWords(atWork)]),
    `Cost so far: ${cost}`,
  ];
  const shown = words.filter((word) => word !== undefined).join(" · ");
  return { text: `${icon} ${shown}`, tooltip: tooltip.join("\n") };
}

function iconOf({ lock }: SessionState): string {
  return lock.kind === "unlocked" ? "$(unlock)" : "$(lock)";
}

function atWorkWords({ role, model, task }: LiveTurn): string {
  return `At work: ${role}${task === null ? "" : ` on ${task}`}, ${model.id}`;
}

function clockTime(at: number): string {
  return new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}
