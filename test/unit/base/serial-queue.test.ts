import assert from "node:assert/strict";
import { test } from "node:test";
import { SerialQueue } from "../../../src/base/serial-queue.ts";

test("tasks run one after the other in the order they were added, whatever each takes", async () => {
  const queue = new SerialQueue();
  const log: string[] = [];
  const slow = Promise.withResolvers<void>();
  const first = queue.run(async () => {
    log.push("first begins");
    await slow.promise;
    log.push("first ends");
  });
  const second = queue.run(() => log.push("second"));
  slow.resolve();
  await Promise.all([first, second]);
  assert.deepEqual(log, ["first begins", "first ends", "second"]);
});

test("a failing task rejects for its caller alone", async () => {
  const queue = new SerialQueue();
  const bad = queue.run(() => Promise.reject(new Error("broken")));
  const good = queue.run(() => 7);
  await assert.rejects(bad, /broken/);
  assert.equal(await good, 7);
});
