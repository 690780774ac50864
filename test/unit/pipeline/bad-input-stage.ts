import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { TestContext } from "node:test";
import type { Role } from "../../../src/core/role/role.ts";
import type { Failure } from "../../../src/core/session/failure.ts";
import type { TaskProgress } from "../../../src/core/session/state.ts";
import { modelFailure } from "../../../src/model/model-failure.ts";
import type { ModelPort, ModelRequest } from "../../../src/model/model-port.ts";
import type { FailureKind, ModelOutcome, StopReason } from "../../../src/model/outcome.ts";
import { Pipeline } from "../../../src/pipeline/pipeline.ts";
import type { ModelSource } from "../../../src/pipeline/turn/seat-turn.ts";
import { type PipelineStage, pipelineStage } from "../../support/pipeline-stage.ts";
import { treeHash } from "../../support/tree-hash.ts";
import { temporaryFolder } from "../node/temporary-folder.ts";

export const constraints = "# Constraints\n\n- Be polite.\n";
export const greeting = 'export const greet = () => "hello";\n';

export const plan = `---
signoff: plan/1
title: A polite greeting
---
## Goal
The greeting is polite.

## Data and interfaces
None.

## Touched modules
- \`src/greet.mjs\`: greets.

## Decisions
### D1 How polite?
**A bow**, because it is quiet.
- Rejected: a song. Too loud.

## Invariants
- A greeting is never empty.

## Failure modes
- None, because nothing can fail.

## Out of scope
- Farewells.

## Tasks
### T1 Bow
- modify \`src/greet.mjs\`
- create \`src/bow.mjs\`
- check \`node check.mjs\`

Bow before the greeting.

## Integration
- check \`node check.mjs\`

## Open questions
`;

/** What a model says to one request; a function where something must happen in the world first. */
export type Line = ModelOutcome | ((request: ModelRequest) => Promise<ModelOutcome>);

export interface BadInputStage extends PipelineStage {
  readonly root: string;
  /** What each role still has to say, next one first; tests add to it. */
  readonly lines: Record<Role, Line[]>;
  readonly requests: readonly ModelRequest[];
  /** Sends a message and waits for the end of the answer. */
  say(text: string): Promise<void>;
  /** Lets the architect propose the plan, approves it by the button and waits for the end of the build. */
  build(): Promise<void>;
  /** The person's approval on the painted card; waits for the end of what it starts. */
  approve(): Promise<void>;
  goOn(): Promise<void>;
  task(id?: string): TaskProgress;
  /** The verdicts of the gate's parts; null until it has run. */
  gate(): readonly string[] | null;
  /** Fails if a byte outside the fence of the plan changed since the stage was set, the published plan apart. */
  assertFence(): Promise<void>;
}

/**
 * A small project with a plan of one task, and a team that says exactly what the test tells it;
 * with `models` the answers come from there.
 */
export async function badInputStage(
  context: TestContext,
  models: ModelSource | null = null,
): Promise<BadInputStage> {
  const root = await temporaryFolder(context, {
    "CONSTRAINTS.md": constraints,
    "check.mjs": "process.exit(0);\n",
    "src/greet.mjs": greeting,
    "src/other.mjs": "export {};\n",
    ".git/config": "[core]\n",
  });
  const storage = await temporaryFolder(context);
  const lines: Record<Role, Line[]> = { architect: [], developer: [], reviewer: [] };
  const requests: ModelRequest[] = [];
  const stage = await pipelineStage(root, speaks(lines, requests), [], storage);
  const { store } = stage;
  const pipeline = models === null ? stage.pipeline : new Pipeline({ ...stage.deps, models });
  const paint = (): string | null => {
    const { card } = pipeline.status();
    if (card !== null) pipeline.cardPainted(card);
    return card;
  };
  const before = await snapshot(root);
  const approve = async (): Promise<void> => {
    const card = paint();
    assert.ok(card !== null, "there is a card to approve");
    assert.equal(await pipeline.approve(card), null);
    await pipeline.idle();
  };
  const say = async (text: string): Promise<void> => {
    assert.equal(await pipeline.sendMessage(text, paint()), null);
    await pipeline.idle();
  };
  return {
    ...stage,
    pipeline,
    paint,
    root,
    lines,
    requests,
    say,
    approve,
    build: async () => {
      const untouched = await treeHash(root);
      lines.architect.push(calls(["propose_plan", { markdown: plan }]), says("Please read it."));
      await say("Make the greeting polite.");
      assert.equal(store.state.plan?.number, 1);
      assert.equal(await treeHash(root), untouched, "nothing is written before the approval");
      await approve();
    },
    goOn: async () => {
      assert.equal(await pipeline.goOn(), null);
      await pipeline.idle();
    },
    task: (id = "T1") => {
      const task = store.state.round?.tasks.find((task) => task.id === id);
      assert.ok(task, `no task ${id}`);
      return task;
    },
    gate: () => store.state.round?.gate?.parts?.map((part) => part.verdict) ?? null,
    assertFence: async () => {
      const now = await snapshot(root);
      const paths = new Set([...before.keys(), ...now.keys()]);
      const changed = [...paths].filter((path) => before.get(path) !== now.get(path));
      const outside = changed.filter(
        (path) => !/^src\/(greet|bow)\.mjs$|^\.signoff\/plans\//.test(path),
      );
      assert.deepEqual(outside, []);
    },
  };
}

/** The failure says what happened, why and what to do, and fits this. */
export function assertFailure(failure: Failure | null | undefined, about: RegExp): void {
  assert.ok(failure, "there is a failure card");
  const { what, why, next } = failure;
  for (const words of [what, next]) assert.match(words, /\w+ \w+/, "words for a person");
  assert.notEqual(why, "");
  assert.match(`${what} ${why} ${next}`, about);
}

/** What the newest card of the conversation says went wrong. */
export function lastFailure(stage: PipelineStage): Failure | null {
  const item = stage.store.state.timeline.at(-1);
  if (item?.kind === "note") return item.failure;
  return item?.kind === "turn" && item.outcome.kind === "failed" ? item.outcome.failure : null;
}

const usage = { freshInput: 100, cacheRead: 0, cacheWrite: 0, output: 20, reasoning: 0 };

export function says(text: string, stop: StopReason = "end"): ModelOutcome {
  return { kind: "completed", parts: [{ type: "text", text }], stop, usage };
}

/** A tool's name and its arguments as the model sends them, fitting or not. */
export type Call = readonly [tool: string, input: unknown];

export function calls(...wanted: readonly Call[]): Extract<ModelOutcome, { kind: "completed" }> {
  const parts = wanted.map(([name, input]) => ({
    type: "tool-call" as const,
    id: `call-${crypto.randomUUID()}`,
    name,
    input,
  }));
  return { kind: "completed", parts, stop: "tools", usage };
}

/** The same calls in an answer that was cut at the token limit. */
export function cutCalls(...wanted: readonly Call[]): ModelOutcome {
  return { ...calls(...wanted), stop: "length" };
}

export function fails(kind: FailureKind, message: string): ModelOutcome {
  return { kind: "failed", failure: modelFailure(kind, message) };
}

export function reads(path: string): Call {
  return ["read_file", { path, startLine: null, endLine: null }];
}

export function edits(path: string, search: string, replace: string): Call {
  return ["edit_file", { path, edits: [{ search, replace }] }];
}

export function writes(path: string, text: string): Call {
  return ["write_file", { path, text }];
}

export const finishes = [
  "finish_task",
  { done: "It bows.", notCovered: "", testsAdded: [] },
] as const;
export const findsNothing = ["report_findings", { findings: [], resolved: [] }] as const;

/** The answers with which the developer does what the plan says. */
export function goodWork(): Line[] {
  return [
    calls(reads("src/greet.mjs")),
    calls(edits("src/greet.mjs", "hello", "(bows) hello"), writes("src/bow.mjs", "export {};\n")),
    calls(finishes),
  ];
}

/** All tool results that the newest request carries back, joined. */
export function lastResults(stage: BadInputStage): string {
  const parts = stage.requests.at(-1)?.messages.at(-1)?.parts ?? [];
  return parts.map((part) => (part.type === "tool-result" ? part.text : "")).join("\n");
}

function speaks(lines: Record<Role, Line[]>, requests: ModelRequest[]): ModelPort {
  return {
    respond: async (request) => {
      requests.push(request);
      const role = /^Role: (\w+)/.exec(request.system[0] ?? "")?.[1] as Role;
      const line = lines[role].shift();
      if (line === undefined) throw new Error(`the ${role} has nothing to say`);
      return typeof line === "function" ? line(request) : line;
    },
  };
}

/** The text of every file of a folder by path, `.git` included. */
async function snapshot(root: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = new Map<string, string>();
  for (const entry of entries.filter((entry) => entry.isFile())) {
    const path = join(entry.parentPath, entry.name);
    files.set(relative(root, path), await readFile(path, "utf8"));
  }
  return files;
}
