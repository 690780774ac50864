import assert from "node:assert/strict";
import { test } from "node:test";
import { networkFailure } from "../../../../src/providers/shared/network-failure.ts";

function withCode(code: string, message = code): Error {
  return Object.assign(new Error(message), { code });
}

test("a certificate that is not trusted is unreachable and not tried again", () => {
  const cause = withCode("DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed certificate");
  const failure = networkFailure(new TypeError("fetch failed", { cause }), false);
  assert.deepEqual([failure.kind, failure.retryable], ["unreachable", false]);
  assert.equal(failure.message, "self-signed certificate");
});

test("of several addresses tried the first one's words count", () => {
  const attempts = [withCode("ECONNREFUSED", "connect ECONNREFUSED ::1:1"), new Error("second")];
  const cause = new AggregateError(attempts);
  const failure = networkFailure(new TypeError("fetch failed", { cause }), false);
  assert.equal(failure.message, "connect ECONNREFUSED ::1:1");
});

test("the time limits of Node's own fetch are stalls", () => {
  const cause = withCode("UND_ERR_BODY_TIMEOUT");
  assert.equal(networkFailure(new TypeError("terminated", { cause }), true).kind, "stalled");
});

test("what is not even an error is a failure all the same", () => {
  assert.equal(networkFailure("odd", true).kind, "cut");
});
