import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { noUsage } from "../../../src/core/usage/usage.ts";
import { modelFailure } from "../../../src/model/model-failure.ts";
import type { ModelRequest, ModelStreamEvent } from "../../../src/model/model-port.ts";
import type { ModelOutcome } from "../../../src/model/outcome.ts";
import { defaultRetryPolicy, waitBefore, withRetry } from "../../../src/model/with-retry.ts";

const request: ModelRequest = {
  model: "m",
  system: [],
  messages: [],
  tools: [],
  maxOutputTokens: 1,
  cacheKey: "",
};
const done: ModelOutcome = {
  kind: "completed",
  parts: [{ type: "text", text: "ok" }],
  stop: "end",
  usage: noUsage,
};
const failed = (...args: Parameters<typeof modelFailure>): ModelOutcome => {
  return { kind: "failed", failure: modelFailure(...args) };
};

/** Runs the outcomes one after the other through `withRetry`; waits cost no time. */
async function run(outcomes: readonly ModelOutcome[], stopDuringWait = 0) {
  const waits: number[] = [];
  const events: ModelStreamEvent[] = [];
  const stop = new AbortController();
  let calls = 0;
  const port = withRetry(
    {
      respond: async () => {
        calls += 1;
        return outcomes[calls - 1] ?? done;
      },
    },
    defaultRetryPolicy,
    {
      random: () => 0.5,
      wait: async (duration) => {
        waits.push(duration);
        if (waits.length === stopDuringWait) stop.abort();
      },
    },
  );
  const outcome = await port.respond(request, {
    signal: stop.signal,
    onEvent: (event) => events.push(event),
  });
  return { outcome, calls, waits, events };
}

test("a call that succeeds is made once", async () => {
  const { outcome, calls, events } = await run([done]);
  assert.equal(outcome, done);
  assert.equal(calls, 1);
  assert.deepEqual(events, []);
});

test("a passing failure is retried after growing waits, each announced", async () => {
  const busy = failed("overloaded", "Overloaded");
  const { outcome, waits, events } = await run([busy, busy, busy]);
  assert.equal(outcome, done);
  assert.deepEqual(waits, [500, 1000, 2000]);
  assert.deepEqual(events[1], { type: "retry", attempt: 2, wait: 1000, why: "Overloaded" });
});

test("a lasting failure is not retried", async () => {
  const { outcome, calls } = await run([failed("unauthorized", "no")]);
  assert.equal(outcome.kind === "failed" && outcome.failure.kind, "unauthorized");
  assert.equal(calls, 1);
});

test("the last failure is the outcome when every attempt fails", async () => {
  const busy = failed("rate-limited", "busy");
  const { outcome, calls } = await run([busy, busy, busy, busy, busy, busy, busy]);
  assert.equal(outcome, busy);
  assert.equal(calls, defaultRetryPolicy.attempts);
});

for (const kind of ["malformed", "empty"] as const) {
  test(`an answer that is ${kind} gets one more chance, no more`, async () => {
    const slip = failed(kind, "slip");
    const { outcome, calls } = await run([slip, slip, slip]);
    assert.equal(outcome, slip);
    assert.equal(calls, 2);
  });
}

test("a vendor that asks for a wait gets it", async () => {
  const { waits } = await run([failed("rate-limited", "busy", { retryAfter: 9000 })]);
  assert.deepEqual(waits, [9000]);
});

test("a vendor that asks for too long a wait ends the call at once, and it says so", async () => {
  const { outcome, calls } = await run([failed("rate-limited", "busy", { retryAfter: 1e12 })]);
  assert.equal(calls, 1);
  assert.ok(outcome.kind === "failed");
  assert.match(outcome.failure.message, /asked to wait 1000000000 s; Signoff waits at most 120 s/);
});

test("a stop during the wait sends nothing more", async () => {
  const busy = failed("overloaded", "busy");
  const { outcome, calls } = await run([busy, busy, busy], 2);
  assert.deepEqual(outcome, { kind: "stopped", text: "" });
  assert.equal(calls, 2);
});

test("a wait never exceeds its bound nor falls short of what the vendor asks", () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  const asked = fc.option(fc.nat(200_000));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), random, asked, (attempt, chance, retryAfter) => {
      const failure = modelFailure("overloaded", "", { retryAfter });
      const wait = waitBefore(attempt, failure, defaultRetryPolicy, chance);
      assert.ok(wait >= (retryAfter ?? 0));
      assert.ok(wait <= Math.max(defaultRetryPolicy.maxDelay, retryAfter ?? 0));
    }),
  );
});
