import type { Result } from "../base/result.ts";
import type { Failure } from "../core/session/failure.ts";
import type {
  ApprovalStore,
  BeforeImages,
  CheckRunner,
  Clock,
  Ids,
  WorkspaceReader,
  WorkspaceWriter,
} from "./ports.ts";
import type { SessionStore } from "./session/session-store.ts";
import type { Diversity, Roster } from "./team/roster.ts";
import type { ModelSource } from "./turn/seat-turn.ts";

/** The constraint document; `text` is null where there is none or it cannot be read. */
export interface ConstraintDocument {
  readonly path: string;
  readonly text: string | null;
  /** Why it is there and cannot be read, null where that is not so. Nothing is approved then. */
  readonly problem: string | null;
}

/** Everything a session needs from outside, given once. */
export interface PipelineDeps {
  readonly store: SessionStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly models: ModelSource;
  readonly reader: WorkspaceReader;
  /** Only `fencedWorkspace` and the publishing of an approved plan write, both with an `Approval`. */
  readonly writer: WorkspaceWriter;
  readonly images: BeforeImages;
  readonly checks: CheckRunner;
  readonly approvals: ApprovalStore;
  /** The team as role files and settings name it now. */
  roster(): Promise<Result<Roster, Failure>>;
  diversity(): Diversity;
  constraints(): Promise<ConstraintDocument>;
  /** Key of the integrity code over approvals, 64 hex digits. */
  sealKey(): Promise<string>;
  /** Whether the newest plan is open in an editor with changes not saved. */
  hasUnsavedPlan(): boolean;
  /** Today in the person's time zone, as `2026-11-21`. */
  today(): string;
  /** Work ended because of a bug or because the journal cannot be written; tells the person outside the session. */
  onBroken(error: unknown): void;
}
