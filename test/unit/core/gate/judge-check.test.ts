import assert from "node:assert/strict";
import { test } from "node:test";
import { type CheckRun, judgeCheck } from "../../../../src/core/gate/judge-check.ts";

const clean: CheckRun = {
  exitCode: 0,
  signal: null,
  cutShort: null,
  startFailure: null,
  counts: null,
  output: "",
};

test("exit code 0 passes, with tests that passed or with none counted", () => {
  assert.deepEqual(judgeCheck(clean), { passed: true, reason: null });
  const counts = { passed: 2, failed: 0, skipped: 3 };
  assert.deepEqual(judgeCheck({ ...clean, counts }), { passed: true, reason: null });
});

const failures: readonly (readonly [Partial<CheckRun>, string])[] = [
  [{ counts: { passed: 0, failed: 0, skipped: 0 } }, "No test ran."],
  [{ counts: { passed: 0, failed: 0, skipped: 2 } }, "Every test was skipped."],
  [{ counts: { passed: 3, failed: 1, skipped: 0 } }, "1 test failed, although the exit code is 0."],
  [{ exitCode: 1, counts: { passed: 3, failed: 2, skipped: 0 } }, "2 tests failed."],
  [{ exitCode: 5, counts: { passed: 0, failed: 0, skipped: 0 } }, "No test ran."],
  [{ exitCode: 2 }, "It ended with exit code 2."],
  [{ exitCode: 127 }, "A program it needs is not installed (exit code 127)."],
  [
    { exitCode: 1, output: 'npm error Missing script: "tests"\nnpm error\n' },
    'package.json has no script named "tests".',
  ],
  [{ exitCode: null, signal: "SIGSEGV" }, "It was ended by the signal SIGSEGV."],
  [
    { exitCode: null, signal: "SIGTERM", cutShort: "timed-out" },
    "It did not end within the time limit.",
  ],
  [{ cutShort: "stopped" }, "Stopped before it ended."],
  [
    { exitCode: null, startFailure: "pytest is not installed or not on the PATH." },
    "pytest is not installed or not on the PATH.",
  ],
];

for (const [run, reason] of failures) {
  test(`not a pass: ${reason} ${JSON.stringify(run)}`, () => {
    assert.deepEqual(judgeCheck({ ...clean, ...run }), { passed: false, reason });
  });
}
