import assert from "node:assert/strict";
import { test } from "node:test";
import { contentHash } from "../../../../src/base/hash.ts";
import { err, ok } from "../../../../src/base/result.ts";
import { approve } from "../../../../src/core/lock/approval.ts";
import { compileFence } from "../../../../src/core/plan/fence.ts";
import type { FileChange, PlanFile } from "../../../../src/core/plan/plan.ts";
import { fencedWorkspace } from "../../../../src/pipeline/build/fenced-workspace.ts";
import { newReadMemory } from "../../../../src/pipeline/tools/read-memory.ts";
import { planOf, proposal, task } from "../../core/session/arbitrary-fact.ts";
import { memoryDeps, memoryWorld } from "../memory-stage.ts";

function planned(change: FileChange, path: string): PlanFile {
  return { change, path, to: null, symbols: [] };
}

const plan = planOf({
  ...task("T1"),
  files: [planned("modify", "a.ts"), planned("create", "new.ts"), planned("delete", "old.ts")],
});

/** A round under way whose approval holds until the test says what changed. */
async function fenced() {
  const world = memoryWorld({ "a.ts": "one\ntwo\n", "old.ts": "old\n", "other.ts": "other\n" });
  const deps = memoryDeps(world);
  await deps.store.record(proposal(1, plan));
  const version = "version-1";
  const round = { round: 1, plan: 1, version, approval: "a", planPath: "p" };
  await deps.store.record({ type: "round-start", ...round });
  const binding = { plan: "p", constraints: "c", roles: "r", roster: "o", checks: "k" };
  const card = { nonce: "n", plan: 1, painted: true };
  const approval = approve("n", { session: "s", round: 1, card, blocked: null, binding, now: 1 });
  assert.ok(approval.ok);
  const lock: { changed: string | null } = { changed: null };
  const memory = newReadMemory();
  const workspace = fencedWorkspace(approval.value, {
    ...deps,
    memory,
    fence: compileFence(plan),
    task: "T1",
    planTask: "T1",
    holds: async () => (lock.changed === null ? ok(undefined) : err(lock.changed)),
  });
  world.log.length = 0;
  const write = async (path: string, text: string) => {
    const before = await workspace.current(path);
    assert.ok(before.ok);
    return workspace.write(path, before.value, text);
  };
  return { ...deps, world, workspace, memory, lock, write };
}

type Fenced = Awaited<ReturnType<typeof fenced>>;

/** Tries to write and finds that nothing at all was done. */
async function assertRefused(stage: Fenced, act: Promise<unknown>, why: RegExp): Promise<void> {
  const before = new Map(stage.world.files);
  const result = (await act) as { readonly ok: boolean; readonly error?: string };
  assert.equal(result.ok, false);
  assert.match(result.error ?? "", why);
  assert.deepEqual(stage.world.files, before);
  assert.deepEqual(stage.world.log, [], "nothing written, nothing captured, nothing recorded");
}

test("the before-images come first, then the intent, the write, and what it came to", async () => {
  const { world, write, store } = await fenced();
  assert.deepEqual(await write("a.ts", "one\n2\n3\n"), ok(undefined));
  assert.deepEqual(world.log, [
    "capture round-1 a.ts",
    "capture round-1.T1 a.ts",
    "edit-start",
    "write a.ts",
    "edit-end",
  ]);
  const facts = world.events.slice(-2).map(({ fact }) => fact);
  const [start, end] = facts;
  assert.ok(start?.type === "edit-start" && end?.type === "edit-end");
  assert.deepEqual(
    [start.change, start.before, start.intended],
    ["modify", contentHash("one\ntwo\n"), contentHash("one\n2\n3\n")],
  );
  assert.deepEqual([end.status, end.after, end.added, end.removed], ["done", start.intended, 2, 1]);
  assert.equal(store.state.round?.edits[0]?.status, "done");
});

test("files are created and deleted as the plan says", async () => {
  const { world, write, workspace, store } = await fenced();
  assert.deepEqual(await write("new.ts", "new\n"), ok(undefined));
  const old = await workspace.current("old.ts");
  assert.ok(old.ok && old.value !== null);
  assert.deepEqual(await workspace.remove("old.ts", old.value), ok(undefined));
  assert.deepEqual([...world.files.keys()].sort(), ["a.ts", "new.ts", "other.ts"]);
  const edits = store.state.round?.edits ?? [];
  assert.deepEqual(
    edits.map(({ path, change, before, after }) => [path, change, before === null, after === null]),
    [
      ["new.ts", "create", true, false],
      ["old.ts", "delete", false, true],
    ],
  );
});

test("once the approval holds no longer, nothing is written, captured or recorded", async () => {
  const stage = await fenced();
  stage.lock.changed = "the roster";
  await assertRefused(
    stage,
    stage.write("a.ts", "x"),
    /^Not approved any more: the roster changed/,
  );
});

test("what the plan does not allow is not written, captured or recorded", async () => {
  const stage = await fenced();
  const old = await stage.workspace.current("a.ts");
  assert.ok(old.ok && old.value !== null);
  await assertRefused(stage, stage.write("other.ts", "x"), /outside the approved plan/);
  await assertRefused(stage, stage.write("A.ts", "x"), /The plan names a\.ts/);
  await assertRefused(stage, stage.write("./a.ts", "x"), /refused/);
  await assertRefused(stage, stage.write("../a.ts", "x"), /refused/);
  await assertRefused(stage, stage.write("AGENTS.md", "x"), /never changed by a model/);
  await assertRefused(
    stage,
    stage.write("CONSTRAINTS.md", "x"),
    /never changed by a model|outside/,
  );
  await assertRefused(stage, stage.workspace.remove("a.ts", old.value), /does not delete a\.ts/);
});

test("a file that changed since the model read it is not overwritten", async () => {
  const stage = await fenced();
  stage.memory.set("a.ts", contentHash("as it was read\n"));
  await assertRefused(stage, stage.write("a.ts", "x"), /changed since you read it/);
});

test("the model's own write counts as read", async () => {
  const { write, memory, world } = await fenced();
  assert.ok((await write("a.ts", "first\n")).ok);
  assert.equal(memory.get("a.ts"), contentHash("first\n"));
  assert.ok((await write("a.ts", "second\n")).ok);
  assert.equal(world.files.get("a.ts"), "second\n");
});

test("a file that changes between the look and the write is left alone, and the journal says so", async () => {
  const { world, workspace, store } = await fenced();
  const before = await workspace.current("a.ts");
  assert.ok(before.ok);
  world.files.set("a.ts", "the person's\n");
  const written = await workspace.write("a.ts", before.value, "the model's\n");
  assert.ok(!written.ok);
  assert.equal(world.files.get("a.ts"), "the person's\n");
  assert.equal(store.state.round?.edits[0]?.status, "failed");
});

test("where the before-image cannot be kept, nothing is written", async () => {
  const { world, write } = await fenced();
  world.failing = "capture";
  assert.deepEqual(await write("a.ts", "x"), err("a.ts could not be kept."));
  assert.deepEqual(world.log, ["capture round-1 a.ts"]);
  assert.equal(world.files.get("a.ts"), "one\ntwo\n");
});

test("where the journal cannot be written, nothing is written to the file", async () => {
  const { world, write } = await fenced();
  world.failing = "journal";
  await assert.rejects(write("a.ts", "x"), /journal cannot be written/);
  assert.equal(world.files.get("a.ts"), "one\ntwo\n");
});

test("a write that fails is recorded as failed and told to the model", async () => {
  const { world, write, store } = await fenced();
  world.failing = "write";
  assert.deepEqual(await write("a.ts", "x"), err("the disk is full"));
  const edit = store.state.round?.edits[0];
  assert.deepEqual([edit?.status, edit?.after], ["failed", contentHash("one\ntwo\n")]);
});
