import {
  type Comment,
  type CommentController,
  CommentMode,
  type CommentThread,
  CommentThreadCollapsibleState,
  CommentThreadState,
  comments,
  MarkdownString,
  Range,
  type TextEditorSelectionChangeEvent,
  window,
} from "vscode";
import { type Disposable, DisposableStore } from "../../base/disposable.ts";
import { Emitter, type Subscribe } from "../../base/emitter.ts";
import type { FindingAnchors, FindingPlace } from "./finding-anchors.ts";
import { findingContext, findingLabel, findingMarkdown, reasonMarkdown } from "./finding-words.ts";
import type { OpenChanges } from "./open-changes.ts";

/** Named in package.json's menus. */
export const findingControllerId = "signoff.findings";

export interface FindingThreads extends Disposable {
  /** The finding a thread of ours shows; commands of the thread's menus are given the thread. */
  findingOf(thread: CommentThread): string | undefined;
  /** Opens the finding's file as a diff at its lines and unfolds its thread alone. */
  reveal(finding: string): Promise<void>;
  /** Fires when the person puts the cursor on another finding's lines. */
  readonly onCurrent: Subscribe<string>;
}

export interface FindingThreadsDeps {
  readonly anchors: FindingAnchors;
  readonly changes: Pick<OpenChanges, "openFileChange">;
  /** Disposed of with the threads. */
  readonly controller: CommentController;
}

/** One native comment thread per finding, on the file itself: the right side of the diff. */
export function createFindingThreads(deps: FindingThreadsDeps): FindingThreads {
  return new Threads(deps);
}

export function createFindingController(): CommentController {
  const controller = comments.createCommentController(findingControllerId, "Signoff findings");
  controller.options = {
    prompt: "Reject with a reason",
    placeHolder: "Why you reject this finding",
  };
  return controller;
}

interface Shown {
  readonly thread: CommentThread;
  place: FindingPlace;
}

class Threads implements FindingThreads {
  readonly #anchors: FindingAnchors;
  readonly #changes: Pick<OpenChanges, "openFileChange">;
  readonly #disposables = new DisposableStore();
  readonly #controller: CommentController;
  readonly #moved = this.#disposables.add(new Emitter<string>());
  readonly #shown = new Map<string, Shown>();
  #current: string | null = null;

  readonly onCurrent = this.#moved.event;

  constructor({ anchors, changes, controller }: FindingThreadsDeps) {
    this.#anchors = anchors;
    this.#changes = changes;
    this.#controller = this.#disposables.add(controller);
    this.#disposables.add(anchors.onChange(() => this.#update()));
    this.#disposables.add(window.onDidChangeTextEditorSelection((event) => this.#visit(event)));
    this.#update();
  }

  findingOf(thread: CommentThread): string | undefined {
    return [...this.#shown].find(([, shown]) => shown.thread === thread)?.[0];
  }

  async reveal(finding: string): Promise<void> {
    const place = this.#anchors.places.get(finding);
    if (place === undefined) return;
    this.#current = finding;
    await this.#changes.openFileChange(place.anchor.path, place.anchor.startLine);
    for (const [id, { thread }] of this.#shown) fold(thread, id !== finding);
  }

  dispose(): void {
    for (const { thread } of this.#shown.values()) thread.dispose();
    this.#shown.clear();
    this.#disposables.dispose();
  }

  #update(): void {
    const { places } = this.#anchors;
    for (const [id, { thread }] of this.#shown) {
      if (places.has(id)) continue;
      thread.dispose();
      this.#shown.delete(id);
    }
    if (this.#current === null || !places.has(this.#current)) this.#current = firstOpen(places);
    for (const [id, place] of places) this.#show(id, place);
  }

  #show(id: string, place: FindingPlace): void {
    const known = this.#shown.get(id);
    if (known?.place === place) return;
    if (known === undefined) {
      const [range, words] = [rangeOf(place), commentsOf(place)];
      const thread = this.#controller.createCommentThread(place.uri, range, words);
      fold(thread, id !== this.#current);
      dress(thread, place);
      this.#shown.set(id, { thread, place });
    } else {
      if (known.place.state !== place.state) known.thread.comments = commentsOf(place);
      known.place = place;
      known.thread.range = rangeOf(place);
      dress(known.thread, place);
    }
  }

  #visit({ textEditor, selections, kind }: TextEditorSelectionChangeEvent): void {
    // Without a kind the editor was moved by a program, by our own reveal above all.
    if (kind === undefined || textEditor.document.uri.scheme !== "file") return;
    const line = (selections[0]?.active.line ?? -1) + 1;
    const uri = textEditor.document.uri.toString();
    const here = [...this.#anchors.places].find(
      ([, { anchor, uri: at }]) =>
        at.toString() === uri && anchor.startLine <= line && line <= anchor.endLine,
    );
    if (here === undefined || here[0] === this.#current) return;
    this.#current = here[0];
    this.#moved.fire(here[0]);
  }
}

function firstOpen(places: ReadonlyMap<string, FindingPlace>): string | null {
  for (const [id, place] of places) if (place.decidable) return id;
  return null;
}

function rangeOf({ anchor }: FindingPlace): Range {
  return new Range(anchor.startLine - 1, 0, anchor.endLine - 1, 0);
}

/** The reviewer's comment and, where the person gave a reason, theirs. */
function commentsOf({ state }: FindingPlace): Comment[] {
  const reason = reasonMarkdown(state);
  const first = commentBy(state.finding.reviewer, findingMarkdown(state.finding));
  return reason === null ? [first] : [first, commentBy("You", reason)];
}

function commentBy(name: string, markdown: string): Comment {
  return { author: { name }, body: new MarkdownString(markdown), mode: CommentMode.Preview };
}

/** Everything of a thread that follows the decision. */
function dress(thread: CommentThread, place: FindingPlace): void {
  const { resolved, disposition } = place.state;
  thread.label = findingLabel(place);
  thread.contextValue = findingContext(place);
  thread.canReply = place.decidable ? { name: "You" } : false;
  thread.state =
    resolved || disposition !== null ? CommentThreadState.Resolved : CommentThreadState.Unresolved;
}

/** A state equal to the last one we set is not sent, though the person may have folded it since; the detour sends it. */
function fold(thread: CommentThread, folded: boolean): void {
  const { Collapsed, Expanded } = CommentThreadCollapsibleState;
  thread.collapsibleState = folded ? Expanded : Collapsed;
  thread.collapsibleState = folded ? Collapsed : Expanded;
}
