import { contentHash } from "../../../src/base/hash.ts";
import { err, ok } from "../../../src/base/result.ts";
import type { SessionEvent } from "../../../src/core/session/event.ts";
import { modelFailure } from "../../../src/model/model-failure.ts";
import type { PipelineDeps } from "../../../src/pipeline/pipeline-deps.ts";
import type {
  ApprovalStore,
  BeforeImages,
  WorkspaceReader,
  WorkspaceWriter,
} from "../../../src/pipeline/ports.ts";
import { SessionStore } from "../../../src/pipeline/session/session-store.ts";
import type { Roster, Seat } from "../../../src/pipeline/team/roster.ts";

/** The world around a session without disk, processes or models; tests change it as they like. */
export interface MemoryWorld {
  readonly files: Map<string, string>;
  readonly events: SessionEvent[];
  /** Every call of a port that changes something or keeps a before-image, in order. */
  readonly log: string[];
  roster: Roster;
  /** Whether the disk refuses the next journal append, write or capture. */
  failing: "journal" | "write" | "capture" | null;
  approvals: Map<string, string>;
}

export function seat(role: Seat["role"], id: string, maker: string): Seat {
  const model = { provider: maker.toLowerCase(), id };
  return { role, name: role, model, maker, instructions: "", fileHash: "h", allows: () => true };
}

export function memoryWorld(files: Readonly<Record<string, string>> = {}): MemoryWorld {
  return {
    files: new Map(Object.entries(files)),
    events: [],
    log: [],
    roster: {
      architect: seat("architect", "claude-opus-5-5", "Anthropic"),
      developer: seat("developer", "claude-sonnet-5-5", "Anthropic"),
      reviewers: [seat("reviewer", "gpt-6.1-sol", "OpenAI")],
    },
    failing: null,
    approvals: new Map(),
  };
}

/** Everything a session needs, over the world. Called again it is the session after a restart. */
export function memoryDeps(world: MemoryWorld): PipelineDeps {
  const clock = { now: () => 1_000 + world.events.length };
  const append = async (event: SessionEvent): Promise<void> => {
    if (world.failing === "journal") throw new Error("the journal cannot be written");
    world.events.push(event);
    world.log.push(event.fact.type);
  };
  const store = new SessionStore({ append }, clock, world.events);
  let ids = world.events.length;
  return {
    store,
    clock,
    ids: { next: (prefix) => `${prefix}-${++ids}` },
    reader: memoryReader(world),
    writer: memoryWriter(world),
    images: memoryImages(world),
    approvals: memoryApprovals(world),
    models: {
      portFor: async () =>
        ok({ respond: async () => ({ kind: "failed", failure: modelFailure("cut", "no model") }) }),
    },
    checks: {
      run: async (check) => ({
        check,
        passed: true,
        reason: null,
        exitCode: 0,
        duration: 0,
        counts: null,
        outputTail: "",
      }),
    },
    roster: async () => ok(world.roster),
    diversity: () => "require",
    constraints: async () => ({
      path: "CONSTRAINTS.md",
      text: world.files.get("CONSTRAINTS.md") ?? null,
      problem: null,
    }),
    sealKey: async () => "ab".repeat(32),
    hasUnsavedPlan: () => false,
    today: () => "2026-11-21",
    onBroken: () => {},
  };
}

function memoryReader({ files }: MemoryWorld): WorkspaceReader {
  return {
    readFile: async (path) => {
      const text = files.get(path);
      if (text === undefined) return err({ kind: "missing", message: `${path} does not exist.` });
      return ok({ path, text, hash: contentHash(text) });
    },
    listFiles: async () => ok([...files.keys()].sort()),
    searchText: async () => ok([]),
    exists: async (path) => files.has(path),
  };
}

function memoryWriter(world: MemoryWorld): WorkspaceWriter {
  const { files, log } = world;
  const mismatch = (path: string, expected: string | null): boolean => {
    const text = files.get(path);
    return (text === undefined ? null : contentHash(text)) !== expected;
  };
  return {
    write: async (path, expected, text) => {
      log.push(`write ${path}`);
      if (world.failing === "write") return err({ kind: "failed", message: "the disk is full" });
      if (mismatch(path, expected)) return err({ kind: "changed", message: `${path} changed` });
      files.set(path, text);
      return ok(contentHash(text));
    },
    remove: async (path, expected) => {
      log.push(`remove ${path}`);
      if (mismatch(path, expected)) return err({ kind: "changed", message: `${path} changed` });
      files.delete(path);
      return ok(undefined);
    },
  };
}

function memoryImages(world: MemoryWorld): BeforeImages {
  const { files, log } = world;
  const scopes = new Map<string, Map<string, string | null>>();
  const scope = (name: string) => scopes.get(name) ?? new Map<string, string | null>();
  return {
    capture: async (name, path) => {
      log.push(`capture ${name} ${path}`);
      if (world.failing === "capture") throw new Error(`${path} could not be kept.`);
      const images = scope(name);
      scopes.set(name, images);
      if (!images.has(path)) images.set(path, files.get(path) ?? null);
    },
    read: async (name, path) => scope(name).get(path) ?? null,
    paths: async (name) => [...scope(name).keys()],
    restore: async () => ({ leftAlone: [] }),
  };
}

function memoryApprovals({ approvals }: MemoryWorld): ApprovalStore {
  return {
    save: async (id, sealed) => void approvals.set(id, sealed),
    load: async (id) => approvals.get(id) ?? null,
  };
}
