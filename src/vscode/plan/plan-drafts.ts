import { commands, RelativePattern, type TextDocument, Uri, window, workspace } from "vscode";
import { type Disposable, DisposableStore } from "../../base/disposable.ts";
import { Emitter, type Subscribe } from "../../base/emitter.ts";
import type { ProposedPlan } from "../../core/session/state.ts";
import type { SessionView } from "../../protocol/session-view.ts";
import { openDocument } from "../ports/open-document.ts";
import { watchMeantSaves } from "./meant-saves.ts";
import { replaceTab } from "./replace-tab.ts";

export interface PlanDraftsDeps {
  /** The workspace root. */
  readonly root: Uri;
  /** Storage folder for the drafts of a session, outside the workspace. */
  folder(session: string): Uri;
  readonly session: SessionView;
  /**
   * The person saved other text over the plan with this number. May be called again with newer
   * text before the next version is proposed.
   */
  onPersonEdit(number: number, markdown: string): void;
  log(message: string): void;
}

export interface PlanDrafts extends Disposable {
  /**
   * Opens a plan. Null is the newest: its draft, or the file in the workspace once an approval
   * published it. A number is that version as it was proposed, whatever was saved over its draft.
   */
  open(number: number | null): Promise<void>;
  /** A draft of this session is open with changes not saved, or saved so recently by itself that more may come. */
  isDirty(): boolean;
  /** Fires after `isDirty` changed. */
  readonly onDirtyChange: Subscribe<void>;
  /** Resolves when the drafts written so far are on disk. */
  idle(): Promise<void>;
}

/** Every version of the plan as an ordinary Markdown file; saving the newest makes a new version. */
export function createPlanDrafts(deps: PlanDraftsDeps): PlanDrafts {
  return new Drafts(deps);
}

class Drafts implements PlanDrafts {
  readonly #deps: PlanDraftsDeps;
  readonly #disposables = new DisposableStore();
  readonly #dirtyChanged = this.#disposables.add(new Emitter<void>());
  readonly onDirtyChange = this.#dirtyChanged.event;
  readonly #saves = this.#disposables.add(
    watchMeantSaves((document) => this.#numberOf(document.uri) !== null),
  );
  #folder: Uri;
  #watcher: Disposable | null = null;
  #newest: ProposedPlan | null = null;
  /** Number of the architect's last version; what the person saves over later ones is still an edit of theirs. */
  #architects = 0;
  /** The text last given to `onPersonEdit`: a save and the watcher both see it. */
  #reported: string | null = null;
  #dirty = false;
  #work: Promise<void> = Promise.resolve();

  constructor(deps: PlanDraftsDeps) {
    this.#deps = deps;
    this.#folder = deps.folder(deps.session.state.id);
    this.#disposables.add(deps.session.onEvents(() => this.#follow()));
    this.#disposables.add(deps.session.onReset(() => this.#restart()));
    const check = (document: TextDocument) => this.#checkDirty(document);
    this.#disposables.add(workspace.onDidChangeTextDocument(({ document }) => check(document)));
    this.#disposables.add(workspace.onDidCloseTextDocument(check));
    this.#disposables.add(workspace.onDidSaveTextDocument(check));
    this.#disposables.add(this.#saves.onSave((document) => this.#saved(document)));
    this.#disposables.add(this.#saves.onRestingChange(() => this.#checkDirty()));
    this.#restart();
  }

  async open(number: number | null): Promise<void> {
    await this.#work;
    if (number !== null && number !== this.#newest?.number) return this.#openProposed(number);
    if (this.#newest === null) {
      void window.showInformationMessage("No plan yet.");
      return;
    }
    const published = this.#published(this.#newest);
    const isThere = published !== null && (await readText(published)) !== null;
    const uri = isThere ? published : this.#draft(this.#newest.number);
    await window.showTextDocument(uri, { preview: false });
  }

  async #openProposed(number: number): Promise<void> {
    const uri = this.#proposed(number);
    if ((await readText(uri)) !== null) await window.showTextDocument(uri, { preview: true });
    else void window.showInformationMessage(`Plan v${number} was not kept.`);
  }

  isDirty(): boolean {
    return this.#dirty;
  }

  idle(): Promise<void> {
    return this.#work;
  }

  dispose(): void {
    this.#watcher?.dispose();
    this.#disposables.dispose();
  }

  /** Where an approved plan is written to, null while the newest is not the one at work. */
  #published({ number }: ProposedPlan): Uri | null {
    const { round } = this.#deps.session.state;
    if (round === null || round.plan !== number) return null;
    return Uri.joinPath(this.#deps.root, round.planPath);
  }

  #restart(): void {
    this.#folder = this.#deps.folder(this.#deps.session.state.id);
    this.#watcher?.dispose();
    this.#watcher = null;
    this.#newest = null;
    this.#architects = 0;
    this.#follow();
    this.#checkDirty();
  }

  /**
   * An editor may be another program: the draft is a file like any other. Begins once the folder
   * is there; VS Code looks only every five seconds whether a missing one has appeared.
   */
  #watch(): Disposable {
    const watcher = workspace.createFileSystemWatcher(
      new RelativePattern(this.#folder, "plan-v*.md"),
    );
    const look = (uri: Uri) => this.#enqueue(() => this.#changedOnDisk(uri));
    watcher.onDidChange(look);
    // Programs that save by renaming over the file.
    watcher.onDidCreate(look);
    return watcher;
  }

  #follow(): void {
    const { plan } = this.#deps.session.state;
    if (plan === null || plan.number === this.#newest?.number) return;
    const before = this.#newest;
    this.#newest = plan;
    this.#reported = null;
    if (plan.by === "architect") this.#architects = plan.number;
    this.#enqueue(async () => {
      await this.#write(plan);
      this.#watcher ??= this.#watch();
      if (before !== null) await replaceTab(this.#draft(before.number), this.#draft(plan.number));
    });
  }

  /** Never over other text: the person may have saved it while nobody watched. */
  async #write(plan: ProposedPlan): Promise<void> {
    const target = this.#draft(plan.number);
    const there = await readText(target);
    if (there !== null) return this.#edited(target, there);
    const text = new TextEncoder().encode(plan.markdown);
    await workspace.fs.writeFile(this.#proposed(plan.number), text);
    const half = Uri.joinPath(this.#folder, `.plan-v${plan.number}.half`);
    await workspace.fs.writeFile(half, text);
    await workspace.fs.rename(half, target, { overwrite: true });
  }

  /** A copy of each version that saving over its draft does not change. */
  #proposed(number: number): Uri {
    return Uri.joinPath(this.#folder, "proposed", `plan-v${number}.md`);
  }

  async #changedOnDisk(uri: Uri): Promise<void> {
    // What an editor holds is reported when the person saves it there.
    const document = openDocument(uri);
    if (document?.isDirty === true || this.#saves.isResting()) return;
    const text = await readText(uri);
    if (text !== null) this.#edited(uri, text);
  }

  #saved(document: TextDocument): void {
    const number = this.#numberOf(document.uri);
    if (number === null || this.#newest === null) return;
    if (number < this.#architects) this.#tooLate(document.uri, number, this.#newest.number);
    else this.#edited(document.uri, document.getText());
  }

  #edited(uri: Uri, text: string): void {
    const number = this.#numberOf(uri);
    const newest = this.#newest;
    if (newest === null || number === null || number < this.#architects) return;
    if (text === newest.markdown || text === this.#reported) return;
    this.#reported = text;
    this.#deps.onPersonEdit(newest.number, text);
  }

  #tooLate(uri: Uri, number: number, newest: number): void {
    const compare = `Compare with v${newest}`;
    const words = `Plan v${number} was replaced by v${newest} before you saved. Your text is kept in this file; v${newest} is unchanged.`;
    void window.showWarningMessage(words, compare).then((choice) => {
      if (choice !== compare) return;
      const title = `Plan v${number} ↔ v${newest}`;
      void commands.executeCommand("vscode.diff", uri, this.#draft(newest), title);
    });
  }

  #checkDirty(document?: TextDocument): void {
    if (document !== undefined && this.#numberOf(document.uri) === null) return;
    const unsaved = workspace.textDocuments.some(
      (one) => one.isDirty && !one.isClosed && this.#numberOf(one.uri) !== null,
    );
    const dirty = unsaved || this.#saves.isResting();
    if (dirty === this.#dirty) return;
    this.#dirty = dirty;
    this.#dirtyChanged.fire();
  }

  #draft(number: number): Uri {
    return Uri.joinPath(this.#folder, `plan-v${number}.md`);
  }

  /** Number of the plan whose draft this is, null for any other document. */
  #numberOf(uri: Uri): number | null {
    const match = /\/plan-v(\d+)\.md$/.exec(uri.path);
    const number = match === null ? Number.NaN : Number(match[1]);
    return this.#draft(number).toString() === uri.toString() ? number : null;
  }

  #enqueue(task: () => Promise<void>): void {
    this.#work = this.#work.then(task).catch((error: unknown) => {
      this.#deps.log(`plan drafts: ${error instanceof Error ? error.message : String(error)}`);
    });
  }
}

/** Null where there is no file. */
async function readText(uri: Uri): Promise<string | null> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}
