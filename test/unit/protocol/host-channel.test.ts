import assert from "node:assert/strict";
import { test } from "node:test";
import { emptySession } from "../../../src/core/session/reduce.ts";
import { ChannelPair, delta, idle, joined, say, startTurn } from "./channel-pair.ts";

const call = { kind: "call", generation: "first", id: 90, method: "stop", params: {} };

test("nothing is posted before the page is ready", () => {
  const pair = new ChannelPair();
  pair.record(say("early"));
  pair.setStatus({ ...idle, running: true });
  pair.elapse();
  assert.deepEqual(pair.posted, []);
});

test("ready brings a snapshot of everything so far, then its own answer", async () => {
  const pair = new ChannelPair();
  pair.record(say("early"));
  const page = pair.page("first");
  const ready = page.client.call("ready", {});
  await pair.settle();
  assert.deepEqual(
    pair.posted.map((message) => message.kind),
    ["snapshot", "result"],
  );
  pair.deliver(page);
  await ready;
  assert.deepEqual(page.state, pair.state);
});

test("deltas of a turn are merged, and leave before the event that follows them", async () => {
  const { pair, page } = await joined();
  pair.record(startTurn("a"), startTurn("b"));
  pair.record(delta("a", "One"));
  pair.record(delta("b", "x"));
  pair.record(delta("a", " two"));
  pair.record(delta("b", "y"));
  assert.equal(pair.posted.length, 1);
  pair.record(say("next"));
  pair.elapse();
  assert.equal(pair.posted.length, 2);
  pair.deliver(page);
  assert.deepEqual(page.seen, ["turn-start turn-start", "text-delta text-delta message-add"]);
  assert.deepEqual(page.state, pair.state);
});

test("a lone delta leaves when the coalescing time is over", async () => {
  const { pair, page } = await joined();
  pair.record(startTurn("a"));
  pair.record(delta("a", "One"));
  pair.deliver(page);
  assert.equal(page.state.live["a"]?.text, "");
  pair.elapse();
  pair.deliver(page);
  assert.equal(page.state.live["a"]?.text, "One");
});

test("text that waits when a snapshot is asked for is not sent twice", async () => {
  const { pair, page } = await joined();
  pair.record(startTurn("a"));
  pair.record(delta("a", "One"));
  void page.client.call("ready", {});
  pair.elapse();
  pair.record(delta("a", " two"));
  pair.elapse();
  pair.deliver(page);
  assert.equal(page.state.live["a"]?.text, "One two");
});

test("a session that was replaced arrives as a new snapshot", async () => {
  const { pair, page } = await joined();
  pair.record(say("old"));
  pair.replace({ ...emptySession, id: "other" });
  pair.record(say("new"));
  pair.deliver(page);
  assert.equal(page.state.id, "other");
  assert.deepEqual(page.state, pair.state);
});

test("the status is sent whole whenever it changes", async () => {
  const { pair, page } = await joined();
  pair.setStatus({ ...idle, running: true });
  pair.deliver(page);
  assert.equal(page.status?.running, true);
});

test("a page that loads later takes over, and the earlier one is heard no more", async () => {
  const stopped: string[] = [];
  const { pair, page } = await joined({
    stop: () => {
      stopped.push("stop");
      return {};
    },
  });
  const second = pair.page("second");
  void second.client.call("ready", {});
  pair.deliver(second);
  page.client.call("stop", {}).catch(() => undefined);
  page.client.call("ready", {}).catch(() => undefined);
  pair.record(say("hello"));
  assert.deepEqual(stopped, []);
  assert.ok(pair.posted.every((message) => message.generation === "second"));
  assert.deepEqual(pair.logged, ["A message of an earlier page is dropped."]);
});

test("an answer to a page that was replaced meanwhile is not posted", async () => {
  const gate = Promise.withResolvers<Record<string, never>>();
  const { pair, page } = await joined({ stop: async () => await gate.promise });
  page.client.call("stop", {}).catch(() => undefined);
  void pair.page("second").client.call("ready", {});
  await pair.settle();
  pair.posted.length = 0;
  gate.resolve({});
  await pair.settle();
  assert.deepEqual(pair.posted, []);
});

test("malformed messages are dropped and each kind is logged once", async () => {
  const { pair } = await joined();
  const malformed: unknown[] = [
    null,
    "approve",
    { kind: "call" },
    { ...call, extra: 1 },
    JSON.parse(
      '{"kind":"call","generation":"first","id":1,"method":"stop","params":{},"__proto__":{}}',
    ),
    { ...call, id: -1 },
    { ...call, method: "x".repeat(101) },
    { ...call, method: "toString" },
    { ...call, method: "constructor" },
    { ...call, params: { now: true } },
    { ...call, params: null },
    { ...call, method: "approvePlan", params: { card: 7 } },
  ];
  for (const message of [...malformed, ...malformed]) pair.host.receive(message);
  await pair.settle();
  assert.deepEqual(pair.posted, []);
  assert.deepEqual(pair.logged, [
    "A message of the page was malformed and is dropped.",
    "A call of an unknown method is dropped.",
    "A call of stop with wrong parameters is dropped.",
    "A call of approvePlan with wrong parameters is dropped.",
  ]);
});

test("a handler that throws or rejects becomes an error the page hears of", async () => {
  const { pair, page } = await joined({
    stop: () => {
      throw new Error("nothing runs");
    },
    goOn: () => Promise.reject(new Error("no task")),
  });
  const stop = assert.rejects(page.client.call("stop", {}), /nothing runs/);
  const goOn = assert.rejects(page.client.call("goOn", {}), /no task/);
  await pair.settle();
  pair.deliver(page);
  await Promise.all([stop, goOn]);
});

test("a cancelled call is not answered", async () => {
  const { pair } = await joined();
  pair.host.receive(call);
  pair.host.receive({ kind: "cancel", generation: "first", id: 90 });
  await pair.settle();
  assert.deepEqual(pair.posted, []);
});

test("after dispose nothing is posted, whatever happens", async () => {
  const { pair, page } = await joined();
  pair.record(startTurn("a"));
  pair.record(delta("a", "One"));
  pair.posted.length = 0;
  page.client.call("stop", {}).catch(() => undefined);
  pair.host.dispose();
  pair.elapse();
  pair.record(say("late"));
  pair.setStatus(idle);
  pair.host.reveal("finding-1");
  pair.host.receive({ ...call, method: "ready" });
  pair.host.dispose();
  await pair.settle();
  assert.deepEqual(pair.posted, []);
});

test("a finding to select waits for the page that is still loading", async () => {
  const pair = new ChannelPair();
  pair.host.reveal("finding-1");
  const page = pair.page("first");
  void page.client.call("ready", {});
  pair.host.reveal("finding-2");
  pair.deliver(page);
  assert.deepEqual(page.seen, ["snapshot", "reveal finding-1", "reveal finding-2"]);
});
