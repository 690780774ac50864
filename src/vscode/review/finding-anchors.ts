import {
  type TextDocument,
  type TextDocumentChangeEvent,
  type TextDocumentContentChangeEvent,
  Uri,
  workspace,
} from "vscode";
import { type Disposable, DisposableStore } from "../../base/disposable.ts";
import { Emitter, type Subscribe } from "../../base/emitter.ts";
import type { Anchor } from "../../core/review/finding.ts";
import { moveAnchor } from "../../core/review/move-anchor.ts";
import type { FindingState, Round } from "../../core/session/state.ts";
import type { SessionView } from "../../protocol/session-view.ts";
import { openDocument } from "../ports/open-document.ts";

/** A finding of the round at work and where it stands in the editor's text now. */
export interface FindingPlace {
  readonly state: FindingState;
  readonly uri: Uri;
  /** Where it stands, or stood last when `outdated`. */
  readonly anchor: Anchor;
  /** Its lines are nowhere in the file any more. */
  readonly outdated: boolean;
  /** The reviewer's model. */
  readonly model: string;
  /** The person can still decide on it. */
  readonly decidable: boolean;
}

export interface FindingAnchors extends Disposable {
  /** By finding id, in the order reported. A place that did not change stays the same object. */
  readonly places: ReadonlyMap<string, FindingPlace>;
  readonly onChange: Subscribe<void>;
}

/** Milliseconds of quiet before anchors are compared with the text again. */
const settle = 100;

/** Follows the findings of the round at work through the edits of open documents. */
export function followFindings(deps: {
  readonly root: Uri;
  readonly session: SessionView;
}): FindingAnchors {
  return new Anchors(deps.root, deps.session);
}

class Anchors implements FindingAnchors {
  readonly #root: Uri;
  readonly #session: SessionView;
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new Emitter<void>());
  readonly #unsettled = new Set<TextDocument>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #places = new Map<string, FindingPlace>();

  readonly onChange = this.#changed.event;

  constructor(root: Uri, session: SessionView) {
    this.#root = root;
    this.#session = session;
    this.#disposables.add(session.onEvents(() => this.#follow()));
    this.#disposables.add(session.onReset(() => this.#restart()));
    this.#disposables.add(workspace.onDidOpenTextDocument((document) => this.#place(document)));
    this.#disposables.add(workspace.onDidChangeTextDocument((event) => this.#shift(event)));
    this.#follow();
  }

  get places(): ReadonlyMap<string, FindingPlace> {
    return this.#places;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#disposables.dispose();
  }

  #restart(): void {
    this.#places = new Map();
    this.#follow();
    this.#changed.fire();
  }

  /** Takes over what the session knows. Cheap while nothing about findings changed, as while text streams. */
  #follow(): void {
    const { round } = this.#session.state;
    const states = round === null || round.outcome !== null ? [] : round.findings;
    const next = new Map<string, FindingPlace>();
    for (const state of states) next.set(state.finding.id, this.#placeOf(state, round));
    const same =
      next.size === this.#places.size &&
      [...next].every(([id, place]) => this.#places.get(id) === place);
    if (same) return;
    this.#places = next;
    this.#changed.fire();
  }

  #placeOf(state: FindingState, round: Round | null): FindingPlace {
    const { finding } = state;
    const look = round?.looks.find((one) => one.look === finding.look);
    const decidable = look?.decided === false;
    const model =
      look?.reviewers.find(({ name }) => name === finding.reviewer)?.model.id ?? finding.reviewer;
    const known = this.#places.get(finding.id);
    if (known === undefined || known.state.finding !== finding) {
      const uri = Uri.joinPath(this.#root, finding.anchor.path);
      const place = { state, uri, anchor: finding.anchor, outdated: false, model, decidable };
      const document = openDocument(uri);
      return document === undefined ? place : settled(place, document.getText());
    }
    const unchanged =
      known.state === state && known.decidable === decidable && known.model === model;
    return unchanged ? known : { ...known, state, decidable, model };
  }

  #place(document: TextDocument): void {
    const text = document.getText();
    let moved = false;
    for (const [id, place] of this.#at(document)) {
      const next = settled(place, text);
      if (next === place) continue;
      this.#places.set(id, next);
      moved = true;
    }
    if (moved) this.#changed.fire();
  }

  /**
   * Follows an edit by counting lines, at once: where the same text stands in several places,
   * the count alone says which is meant. Comparing the text waits until typing pauses.
   */
  #shift({ document, contentChanges }: TextDocumentChangeEvent): void {
    const here = this.#at(document);
    if (here.length === 0 || contentChanges.length === 0) return;
    for (const [id, place] of here) {
      const anchor = contentChanges.reduce(shifted, place.anchor);
      if (anchor !== place.anchor) this.#places.set(id, { ...place, anchor });
    }
    this.#unsettled.add(document);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settle(), settle);
  }

  #settle(): void {
    for (const document of this.#unsettled) this.#place(document);
    this.#unsettled.clear();
    this.#changed.fire();
  }

  #at(document: TextDocument): [string, FindingPlace][] {
    if (this.#places.size === 0) return [];
    const uri = document.uri.toString();
    return [...this.#places].filter(([, place]) => place.uri.toString() === uri);
  }
}

/** The place in this text; the same object when it stands where it stood. */
function settled(place: FindingPlace, text: string): FindingPlace {
  const moved = moveAnchor(place.anchor, text);
  if (moved === "outdated") return place.outdated ? place : { ...place, outdated: true };
  const { startLine, endLine } = place.anchor;
  const stays = moved.startLine === startLine && moved.endLine === endLine;
  return stays && !place.outdated ? place : { ...place, anchor: moved, outdated: false };
}

/** The anchor after an edit wholly above it; an edit that touches its lines leaves it where it is. */
function shifted(anchor: Anchor, { range, text }: TextDocumentContentChangeEvent): Anchor {
  const first = anchor.startLine - 1;
  const above = range.end.line < first || (range.end.line === first && range.end.character === 0);
  const delta = text.split(/\r\n|\r|\n/).length - 1 - (range.end.line - range.start.line);
  if (!above || delta === 0) return anchor;
  const startLine = Math.max(1, anchor.startLine + delta);
  return { ...anchor, startLine, endLine: startLine + anchor.endLine - anchor.startLine };
}
