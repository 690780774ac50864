import {
  OverviewRulerLane,
  Range,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  window,
} from "vscode";
import { type Disposable, DisposableStore } from "../../base/disposable.ts";
import type { Severity } from "../../core/review/finding.ts";
import type { FindingAnchors, FindingPlace } from "./finding-anchors.ts";

type Weight = "error" | "warning" | "info";

const weights: Readonly<Record<Severity, Weight>> = {
  blocker: "error",
  major: "warning",
  minor: "info",
  nit: "info",
};

const colours: Readonly<Record<Weight, string>> = {
  error: "editorError.foreground",
  warning: "editorWarning.foreground",
  info: "editorInfo.foreground",
};

/** Marks the lines of findings that still matter, in every visible editor of their file. */
export function registerFindingDecorations(anchors: FindingAnchors): Disposable {
  const disposables = new DisposableStore();
  const types: Readonly<Record<Weight, TextEditorDecorationType>> = {
    error: disposables.add(decorationType("error")),
    warning: disposables.add(decorationType("warning")),
    info: disposables.add(decorationType("info")),
  };
  const update = () => {
    for (const editor of window.visibleTextEditors) mark(editor, anchors, types);
  };
  disposables.add(anchors.onChange(update));
  disposables.add(window.onDidChangeVisibleTextEditors(update));
  update();
  return disposables;
}

/** A bar at the left edge: VS Code's red and green of a diff lie over any background of ours. */
function decorationType(weight: Weight): TextEditorDecorationType {
  const colour = new ThemeColor(colours[weight]);
  return window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new ThemeColor("editor.rangeHighlightBackground"),
    borderColor: colour,
    borderStyle: "solid",
    borderWidth: "0 0 0 3px",
    overviewRulerColor: colour,
    overviewRulerLane: OverviewRulerLane.Right,
  });
}

function mark(
  editor: TextEditor,
  anchors: FindingAnchors,
  types: Readonly<Record<Weight, TextEditorDecorationType>>,
): void {
  // A comment's own input and the other side of a diff are visible editors too.
  if (editor.document.uri.scheme !== "file") return;
  const uri = editor.document.uri.toString();
  const here = [...anchors.places.values()].filter(
    (place) => place.uri.toString() === uri && matters(place),
  );
  for (const weight of ["error", "warning", "info"] as const) {
    const ranges = here
      .filter(({ state }) => weights[state.finding.severity] === weight)
      .map(({ anchor }) => new Range(anchor.startLine - 1, 0, anchor.endLine - 1, 0));
    editor.setDecorations(types[weight], ranges);
  }
}

function matters({ state, outdated }: FindingPlace): boolean {
  return !outdated && !state.resolved && state.disposition !== "reject";
}
