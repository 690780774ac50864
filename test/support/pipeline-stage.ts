import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contentHash } from "../../src/base/hash.ts";
import { err, ok } from "../../src/base/result.ts";
import type { Role } from "../../src/core/role/role.ts";
import { parseRoleFile } from "../../src/core/role/role-file.ts";
import type { SessionEvent } from "../../src/core/session/event.ts";
import type { Failure } from "../../src/core/session/failure.ts";
import { makerOf } from "../../src/model/makers.ts";
import type { ModelPort } from "../../src/model/model-port.ts";
import { createApprovalFile } from "../../src/node/approval-file.ts";
import { createBeforeImages } from "../../src/node/before-images.ts";
import { createFileReader } from "../../src/node/file-reader.ts";
import { createFileWriter } from "../../src/node/file-writer.ts";
import { createCheckRunner } from "../../src/node/run-check.ts";
import { Pipeline } from "../../src/pipeline/pipeline.ts";
import type { PipelineDeps } from "../../src/pipeline/pipeline-deps.ts";
import { SessionStore } from "../../src/pipeline/session/session-store.ts";
import type { Seat } from "../../src/pipeline/team/roster.ts";

const project = join(import.meta.dirname, "../..");

export interface PipelineStage {
  readonly pipeline: Pipeline;
  readonly store: SessionStore;
  readonly deps: PipelineDeps;
  /** Everything journalled so far. */
  readonly events: readonly SessionEvent[];
  /** What `onBroken` was told; a test that expects none asserts that it is empty. */
  readonly broken: readonly unknown[];
  /** Changes what the stage reports about the world. */
  readonly world: World;
  /** Reports the card as painted, as a page does, and gives its nonce. */
  paint(): string | null;
}

export interface World {
  unsavedPlan: boolean;
  /** Overrides a seat's model, to try rosters that may not be. */
  models: Partial<Record<Role, { provider: string; id: string }>>;
  /** The failure of the roster, for a broken role file. */
  rosterFailure: Failure | null;
}

/** The whole pipeline on a folder, with real files, real checks and the given model; without VS Code. */
export async function pipelineStage(
  root: string,
  model: ModelPort,
  past: readonly SessionEvent[] = [],
  storage?: string,
): Promise<PipelineStage> {
  const outside = storage ?? (await mkdtemp(join(tmpdir(), "signoff-stage-")));
  const events: SessionEvent[] = [...past];
  const broken: unknown[] = [];
  const world: World = { unsavedPlan: false, models: {}, rosterFailure: null };
  let time = Date.UTC(2026, 10, 21, 9, 0, 0) + past.length * 1_000;
  let ids = past.length;
  const clock = { now: () => (time += 1_000) };
  const journal = { append: async (event: SessionEvent) => void events.push(event) };
  const store = new SessionStore(journal, clock, past);
  const reader = createFileReader(root);
  const deps: PipelineDeps = {
    store,
    clock,
    reader,
    ids: { next: (prefix) => `${prefix}-${++ids}` },
    models: { portFor: async () => ok(model) },
    writer: createFileWriter(root),
    images: createBeforeImages(root, join(outside, "images")),
    checks: createCheckRunner({ root, env: process.env }),
    approvals: createApprovalFile(join(outside, "approvals.json")),
    roster: async () => (world.rosterFailure ? err(world.rosterFailure) : ok(await roster(world))),
    diversity: () => "require",
    constraints: async () => {
      const file = await reader.readFile("CONSTRAINTS.md");
      return { path: "CONSTRAINTS.md", text: file.ok ? file.value.text : null, problem: null };
    },
    sealKey: async () => "ab".repeat(32),
    hasUnsavedPlan: () => world.unsavedPlan,
    today: () => "2026-11-21",
    onBroken: (error) => broken.push(error),
  };
  const pipeline = new Pipeline(deps);
  if (past.length === 0) {
    const architect = { provider: "anthropic", id: "claude-opus-5-5" };
    await store.record({
      type: "session-start",
      id: "session-test",
      workspace: "mail-bot",
      architect,
    });
  }
  const paint = (): string | null => {
    const { card } = pipeline.status();
    if (card !== null) pipeline.cardPainted(card);
    return card;
  };
  return { pipeline, store, deps, events, broken, world, paint };
}

async function roster(world: World) {
  return {
    architect: await seat("architect", "architect", "anthropic/claude-opus-5-5", world),
    developer: await seat("developer", "developer", "anthropic/claude-sonnet-5-5", world),
    reviewers: [await seat("reviewer-pedant", "reviewer", "openai/gpt-6.1-sol", world)],
  };
}

async function seat(name: string, role: Role, ref: string, world: World): Promise<Seat> {
  const text = await readFile(join(project, "agents", `${name}.md`), "utf8");
  const [provider = "", id = ""] = ref.split("/");
  const model = world.models[role] ?? { provider, id };
  return {
    role,
    name,
    model,
    maker: makerOf(model),
    instructions: parseRoleFile(name, text).file.body,
    fileHash: contentHash(text),
    allows: () => true,
  };
}
