import { type TextDocument, TextDocumentSaveReason, workspace } from "vscode";
import { type Disposable, DisposableStore } from "../../base/disposable.ts";
import { Emitter, type Subscribe } from "../../base/emitter.ts";

/** Saves the person means, as opposed to those VS Code makes at every pause of typing. */
export interface MeantSaves extends Disposable {
  readonly onSave: Subscribe<TextDocument>;
  /** A document was saved by itself and the person may still be typing. */
  isResting(): boolean;
  /** Fires after `isResting` changed. */
  readonly onRestingChange: Subscribe<void>;
}

/**
 * Milliseconds after a save by delay without another change until it counts. With automatic
 * saving every second of thought would otherwise make a version of the plan.
 */
const rest = 3_000;

/** Watches the documents that `concerns` picks. */
export function watchMeantSaves(concerns: (document: TextDocument) => boolean): MeantSaves {
  const disposables = new DisposableStore();
  const saved = disposables.add(new Emitter<TextDocument>());
  const restingChanged = disposables.add(new Emitter<void>());
  const reasons = new WeakMap<TextDocument, TextDocumentSaveReason>();
  const resting = new Map<TextDocument, ReturnType<typeof setTimeout>>();

  const wake = (document: TextDocument) => {
    clearTimeout(resting.get(document));
    return resting.delete(document);
  };
  const settle = (document: TextDocument) => {
    wake(document);
    saved.fire(document);
    restingChanged.fire();
  };
  disposables.add(
    workspace.onWillSaveTextDocument(({ document, reason }) => reasons.set(document, reason)),
  );
  disposables.add(
    workspace.onDidSaveTextDocument((document) => {
      if (!concerns(document)) return;
      if (reasons.get(document) !== TextDocumentSaveReason.AfterDelay) return settle(document);
      wake(document);
      resting.set(
        document,
        setTimeout(() => settle(document), rest),
      );
      restingChanged.fire();
    }),
  );
  disposables.add(
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      // The next save, which these changes will bring, starts the rest anew.
      if (contentChanges.length > 0 && wake(document)) restingChanged.fire();
    }),
  );
  disposables.add(
    workspace.onDidCloseTextDocument((document) => {
      if (resting.has(document)) settle(document);
    }),
  );
  return {
    onSave: saved.event,
    isResting: () => resting.size > 0,
    onRestingChange: restingChanged.event,
    dispose() {
      for (const timer of resting.values()) clearTimeout(timer);
      disposables.dispose();
    },
  };
}
