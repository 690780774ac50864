import assert from "node:assert/strict";
import { test } from "node:test";
import { countTests } from "../../../../src/core/gate/count-tests.ts";

type Counts = readonly [passed: number, failed: number, skipped: number] | null;

const nodeSummary = (sign: string, numbers: readonly number[]) =>
  ["tests", "suites", "pass", "fail", "cancelled", "skipped", "todo", "duration_ms"]
    .map((name, index) => `${sign} ${name} ${numbers[index] ?? "85.905881"}`)
    .join("\n");

const cases: readonly (readonly [string, string, Counts])[] = [
  [
    "node spec",
    `✔ ok (1.27ms)\n﹣ sk (0.2ms) # SKIP\n${nodeSummary("ℹ", [6, 1, 2, 1, 1, 1, 1])}\n`,
    [2, 2, 2],
  ],
  ["node TAP", `ok 1 - a\n1..4\n${nodeSummary("#", [4, 1, 2, 0, 0, 1, 1])}\n`, [2, 0, 2]],
  ["node without files", nodeSummary("ℹ", [0, 0, 0, 0, 0, 0, 0]), [0, 0, 0]],
  [
    "node with a file that has no test",
    `✔ test/empty.test.mjs (48.714629ms)\n${nodeSummary("ℹ", [1, 0, 1, 0, 0, 0, 0])}`,
    [0, 0, 0],
  ],
  [
    "pytest",
    "collected 8 items\n\ntests/test_a.py ..F.s.\n\n=== short test summary info ===\nFAILED tests/test_a.py::test_x - assert 1 == 2\n==== 1 failed, 4 passed, 1 skipped, 1 xfailed, 2 warnings, 1 error in 0.12s ====\n",
    [4, 2, 2],
  ],
  ["pytest quiet", "...\n3 passed in 0.01s\n", [3, 0, 0]],
  ["pytest over a minute", "==== 3 passed in 61.20s (0:01:01) ====\n", [3, 0, 0]],
  ["pytest without tests", "collected 0 items\n\n==== no tests ran in 0.01s ====\n", [0, 0, 0]],
  ["pytest all deselected", "==== 2 deselected in 0.01s ====\n", [0, 0, 0]],
  ["unittest", "..s\n-----\nRan 3 tests in 0.001s\n\nOK (skipped=1)\n", [2, 0, 1]],
  ["unittest failing", "Ran 4 tests in 0.001s\n\nFAILED (failures=1, errors=1)\n", [2, 2, 0]],
  ["unittest without tests", "Ran 0 tests in 0.000s\n\nNO TESTS RAN\n", [0, 0, 0]],
  [
    "jest",
    "Test Suites: 1 failed, 1 passed, 2 total\nTests:       1 failed, 2 skipped, 1 todo, 3 passed, 7 total\nSnapshots:   0 total\nTime:        0.5 s\n",
    [3, 1, 3],
  ],
  ["jest without tests", "No tests found, exiting with code 0\n", [0, 0, 0]],
  [
    "vitest",
    " Test Files  1 failed | 2 passed (3)\n      Tests  1 failed | 5 passed | 1 skipped (7)\n   Start at  10:00:00\n",
    [5, 1, 1],
  ],
  ["vitest without tests", "\nNo test files found, exiting with code 1\n", [0, 0, 0]],
  [
    "mocha",
    "\n  adding\n    ✔ works\n\n\n  3 passing (12ms)\n  1 pending\n  2 failing\n\n  1) adding\n",
    [3, 2, 1],
  ],
  ["mocha without tests", "\n\n  0 passing (1ms)\n\n", [0, 0, 0]],
  [
    "cargo, unit and doc tests",
    "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\n   Doc-tests x\n\ntest result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.30s\n",
    [4, 2, 1],
  ],
  [
    "go -v",
    "=== RUN   TestA\n=== RUN   TestA/sub\n--- PASS: TestA (0.00s)\n    --- PASS: TestA/sub (0.00s)\n--- SKIP: TestB (0.00s)\n--- FAIL: TestC (0.00s)\nFAIL\nFAIL\texample.com/x\t0.003s\n",
    [1, 1, 1],
  ],
  ["go without -v", "ok  \texample.com/x\t0.003s\n?   \texample.com/y\t[no test files]\n", null],
  [
    "go without tests",
    "?   \texample.com/y\t[no test files]\nok  \texample.com/z\t0.001s [no tests to run]\n",
    [0, 0, 0],
  ],
  [
    "dotnet",
    "Passed!  - Failed:     0, Passed:     3, Skipped:     1, Total:     4, Duration: 4 ms - X.Tests.dll (net8.0)\n",
    [3, 0, 1],
  ],
  [
    "maven",
    "[INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.1 s -- in A\n[INFO] Tests run: 3, Failures: 1, Errors: 0, Skipped: 1, Time elapsed: 0.1 s -- in B\n[INFO] Results:\n[ERROR] Tests run: 5, Failures: 1, Errors: 0, Skipped: 1\n",
    [3, 1, 1],
  ],
  ["rspec", "Finished in 0.01 seconds\n5 examples, 1 failure, 2 pending\n", [2, 1, 2]],
  ["a compiler", "src/a.ts(3,5): error TS2322: Type 'string' is not assignable.\n", null],
  ["prose about tests", "All tests passed. 3 passed through the gate in time.\n", null],
];

for (const [runner, output, expected] of cases) {
  test(`tests are counted as the summary says: ${runner}`, () => {
    const counts = countTests(output);
    assert.deepEqual(counts && [counts.passed, counts.failed, counts.skipped], expected);
  });
}

test("several summaries in one output are added up", () => {
  const output = "3 passed in 0.01s\n\n  2 passing (3ms)\n  1 failing\n";
  assert.deepEqual(countTests(output), { passed: 5, failed: 1, skipped: 0 });
});
