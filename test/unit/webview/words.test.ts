import assert from "node:assert/strict";
import { test } from "node:test";
import { lockWords } from "../../../src/core/lock/lock-words.ts";
import {
  costWords,
  durationWords,
  moneyWords,
  phaseWords,
} from "../../../src/core/session/phase-words.ts";
import { fold } from "../../../src/core/session/reduce.ts";
import { finishedSentences } from "../../../webview/chat/announcer.ts";
import {
  canSend,
  decidedWords,
  findingWords,
  hasReview,
  reviewerWords,
  sendWords,
  undecidedLook,
  unfoundedWords,
} from "../../../webview/words/review-words.ts";
import {
  cacheWords,
  costShares,
  spendWords,
  teamWords,
  timeWords,
} from "../../../webview/words/session-words.ts";
import {
  chunkWords,
  commandWords,
  resultWords,
  taskTime,
} from "../../../webview/words/task-words.ts";
import { toolWords } from "../../../webview/words/tool-words.ts";
import { building } from "./samples/build.ts";
import { begun, planned, streaming } from "./samples/design.ts";
import { ended, fixed, gate, reviewed, reviewFailed } from "./samples/review.ts";
import { eventsOf, result, type Step } from "./samples/steps.ts";

function after(...parts: readonly (readonly Step[])[]) {
  return fold(eventsOf(begun, streaming, ...parts));
}

test("the lock is put in the same words everywhere", () => {
  const time = () => "14:02";
  const words = [
    { kind: "locked", reason: "no-plan" },
    { kind: "locked", reason: "waiting", plan: 3 },
    { kind: "locked", reason: "changed", plan: 3, what: "CONSTRAINTS.md" },
    { kind: "locked", reason: "round-over", plan: 3 },
    { kind: "unlocked", plan: 3, at: 1 },
  ] as const;
  assert.deepEqual(
    words.map((lock) => lockWords(lock, time)),
    [
      "Locked: no plan yet",
      "Locked: waiting for your approval of plan v3",
      "Locked: CONSTRAINTS.md changed; plan v3 needs your approval again",
      "Locked: the round of plan v3 is over",
      "Unlocked by you 14:02, plan v3",
    ],
  );
});

test("the phase says which task of how many is being built", () => {
  const built = after(planned, building);
  assert.equal(phaseWords(built.phase, built.round), "Build 2/4 · T2 of 2");
  const state = after(planned, building, reviewed);
  assert.equal(phaseWords(state.phase, state.round), "Review 3/4");
  const fixing = after(planned, building, reviewed, fixed.slice(0, 4));
  assert.equal(phaseWords(fixing.phase, fixing.round), "Build 2/4 · fix-1");
  assert.equal(phaseWords("design", null), "Design 1/4");
});

test("money is exact to the cent, honest below it, and never invents a price", () => {
  assert.equal(moneyWords(0.42, false), "$0.42");
  assert.equal(moneyWords(0.004, false), "<$0.01");
  assert.equal(moneyWords(0, false), "$0.00");
  assert.equal(moneyWords(0, true), "price unknown");
  assert.equal(moneyWords(0.42, true), "at least $0.42");
  assert.equal(costWords(after(planned).usage), "$0.42");
});

test("time passes in minutes, then hours, then days", () => {
  const minute = 60_000;
  const words = [0, 24, 59, 60, 125, 47 * 60, 49 * 60].map((n) => durationWords(n * minute));
  assert.deepEqual(words, [
    "0 min",
    "24 min",
    "59 min",
    "1 h 00 min",
    "2 h 05 min",
    "47 h 00 min",
    "2 d",
  ]);
  assert.equal(durationWords(-5), "0 min");
  assert.equal(timeWords(59_999), "<1 min");
  assert.equal(timeWords(60_000), "1 min");
});

test("the spend stops counting minutes when the round is over", () => {
  const state = after(planned, building, reviewed, fixed, gate(true), ended("kept"));
  const end = state.timeline.at(-1);
  assert.ok(end?.kind === "round-end");
  assert.equal(spendWords(state, end.at + 9e9), spendWords(state, end.at));
  assert.equal(spendWords(fold([]), 5e9), "");
});

test("the team is named by its models in the order of the line", () => {
  assert.equal(teamWords(after(planned)), "opus-5-5 → sonnet-5-5 → gpt-6.1-sol");
  assert.equal(teamWords(after()), "opus-5-5");
});

test("the cost is shared among the roles that spent, and the cache is a share of the input", () => {
  const { usage } = after(planned, building, reviewed);
  const shares = costShares(usage);
  assert.deepEqual(
    shares.map((share) => share.words),
    ["architect $0.42", "developer $0.20", "reviewer $0.06"],
  );
  assert.ok(Math.abs(shares.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-9);
  assert.equal(cacheWords(usage), "82 % of input cached");
  assert.deepEqual(costShares(fold([]).usage), []);
});

test("tool use is one line that counts and does not hide a refusal", () => {
  const turn = Object.values(after().live)[0];
  assert.equal(toolWords(turn?.tools ?? []), "read 6 files, searched 3 times, 1 refused");
  assert.equal(
    toolWords([{ call: "c", tool: "odd_tool", summary: "", status: "failed", reason: "x" }]),
    "1 failed",
  );
  assert.equal(
    toolWords([{ call: "c", tool: "odd_tool", summary: "", status: "done", reason: null }]),
    "used odd_tool",
  );
});

test("a task says how long it took, what it changed and what its checks said", () => {
  const task = after(planned, building, reviewed).round?.tasks[0];
  assert.ok(task);
  assert.equal(taskTime(task, 0), "31 s");
  assert.equal(chunkWords(task.chunk), "2 files, +61 −3");
  assert.equal(taskTime({ ...task, startedAt: 0, endedAt: null }, 125_000), "2 min 05 s");
  const check = { argv: ["npm", "test", "--", "a b"], cwd: "api" };
  assert.equal(commandWords(check), 'npm test -- "a b" (in api)');
  assert.equal(
    resultWords(result(check, { passed: 4, failed: 1, skipped: 2 }, false)),
    "4 passed, 1 failed, 2 skipped",
  );
  assert.equal(resultWords(result(check, null, false)), "1 test failed");
});

test("findings are counted as they stand, by the person or as recommended", () => {
  const { round } = after(planned, building, reviewed);
  assert.ok(round);
  const [first] = round.findings;
  assert.ok(first);
  assert.equal(findingWords(round.findings), "2 findings · 1 to accept, 1 to reject");
  assert.equal(sendWords(round.findings), "Send 1 (0 by you, 1 recommended)");
  const byPerson = { ...first, disposition: "accept", by: "person" } as const;
  assert.equal(sendWords([byPerson]), "Send 1 (1 by you, 0 recommended)");
  assert.equal(decidedWords(first, false), "recommended, not yet by you");
  assert.equal(decidedWords(byPerson, false), "by you");
  assert.equal(findingWords([]), "No findings");
});

test("a reviewer that failed leaves a gap that is named and never counts as a review", () => {
  const { round } = after(planned, building, reviewFailed);
  const look = undecidedLook(round);
  assert.ok(look);
  assert.deepEqual([canSend(look), hasReview(look)], [true, false]);
  assert.equal(reviewerWords(look.reviewers[0]!, 0), "no review: OpenAI is overloaded");
  const good = after(planned, building, reviewed).round?.looks[0]?.reviewers[0];
  assert.ok(good);
  assert.equal(reviewerWords(good, 2), "2 findings · 1 unfounded");
  assert.match(unfoundedWords(good), /^1 unfounded finding of gpt-6.1-sol hidden/);
});

test("streamed text is spoken in finished sentences, each once", () => {
  const text = "One sentence. Another one? And a thi";
  const first = finishedSentences(text, 0);
  assert.equal(first.spoken, "One sentence. Another one?");
  assert.equal(finishedSentences(text, first.end).spoken, "");
  assert.equal(finishedSentences(`${text}rd.\n\nNext`, first.end).spoken, "And a third.");
});
