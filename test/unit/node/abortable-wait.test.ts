import assert from "node:assert/strict";
import { test } from "node:test";
import { abortableWait } from "../../../src/node/abortable-wait.ts";

test("a wait ends at once when it is aborted, before or during", async () => {
  await abortableWait(1e9, AbortSignal.abort());
  const stop = new AbortController();
  const wait = abortableWait(1e9, stop.signal);
  stop.abort();
  await wait;
});

test("a wait ends by itself", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let isOver = false;
  const wait = abortableWait(1000, new AbortController().signal).then(() => {
    isOver = true;
  });
  t.mock.timers.tick(999);
  await Promise.resolve();
  assert.equal(isOver, false);
  t.mock.timers.tick(1);
  await wait;
  assert.ok(isOver);
});
