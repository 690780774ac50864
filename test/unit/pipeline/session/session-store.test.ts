import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { SessionEvent, SessionFact } from "../../../../src/core/session/event.ts";
import { fold } from "../../../../src/core/session/reduce.ts";
import type { Journal } from "../../../../src/pipeline/ports.ts";
import { SessionStore } from "../../../../src/pipeline/session/session-store.ts";
import { arbitraryFact } from "../../core/session/arbitrary-fact.ts";

const clock = { now: () => 7 };

function said(text: string): SessionFact {
  return { type: "message-add", id: text, from: "person", text };
}

/** A disk whose writes end when the test says so. */
function heldJournal() {
  const stored: SessionEvent[] = [];
  const pending: { readonly finish: () => void; readonly fail: () => void }[] = [];
  const journal: Journal = {
    append: (event) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      pending.push({
        finish: () => {
          stored.push(event);
          resolve();
        },
        fail: () => reject(new Error("the disk is full")),
      });
      return promise;
    },
  };
  return { journal, stored, pending };
}

/** Lets everything that is ready run. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

test("a fact is on disk before anyone sees it, and one is written at a time", async () => {
  const { journal, stored, pending } = heldJournal();
  const store = new SessionStore(journal, clock, []);
  const shown: number[] = [];
  store.onEvents((events) => {
    for (const event of events) {
      assert.ok(stored.includes(event), "shown before it was durable");
      shown.push(event.sequence);
    }
  });
  const both = Promise.all([store.record(said("a")), store.record(said("b"))]);
  await settle();
  assert.deepEqual([pending.length, store.state.sequence, shown], [1, 0, []]);
  pending[0]?.finish();
  await settle();
  assert.deepEqual([pending.length, store.state.sequence, shown], [2, 1, [1]]);
  pending[1]?.finish();
  await both;
  assert.deepEqual(shown, [1, 2]);
});

test("a fact that cannot be written shows nothing, and its number goes to the next", async () => {
  const { journal, stored, pending } = heldJournal();
  const store = new SessionStore(journal, clock, []);
  const shown: SessionEvent[] = [];
  store.onEvents((events) => shown.push(...events));
  const lost = store.record(said("lost"));
  const kept = store.record(said("kept"));
  await settle();
  pending[0]?.fail();
  await assert.rejects(lost, /disk is full/);
  await settle();
  assert.deepEqual([shown, store.state.sequence], [[], 0]);
  pending[1]?.finish();
  await kept;
  assert.deepEqual(shown, stored);
  assert.equal(shown[0]?.sequence, 1);
  assert.equal(store.state.timeline.length, 1);
});

test("streamed text keeps its place among the facts and is never written", async () => {
  const { journal, stored, pending } = heldJournal();
  const store = new SessionStore(journal, clock, []);
  const shown: string[] = [];
  store.onEvents((events) => shown.push(...events.map(({ fact }) => fact.type)));
  const first = store.record(said("first"));
  store.stream("turn", "text");
  const last = store.record(said("last"));
  for (let index = 0; index < 2; index++) {
    await settle();
    pending[index]?.finish();
  }
  await Promise.all([first, last]);
  assert.deepEqual(shown, ["message-add", "text-delta", "message-add"]);
  assert.deepEqual(
    stored.map(({ sequence }) => sequence),
    [1, 2],
  );
});

test("a fact given as a function sees all facts recorded before it", async () => {
  const store = new SessionStore({ append: async () => {} }, clock, []);
  const count = () => store.record((state) => said(`number ${state.timeline.length + 1}`));
  await Promise.all([count(), count(), count()]);
  const texts = store.state.timeline.map((item) => (item.kind === "message" ? item.text : ""));
  assert.deepEqual(texts, ["number 1", "number 2", "number 3"]);
});

test("what the journal holds folds to what was shown, whatever happened and wherever the disk failed", () => {
  const scripts = fc.array(fc.tuple(arbitraryFact, fc.nat(4)), { maxLength: 30 });
  return fc.assert(
    fc.asyncProperty(scripts, async (script) => {
      const stored: SessionEvent[] = [];
      const failing = script.filter(([fact]) => fact.type !== "text-delta").map(([, n]) => n === 0);
      const append = async (event: SessionEvent): Promise<void> => {
        if (failing.shift()) throw new Error("the disk is full");
        stored.push(event);
      };
      const store = new SessionStore({ append }, clock, []);
      const recording = script.map(([fact]) =>
        fact.type === "text-delta" ? store.stream(fact.turn, fact.text) : store.record(fact),
      );
      await Promise.allSettled(recording);
      await store.record(said("the end"));
      assert.deepEqual(
        stored.map(({ sequence }) => sequence),
        stored.map((_, index) => index + 1),
      );
      const again = fold(stored);
      // Streamed text is durable with the end of its turn; what still streams is shown only.
      assert.deepEqual({ ...again, live: {} }, { ...store.state, live: {} });
    }),
  );
});
