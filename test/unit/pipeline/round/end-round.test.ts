import assert from "node:assert/strict";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import * as fc from "fast-check";
import { ok } from "../../../../src/base/result.ts";
import { approve } from "../../../../src/core/lock/approval.ts";
import { compileFence } from "../../../../src/core/plan/fence.ts";
import type { PlanFile } from "../../../../src/core/plan/plan.ts";
import { createBeforeImages } from "../../../../src/node/before-images.ts";
import { createFileReader } from "../../../../src/node/file-reader.ts";
import { createFileWriter } from "../../../../src/node/file-writer.ts";
import {
  type FencedWorkspace,
  fencedWorkspace,
} from "../../../../src/pipeline/build/fenced-workspace.ts";
import { dropTask, undoRound } from "../../../../src/pipeline/round/end-round.ts";
import { newReadMemory } from "../../../../src/pipeline/tools/read-memory.ts";
import { planOf, proposal, task } from "../../core/session/arbitrary-fact.ts";
import { temporaryFolder } from "../../node/temporary-folder.ts";
import { memoryDeps, memoryWorld } from "../memory-stage.ts";

const paths = ["a.txt", "folder/b.txt", "folder/deep/c.txt"] as const;
const original: Readonly<Record<string, string>> = { "a.txt": "a\n", "folder/b.txt": "b\r\n" };

/** Everything may happen to every path. */
const files = (["create", "delete"] as const).map((change) =>
  paths.map((path): PlanFile => ({ change, path, to: null, symbols: [] })),
);
const plan = planOf(
  { ...task("T1"), files: files[0] ?? [] },
  { ...task("T2", ["T1"]), files: files[1] ?? [] },
);

/** A round under way in a real folder, with a real memory of what was there before. */
async function stage(context: TestContext) {
  const root = await temporaryFolder(context, original);
  const outside = await temporaryFolder(context);
  const deps = {
    ...memoryDeps(memoryWorld()),
    reader: createFileReader(root),
    writer: createFileWriter(root),
    images: createBeforeImages(root, outside),
  };
  await deps.store.record(proposal(1, plan));
  const opening = { round: 1, plan: 1, version: "v", approval: "a", planPath: "plan.md" };
  await deps.store.record({ type: "round-start", ...opening });
  const binding = { plan: "p", constraints: "c", roles: "r", roster: "o", checks: "k" };
  const card = { nonce: "n", plan: 1, painted: true };
  const approval = approve("n", { session: "s", round: 1, card, blocked: null, binding, now: 1 });
  assert.ok(approval.ok);
  const workspace = (task: string): FencedWorkspace =>
    fencedWorkspace(approval.value, {
      ...deps,
      memory: newReadMemory(),
      fence: compileFence(plan),
      task,
      planTask: task,
      holds: async () => ok(undefined),
    });
  const read = (path: string) => readFile(join(root, path), "utf8").catch(() => null);
  const leftAlone = async (): Promise<readonly string[]> => {
    await undoRound(deps);
    const end = deps.store.state.timeline.at(-1);
    assert.ok(end?.kind === "round-end" && end.outcome === "undone");
    return end.leftAlone;
  };
  return { root, deps, workspace, read, leftAlone };
}

/** A model's write or, with null, removal; it does nothing where there is nothing to remove. */
async function change(workspace: FencedWorkspace, path: string, text: string | null) {
  const before = await workspace.current(path);
  assert.ok(before.ok);
  if (text !== null) assert.ok((await workspace.write(path, before.value, text)).ok);
  else if (before.value !== null) assert.ok((await workspace.remove(path, before.value)).ok);
}

async function personWrites(root: string, path: string, text: string | null): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  if (text === null) await rm(join(root, path), { force: true });
  else await writeFile(join(root, path), text);
}

const script = fc.array(
  fc.record({
    by: fc.constantFrom("T1", "T1", "T2", "person"),
    path: fc.constantFrom(...paths),
    removes: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
);

test("undo brings back every byte of the model's and loses nothing of the person's", (context) => {
  return fc.assert(
    fc.asyncProperty(script, async (script) => {
      const { root, workspace, read, leftAlone } = await stage(context);
      const touched = new Set<string>();
      const before = new Map<string, string | null>(
        paths.map((path) => [path, original[path] ?? null]),
      );
      const mixed = new Set<string>();
      for (const [index, { by, path, removes }] of script.entries()) {
        const text = removes ? null : `${index} by ${by}\n`;
        const was = await read(path);
        if (by === "person") {
          await personWrites(root, path, text);
          if (touched.has(path) && text !== was) mixed.add(path);
          if (!touched.has(path)) before.set(path, text);
        } else {
          await change(workspace(by), path, text);
          if (text !== null || was !== null) touched.add(path);
        }
      }
      const now = new Map<string, string | null>();
      for (const path of paths) now.set(path, await read(path));
      const left = await leftAlone();
      for (const path of paths) {
        const after = await read(path);
        if (!mixed.has(path)) {
          assert.equal(after, before.get(path) ?? null, path);
          assert.ok(!left.includes(path), path);
        } else if (after !== now.get(path)) {
          // Only where the person had made exactly a text of the model's again.
          assert.equal(after, before.get(path) ?? null, path);
        }
      }
    }),
    { numRuns: 40 },
  );
});

test("folders that only the round made are gone with their files", async (context) => {
  const { root, workspace, leftAlone } = await stage(context);
  await change(workspace("T1"), "folder/deep/c.txt", "c\n");
  assert.deepEqual(await leftAlone(), []);
  await assert.rejects(readFile(join(root, "folder/deep")), /ENOENT/);
});

test("a write that failed does not make the person's text ours", async (context) => {
  const { root, workspace, read, leftAlone } = await stage(context);
  const developer = workspace("T1");
  await change(developer, "a.txt", "model's\n");
  await personWrites(root, "a.txt", "person's\n");
  const seen = await developer.current("a.txt");
  await personWrites(root, "a.txt", "person's, again\n");
  assert.ok(seen.ok && !(await developer.write("a.txt", seen.value, "lost\n")).ok);
  await personWrites(root, "a.txt", "person's\n");
  assert.deepEqual(await leftAlone(), ["a.txt"]);
  assert.equal(await read("a.txt"), "person's\n");
});

test("a write that failed in between does not keep undo from the model's own text", async (context) => {
  const { root, workspace, read, leftAlone } = await stage(context);
  const developer = workspace("T1");
  await change(developer, "a.txt", "model's\n");
  await personWrites(root, "a.txt", "person's\n");
  const seen = await workspace("T2").current("a.txt");
  await personWrites(root, "a.txt", "model's\n");
  assert.ok(seen.ok && !(await workspace("T2").write("a.txt", seen.value, "lost\n")).ok);
  assert.deepEqual(await leftAlone(), []);
  assert.equal(await read("a.txt"), "a\n");
});

test("a file the model wrote over the person's change is left alone", async (context) => {
  const { root, workspace, read, leftAlone } = await stage(context);
  await change(workspace("T1"), "a.txt", "model's\n");
  await personWrites(root, "a.txt", "model's\nperson's\n");
  await change(workspace("T2"), "a.txt", "model's again\nperson's\n");
  assert.deepEqual(await leftAlone(), ["a.txt"]);
  assert.equal(await read("a.txt"), "model's again\nperson's\n");
});

test("dropping a task goes back to what the task found and says what it left alone", async (context) => {
  const { root, deps, workspace, read } = await stage(context);
  await change(workspace("T1"), "a.txt", "by T1\n");
  await change(workspace("T2"), "a.txt", "by T2\n");
  await change(workspace("T2"), "folder/b.txt", "by T2\n");
  await personWrites(root, "folder/b.txt", "person's\n");
  await dropTask(deps, "T2");
  assert.equal(await read("a.txt"), "by T1\n");
  assert.equal(await read("folder/b.txt"), "person's\n");
  const progress = deps.store.state.round?.tasks.find(({ id }) => id === "T2");
  assert.equal(progress?.status, "dropped");
  assert.match(progress?.summary ?? "", /Left alone, changed since: folder\/b\.txt\./);
});
