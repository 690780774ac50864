import type { TestCounts } from "./check-result.ts";

type Reader = (output: string) => TestCounts | null;

/**
 * Tests as the runner's own summary counts them, added up where there are several summaries.
 * Null where no known summary is found, which says nothing about whether tests ran. `output` is
 * free of terminal escapes.
 */
export function countTests(output: string): TestCounts | null {
  const counts = readers.map((read) => read(output)).filter((count) => count !== null);
  return counts.length === 0 ? null : counts.reduce(add);
}

const readers: readonly Reader[] = [
  nodeTest,
  pytest,
  unittest,
  jest,
  vitest,
  mocha,
  cargo,
  goTest,
  dotnet,
  maven,
  rspec,
];

const none: TestCounts = { passed: 0, failed: 0, skipped: 0 };

function add(a: TestCounts, b: TestCounts): TestCounts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

/** One summary per match of `line`; the sum of them all, null where there is none. */
function summaries(
  output: string,
  line: RegExp,
  read: (found: string) => TestCounts,
): ReturnType<Reader> {
  const found = [...output.matchAll(line)].map((match) => read(match[0]));
  return found.length === 0 ? null : found.reduce(add);
}

/** Adds the numbers that stand before (`3 passed`) one of the words. */
function numberBefore(text: string, words: string): number {
  const found = text.matchAll(new RegExp(`(\\d+) (?:${words})\\b`, "g"));
  return [...found].reduce((sum, match) => sum + Number(match[1]), 0);
}

/** Adds the numbers that stand after (`Failed: 3`, `failures=3`, `fail 3`) one of the words. */
function numberAfter(text: string, words: string): number {
  const found = text.matchAll(new RegExp(`\\b(?:${words})(?::\\s*|=|\\s+)(\\d+)`, "g"));
  return [...found].reduce((sum, match) => sum + Number(match[1]), 0);
}

/**
 * `node --test`, spec and TAP. It counts a file that contains no test as one test that passed and
 * is named like the file; those are taken off again.
 */
function nodeTest(output: string): TestCounts | null {
  const counts = summaries(output, /^(?:ℹ|#) tests \d+(?:\n(?:ℹ|#) \w+ [\d.]+)+/gm, (found) => ({
    passed: numberAfter(found, "pass"),
    failed: numberAfter(found, "fail|cancelled"),
    skipped: numberAfter(found, "skipped|todo"),
  }));
  if (counts === null) return null;
  const named = output.match(/^(?:✔|ok \d+ -) \S+\.[cm]?[jt]sx?(?: \([\d.]+ms\))?$/gm) ?? [];
  const bareFiles = named.filter((line) => /[\\/]|test|spec/i.test(line));
  return { ...counts, passed: Math.max(0, counts.passed - bareFiles.length) };
}

function pytest(output: string): TestCounts | null {
  const line =
    /^=*\s*(?:no tests ran|\d+ (?:passed|failed|skipped|errors?|xfailed|xpassed|deselected|warnings?)\b.*?) in [\d.]+s\b/gm;
  return summaries(output, line, (found) => ({
    passed: numberBefore(found, "passed|xpassed"),
    failed: numberBefore(found, "failed|errors?"),
    skipped: numberBefore(found, "skipped|xfailed"),
  }));
}

/** Python's own runner: a number of tests, then a verdict with what was not a pass. */
function unittest(output: string): TestCounts | null {
  const summary = /^Ran \d+ tests? in [\d.]+s\s+(?:OK|FAILED|NO TESTS RAN).*$/gm;
  return summaries(output, summary, (found) => {
    const failed = numberAfter(found, "failures|errors|unexpected successes");
    const skipped = numberAfter(found, "skipped|expected failures");
    return { passed: Math.max(0, numberAfter(found, "Ran") - failed - skipped), failed, skipped };
  });
}

function jest(output: string): TestCounts | null {
  if (/^No tests found, exiting with code \d/m.test(output)) return none;
  return summaries(output, /^Tests: +.*\d+ total$/gm, (found) => ({
    passed: numberBefore(found, "passed"),
    failed: numberBefore(found, "failed"),
    skipped: numberBefore(found, "skipped|todo"),
  }));
}

function vitest(output: string): TestCounts | null {
  if (/^\s*No test files found, exiting with code \d/m.test(output)) return none;
  return summaries(output, /^ +Tests {2}(?:.*\(\d+\)|no tests)$/gm, (found) => ({
    passed: numberBefore(found, "passed"),
    failed: numberBefore(found, "failed"),
    skipped: numberBefore(found, "skipped|todo"),
  }));
}

function mocha(output: string): TestCounts | null {
  const summary = /^ {2}\d+ passing \(.+\)(?:\n {2}\d+ (?:pending|failing))*/gm;
  return summaries(output, summary, (found) => ({
    passed: numberBefore(found, "passing"),
    failed: numberBefore(found, "failing"),
    skipped: numberBefore(found, "pending"),
  }));
}

function cargo(output: string): TestCounts | null {
  return summaries(output, /^test result: .*$/gm, (found) => ({
    passed: numberBefore(found, "passed"),
    failed: numberBefore(found, "failed"),
    skipped: numberBefore(found, "ignored"),
  }));
}

/** `go test` counts only with `-v`; without it, packages that all lack tests are still known to be none. */
function goTest(output: string): TestCounts | null {
  const counts = summaries(output, /^--- (?:PASS|FAIL|SKIP): /gm, (found) => ({
    passed: found.includes("PASS") ? 1 : 0,
    failed: found.includes("FAIL") ? 1 : 0,
    skipped: found.includes("SKIP") ? 1 : 0,
  }));
  if (counts !== null) return counts;
  const packages = output.match(/^(?:ok {2}|\? {3})\t.+$/gm) ?? [];
  const empty = packages.every((line) => /\[no test(?:s to run| files)\]$/.test(line));
  return packages.length > 0 && empty ? none : null;
}

function dotnet(output: string): TestCounts | null {
  return summaries(output, /^(?:Passed|Failed|Skipped)! +- Failed: .*$/gm, (found) => ({
    passed: numberAfter(found, "Passed"),
    failed: numberAfter(found, "Failed"),
    skipped: numberAfter(found, "Skipped"),
  }));
}

/** Maven prints one line per class and then the total, so only the last line counts. */
function maven(output: string): TestCounts | null {
  const last = output.match(/Tests run: \d+, Failures: \d+, Errors: \d+, Skipped: \d+/g)?.at(-1);
  if (last === undefined) return null;
  const failed = numberAfter(last, "Failures|Errors");
  const skipped = numberAfter(last, "Skipped");
  return {
    passed: Math.max(0, numberAfter(last, "Tests run") - failed - skipped),
    failed,
    skipped,
  };
}

function rspec(output: string): TestCounts | null {
  return summaries(output, /^\d+ examples?, \d+ failures?(?:, \d+ pending)?/gm, (found) => {
    const failed = numberBefore(found, "failures?");
    const skipped = numberBefore(found, "pending");
    return { passed: numberBefore(found, "examples?") - failed - skipped, failed, skipped };
  });
}
