import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { emptySession } from "../../../src/core/session/reduce.ts";
import type { WebviewMessage } from "../../../src/protocol/messages.ts";
import { createPageClient } from "../../../src/protocol/page-client.ts";
import { delta, idle, joined, say, startTurn } from "./channel-pair.ts";

test("answers that arrive out of order reach the calls they belong to", async () => {
  const sent: WebviewMessage[] = [];
  const client = createPageClient({
    post: (message) => sent.push(message),
    generation: "g",
    onSnapshot: () => undefined,
    onEvents: () => undefined,
    onStatus: () => undefined,
    onReveal: () => undefined,
  });
  const approve = client.call("approvePlan", { card: "n" });
  const keep = client.call("keepRound", { reason: null });
  client.receive({ kind: "result", generation: "g", id: 1, result: { refused: "gate" } });
  client.receive({ kind: "result", generation: "g", id: 0, result: { refused: null } });
  assert.deepEqual(await Promise.all([approve, keep]), [{ refused: null }, { refused: "gate" }]);
});

test("an answer that does not fit the method rejects the call", async () => {
  const { page } = await joined();
  const call = page.client.call("approvePlan", { card: "n" });
  page.client.receive({ kind: "result", generation: "first", id: 1, result: { approved: true } });
  await assert.rejects(call, /could not be read/);
});

test("a gap asks for a snapshot once, drops what follows, and ends in step with the host", async () => {
  const { pair, page } = await joined();
  pair.record(say("one"));
  pair.posted.length = 0;
  pair.record(say("two"));
  pair.record(say("three"));
  pair.deliver(page);
  assert.deepEqual(page.seen, []);
  assert.equal(pair.posted.filter((message) => message.kind === "snapshot").length, 1);
  pair.record(say("four"));
  pair.deliver(page);
  assert.deepEqual(page.seen, ["snapshot", "message-add"]);
  assert.deepEqual(page.state, pair.state);
});

test("a message that arrives twice is folded once", async () => {
  const { pair, page } = await joined();
  pair.record(say("one"));
  const [message] = pair.posted;
  page.client.receive(message);
  page.client.receive(message);
  assert.deepEqual(page.seen, ["message-add"]);
});

test("messages for another load of the page are ignored", async () => {
  const { page } = await joined();
  const other = { generation: "other", revision: 9 };
  page.client.receive({ kind: "snapshot", ...other, state: emptySession, status: idle });
  page.client.receive({ kind: "status", ...other, status: idle });
  page.client.receive({ kind: "events", ...other, events: [] });
  page.client.receive({ kind: "reveal", ...other, finding: "f" });
  assert.deepEqual(page.seen, []);
});

test("what is no message of the host is ignored", async () => {
  const { page } = await joined();
  for (const message of [null, 3, "snapshot", [], {}, { kind: "snapshot" }, { kind: "approve" }]) {
    page.client.receive(message);
  }
  assert.deepEqual(page.seen, []);
});

test("close rejects the calls under way and later ones, and hears nothing more", async () => {
  const { pair, page } = await joined();
  const underWay = page.client.call("stop", {});
  page.client.close();
  await assert.rejects(underWay, /closed/);
  await assert.rejects(page.client.call("stop", {}), /closed/);
  pair.record(say("late"));
  pair.deliver(page);
  assert.deepEqual(page.seen, []);
});

test("whatever is lost on the way, the page ends with the host's state after the next message", async () => {
  const step = fc.oneof(
    fc.constantFrom("say", "delta-a", "delta-b", "elapse", "lose", "deliver", "ready"),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const { pair, page } = await joined();
      pair.record(startTurn("a"), startTurn("b"));
      for (const [index, name] of steps.entries()) {
        if (name === "say") pair.record(say(`m${index}`));
        if (name === "delta-a") pair.record(delta("a", `${index}`));
        if (name === "delta-b") pair.record(delta("b", `${index}`));
        if (name === "elapse") pair.elapse();
        if (name === "lose") pair.posted.splice(0, 1);
        if (name === "deliver") pair.deliver(page);
        if (name === "ready") page.client.call("ready", {}).catch(() => undefined);
      }
      pair.record(say("last"));
      pair.deliver(page);
      pair.deliver(page);
      // A snapshot that was itself lost is what the page asks for when it is shown again.
      page.client.call("ready", {}).catch(() => undefined);
      pair.deliver(page);
      assert.deepEqual(page.state, pair.state);
    }),
    { numRuns: 300 },
  );
});
