import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fold, reduce } from "../../../src/core/session/reduce.ts";
import { checkRows } from "../../../webview/board/check-rows.ts";
import { foldedKeys, planTreeRows, visibleRows } from "../../../webview/board/plan-tree-rows.ts";
import { keyStep } from "../../../webview/board/tree-keys.ts";
import { chatRows, liveArchitectTurns } from "../../../webview/chat/chat-rows.ts";
import { withFold } from "../../../webview/page/arrangement.ts";
import { Store } from "../../../webview/store.ts";
import { building } from "./samples/build.ts";
import { begun, planned, streaming } from "./samples/design.ts";
import { samplePlan } from "./samples/plan.ts";
import { fixed, gate, reviewed } from "./samples/review.ts";
import { eventsOf } from "./samples/steps.ts";

const all = eventsOf(begun, streaming, planned, building, reviewed, fixed);

function shown(events: typeof all): string[] {
  const state = fold(events);
  return chatRows(state.timeline, liveArchitectTurns(state.live)).map((row) => row.id);
}

test("a turn stands above the plan it proposed, while it streams and afterwards", () => {
  const propose = all.findIndex(({ fact }) => fact.type === "plan-propose" && fact.number === 3);
  const streamed = shown(all.slice(0, propose + 1));
  assert.deepEqual(streamed.slice(-3), ["m3", "a3", "plan-3"]);
  const end = all.findIndex(({ fact }) => fact.type === "turn-end" && fact.turn === "a3");
  assert.deepEqual(shown(all.slice(0, end + 1)).slice(-3), ["m3", "a3", "plan-3"]);
});

test("a turn never changes its place when it ends, wherever the session is cut", () => {
  for (const [index, { fact }] of all.entries()) {
    if (fact.type !== "turn-end") continue;
    assert.deepEqual(shown(all.slice(0, index)).concat(), shown(all.slice(0, index + 1)));
  }
});

test("a message sent while a turn streams stands below it", () => {
  const asked = eventsOf(begun, streaming, [
    [3, { type: "message-add", id: "m2", from: "person", text: "And another thing." }],
  ]);
  assert.deepEqual(shown(asked), ["m1", "a1", "m2"]);
});

test("only listeners whose slice changed hear of a streamed word", () => {
  const store = new Store();
  const seen: string[] = [];
  const events = eventsOf(begun, streaming);
  store.fold(events);
  store.subscribe(
    (view) => view.state.timeline,
    () => seen.push("timeline"),
  );
  store.subscribe(
    (view) => view.state.lock,
    () => seen.push("lock"),
  );
  store.subscribe(
    (view) => view.state.live,
    () => seen.push("live"),
  );
  seen.length = 0;
  const fact = { type: "text-delta", turn: "a1", text: "word" } as const;
  store.fold([{ sequence: 99, at: 0, fact }]);
  assert.deepEqual(seen, ["live"]);
});

test("a listener that was disposed of hears nothing", () => {
  const store = new Store();
  let heard = 0;
  const subscription = store.subscribe(
    (view) => view.notice,
    () => {
      heard += 1;
    },
  );
  subscription.dispose();
  store.change({ notice: "x" });
  assert.equal(heard, 1);
});

function tree(events: typeof all) {
  return planTreeRows(samplePlan, fold(events).round);
}

test("the plan tree shows groups, tasks, files and symbols with their live status", () => {
  const rows = tree(all);
  const words = (kind: string) => rows.filter((row) => row.kind === kind).map((row) => row.text);
  assert.deepEqual(words("group"), [
    "Decisions",
    "Invariants",
    "Failure modes",
    "Tasks",
    "Out of scope",
  ]);
  assert.deepEqual(words("task"), ["T1 Backoff schedule", "T2 Wrap complete()", "Fix 1"]);
  const task = (events: typeof all, key: string) =>
    tree(events).find((row) => row.key === key)?.badge?.text;
  assert.equal(task(all, "T1"), "verified");
  const inReview = eventsOf(begun, streaming, planned, building, reviewed);
  assert.equal(task(inReview, "T2"), "1 finding");
  const inBuild = eventsOf(begun, streaming, planned, building);
  assert.equal(task(inBuild, "T2"), "running");
  assert.equal(task(eventsOf(begun, streaming, planned), "T2"), undefined);
});

test("keys of the tree are unique and stay the same while the round goes on", () => {
  const before = tree(eventsOf(begun, streaming, planned)).map((row) => row.key);
  const after = tree(all).map((row) => row.key);
  assert.equal(new Set(after).size, after.length);
  assert.deepEqual(
    before.filter((key) => !after.includes(key) && !key.startsWith("Out of scope")),
    [],
  );
});

test("what is below a folded row is not shown, and nothing else is missing", () => {
  const rows = tree(all);
  fc.assert(
    fc.property(fc.subarray(rows.map((row) => row.key)), (folded) => {
      const set = new Set(folded);
      const visible = new Set(visibleRows(rows, set).map((row) => row.key));
      for (const row of rows) {
        const parentShown = row.parent === null || visible.has(row.parent);
        const expected = parentShown && (row.parent === null || !set.has(row.parent));
        assert.equal(visible.has(row.key), expected);
      }
    }),
  );
});

test("decisions are one line each, and once the build has begun the tasks come to the front", () => {
  const inDesign = tree(eventsOf(begun, streaming, planned));
  assert.deepEqual([...foldedKeys(inDesign, {})], ["D1", "D2"]);
  const first = inDesign.find((row) => row.key === "D1");
  assert.deepEqual(first?.gist, "rejected: a decorator per client");
  assert.deepEqual([...foldedKeys(tree(all), {})], ["D1", "D2", "Invariants", "Failure modes"]);
});

test("what the person arranged in the tree stays, whatever folds by itself", () => {
  const folds = { D1: false, Invariants: false, T1: true, gone: true };
  const inDesign = tree(eventsOf(begun, streaming, planned));
  assert.deepEqual([...foldedKeys(inDesign, folds)], ["D2", "T1"]);
  assert.deepEqual([...foldedKeys(tree(all), folds)], ["D2", "Failure modes", "T1"]);
});

test("arrow keys move through the tree as in any tree", () => {
  const rows = tree(all);
  const at = rows.findIndex((row) => row.key === "T1");
  const key = (index: number) => rows[index]?.key;
  assert.deepEqual(keyStep("ArrowDown", rows, at, false), { kind: "focus", key: key(at + 1) });
  assert.deepEqual(keyStep("ArrowUp", rows, at, false), { kind: "focus", key: key(at - 1) });
  assert.deepEqual(keyStep("ArrowLeft", rows, at, false), { kind: "fold", folded: true });
  assert.deepEqual(keyStep("ArrowLeft", rows, at, true), { kind: "focus", key: "Tasks" });
  assert.deepEqual(keyStep("ArrowRight", rows, at, true), { kind: "fold", folded: false });
  assert.deepEqual(keyStep("ArrowRight", rows, at, false), { kind: "focus", key: key(at + 1) });
  assert.deepEqual(keyStep("End", rows, at, false), { kind: "focus", key: rows.at(-1)?.key });
  assert.deepEqual(keyStep("Enter", rows, at, false), { kind: "activate" });
  assert.equal(keyStep("x", rows, at, false), null);
  assert.equal(keyStep("ArrowUp", rows, 0, false), null);
});

test("checks are live until the gate has run, and what ran before the round never counts as passed", () => {
  const { round } = fold(all);
  assert.ok(round);
  const live = checkRows(round);
  assert.equal(live.final, false);
  assert.deepEqual(
    live.rows.map((row) => [row.state, row.name, row.words]),
    [
      ["pass", "npm test -- test/backoff.test.ts", "3 passed"],
      ["pass", "npm test", "46 passed · before the round: 41 passed"],
      ["not-run", "npm run e2e", "passed before the round, not run since"],
      ["not-run", "Matches the plan", "compared at the gate"],
    ],
  );
  const gated = eventsOf(begun, streaming, planned, building, gate(false));
  const final = checkRows(gated.reduce(reduce, fold([])).round!);
  assert.deepEqual(
    final.rows.map((row) => [row.state, row.name]),
    [
      ["fail", "Tests"],
      ["pass", "Matches the plan"],
      ["not-run", "Integrates"],
    ],
  );
});

test("a fold is remembered once and forgotten when it is turned back", () => {
  assert.deepEqual(withFold(["a", "b"], "a", true), ["b", "a"]);
  assert.deepEqual(withFold(["a", "b"], "a", false), ["b"]);
});
