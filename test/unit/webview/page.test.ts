import assert from "node:assert/strict";
import { test } from "node:test";
import type { LockState } from "../../../src/core/lock/lock-state.ts";
import { fold } from "../../../src/core/session/reduce.ts";
import type { HostStatus, WebviewMessage } from "../../../src/protocol/messages.ts";
import { showsWhyItStands, standstillOf } from "../../../webview/chat/standstill.ts";
import { type Arrangement, draftIn } from "../../../webview/page/arrangement.ts";
import { Controller } from "../../../webview/page/controller.ts";
import { Store } from "../../../webview/store.ts";
import { idle } from "../protocol/channel-pair.ts";
import { building, stopped } from "./samples/build.ts";
import { begun, planned, streaming } from "./samples/design.ts";
import { ended, gate, reviewed, reviewFailed } from "./samples/review.ts";
import { eventsOf, type Step } from "./samples/steps.ts";

const unlocked: LockState = { kind: "unlocked", plan: 3, at: 0 };
const changed: LockState = { kind: "locked", reason: "changed", plan: 3, what: "CONSTRAINTS.md" };

function after(...parts: readonly (readonly Step[])[]) {
  return fold(eventsOf(begun, streaming, planned, ...parts));
}

/** A store that shows a notice in the middle of a build. */
function withNotice(): Store {
  const store = new Store();
  store.change({ state: after(building), status: { ...idle, running: true }, loaded: true });
  store.change({ notice: "The architect is still answering." });
  return store;
}

/** What is left of the notice after one change of the view. */
function noticeAfter(change: (store: Store) => void): string | null {
  const store = withNotice();
  change(store);
  return store.view.notice;
}

const status = (part: Partial<HostStatus>) => (store: Store) =>
  store.change({ status: { ...store.view.status, ...part } });
const step = (fact: Step[1]) => (store: Store) => store.fold([{ sequence: 900, at: 1, fact }]);

test("a notice goes when the session, what runs, the phase or the lock is another", () => {
  const other = { ...after(building), id: "session-2" };
  const goes = [
    status({ running: false }),
    step({ type: "lock-change", lock: changed }),
    step({ type: "gate-start" }),
    (store: Store) => store.change({ state: other }),
    (store: Store) => store.change({ notice: null }),
  ];
  assert.deepEqual(goes.map(noticeAfter), [null, null, null, null, null]);
});

test("a notice stays while what it speaks of is still so, even over a snapshot", () => {
  const words = "The architect is still answering.";
  const stays = [
    status({ card: "n4", blocked: "Save the plan first." }),
    step({ type: "text-delta", turn: "d2", text: "word" }),
    (store: Store) => store.change({ state: structuredClone(store.view.state) }),
    (store: Store) => store.change({ painted: "n3" }),
  ];
  assert.deepEqual(
    stays.map(noticeAfter),
    stays.map(() => words),
  );
});

test("a notice that comes with a change belongs to what is true afterwards", () => {
  const store = withNotice();
  store.change({ status: idle, notice: "Nothing runs." });
  assert.equal(store.view.notice, "Nothing runs.");
});

function draft(session: string, text: string): Arrangement {
  return { draft: text, session, scroll: null, folds: [], tree: {}, finding: null, tab: "review" };
}

test("a draft goes along to another session unless it is an approval", () => {
  assert.equal(draftIn("s2", draft("s1", " Approved! ")), "");
  assert.equal(draftIn("", draft("s1", "approved")), "");
  assert.equal(draftIn("s2", draft("s1", "approved, but smaller")), "approved, but smaller");
  assert.equal(draftIn("s1", draft("s1", "approved")), "approved");
  assert.equal(draftIn("s1", draft("", "approved")), "approved");
});

test("a round under way that nothing carries on says whether it was stopped or lost its approval", () => {
  const { round } = after(building, stopped);
  assert.equal(standstillOf(round, unlocked, true), "stopped");
  assert.equal(standstillOf(round, unlocked, false), null);
  assert.equal(standstillOf(round, changed, false), "unapproved");
  assert.equal(standstillOf(null, changed, false), null);
});

test("a gate that ran leaves the last word to the person, and a round that is over needs none", () => {
  const gated = after(building, reviewed, gate(false)).round;
  assert.equal(standstillOf(gated, changed, false), null);
  const over = after(building, reviewed, gate(true), ended("kept"));
  assert.equal(standstillOf(over.round, over.lock, false), null);
});

test("a stopped task, a missing reviewer and a finished gate show the way on themselves", () => {
  const shows = (...parts: readonly (readonly Step[])[]) => {
    const { round } = after(...parts);
    return round !== null && showsWhyItStands(round);
  };
  assert.equal(shows(building), false);
  assert.equal(shows(building, stopped), true);
  assert.equal(shows(building, reviewed), false);
  assert.equal(shows(building, reviewFailed), true);
  assert.equal(shows(building, reviewed, gate(true)), true);
});

test("a second click on the same act is swallowed while the first is under way", async () => {
  const posted: WebviewMessage[] = [];
  const api = {
    postMessage: (message: WebviewMessage) => posted.push(message),
    getState: () => undefined,
    setState: () => undefined,
  };
  const store = withNotice();
  const controller = new Controller(api, store, () => undefined);
  void controller.ask({ method: "goOn", params: {} });
  store.change({ notice: "Something else." });
  assert.equal(await controller.ask({ method: "goOn", params: {} }), false);
  assert.equal(store.view.notice, "Something else.");
  void controller.ask({ method: "undoRound", params: {} });
  const methods = posted.map((message) => message.kind === "call" && message.method);
  assert.deepEqual(methods, ["goOn", "undoRound"]);
});
