import { type LogOutputChannel, window } from "vscode";
import type { Disposable } from "../../base/disposable.ts";
import type { SessionFact } from "../../core/session/event.ts";
import type { Failure } from "../../core/session/failure.ts";
import type { SessionView } from "../../protocol/session-view.ts";

/** Writes into the log what the conversation shows of failed turns, so that "Show log" has something to show. */
export function logFailures(session: SessionView, log: LogOutputChannel): Disposable {
  return session.onEvents((events) => {
    for (const { fact } of events) {
      const failure = failureOf(fact);
      if (failure !== null) log.warn(`${failure.what}: ${failure.why}`);
    }
  });
}

function failureOf(fact: SessionFact): Failure | null {
  if (fact.type === "note-add") return fact.failure;
  return fact.type === "turn-end" && fact.outcome.kind === "failed" ? fact.outcome.failure : null;
}

/** Tells outside the session what kept it from going on: a bug, or a journal that cannot be written. */
export function tellBroken(log: LogOutputChannel, error: unknown): void {
  log.error(error instanceof Error ? error : String(error));
  const words = error instanceof Error ? error.message : String(error);
  void window.showErrorMessage(`Signoff had to stop what it was doing. ${words}`);
}
