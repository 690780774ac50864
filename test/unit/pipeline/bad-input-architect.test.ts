import assert from "node:assert/strict";
import { test } from "node:test";
import type { FailureKind } from "../../../src/model/outcome.ts";
import { treeHash } from "../../support/tree-hash.ts";
import {
  assertFailure,
  badInputStage,
  calls,
  cutCalls,
  fails,
  type Line,
  lastFailure,
  lastResults,
  plan,
  reads,
  says,
} from "./bad-input-stage.ts";

interface Slip {
  readonly name: string;
  readonly lines: readonly Line[];
  /** What the failure card must say. */
  readonly about: RegExp;
  readonly action?: string;
}

/** Failures after which the same may come out right at once. */
const asksAgain: ReadonlySet<FailureKind> = new Set(["malformed", "empty"]);

const vendorSlip = (kind: FailureKind, message: string, about: RegExp, action?: string): Slip => ({
  name: `a call that ends as ${kind}`,
  lines: Array.from({ length: asksAgain.has(kind) ? 3 : 1 }, () => fails(kind, message)),
  about,
  ...(action === undefined ? {} : { action }),
});

const slips: readonly Slip[] = [
  vendorSlip(
    "unauthorized",
    "invalid key",
    /did not accept the key.*invalid key/,
    "signoff.enterKey",
  ),
  vendorSlip("no-credit", "spent", /no credit.*spent.*Add credit/, "signoff.openSettings"),
  vendorSlip("unknown-model", "no such model", /does not know the model/, "signoff.openSettings"),
  vendorSlip("invalid-request", "bad field", /refused the request.*bad field/, "signoff.showLog"),
  vendorSlip("context-overflow", "too long", /too long for.*new session/),
  vendorSlip("rate-limited", "slow down", /no more requests for now.*Wait/),
  vendorSlip("overloaded", "busy", /overloaded.*Try again/),
  vendorSlip("unreachable", "ECONNREFUSED", /cannot be reached.*network/, "signoff.openSettings"),
  vendorSlip("not-an-api", "an HTML page", /Something other than the API.*address/),
  vendorSlip("cut", "ended early", /broke off.*Try again/),
  vendorSlip("stalled", "silence", /stopped answering.*Try again/),
  vendorSlip("malformed", "not JSON", /cannot be read.*Try again/),
  vendorSlip("empty", "nothing", /answered with nothing.*Try again/),
  {
    name: "an unknown tool three times in a row",
    lines: Array.from({ length: 3 }, () => calls(["run_shell", { command: "rm -rf ." }])),
    about: /lost its way.*no tool "run_shell"/,
  },
  {
    name: "arguments that do not fit three times in a row",
    lines: Array.from({ length: 3 }, () => calls(["read_file", { path: 7 }])),
    about: /lost its way.*arguments do not fit\. path/,
  },
  {
    name: "the token limit inside a call three times in a row",
    lines: Array.from({ length: 3 }, () => cutCalls(reads("check.mjs"))),
    about: /lost its way.*token limit/,
  },
  {
    name: "the token limit inside its prose",
    lines: [says("It begins", "length")],
    about: /cut off.*Try again/,
  },
  {
    name: "a refusal that says nothing",
    lines: [{ ...calls(), stop: "refusal" }],
    about: /declined.*other words/,
  },
  {
    name: "a refusal in the middle of a call",
    lines: [{ ...calls(reads("check.mjs")), stop: "refusal" }],
    about: /declined.*other words/,
  },
];

for (const { name, lines, about, action } of slips) {
  test(`The architect's turn fails in words after ${name}, and the next message is answered`, async (context) => {
    const stage = await badInputStage(context);
    const untouched = await treeHash(stage.root);
    stage.lines.architect.push(...lines);
    await stage.say("Make the greeting polite.");
    assertFailure(lastFailure(stage), about);
    if (action !== undefined) assert.equal(lastFailure(stage)?.action?.command, action);
    assert.equal(stage.lines.architect.length, 0, "it was asked as often as it had to be");

    stage.lines.architect.push(says("Here I am again."));
    await stage.say("Are you there?");
    assert.equal(lastFailure(stage), null);
    assertSendable(stage.requests.at(-1)?.messages ?? []);
    assert.equal(await treeHash(stage.root), untouched);
    assert.deepEqual(stage.broken, []);
  });
}

type Messages = Awaited<ReturnType<typeof badInputStage>>["requests"][number]["messages"];

/** What every vendor wants of a conversation: it alternates, nothing is empty, each call has its result. */
function assertSendable(messages: Messages): void {
  for (const [index, message] of messages.entries()) {
    assert.equal(message.role, index % 2 === 0 ? "user" : "assistant", "roles alternate");
    assert.ok(message.parts.length > 0, "no message is empty");
    const called = message.parts.flatMap((part) => (part.type === "tool-call" ? [part.id] : []));
    const answered = (messages[index + 1]?.parts ?? []).flatMap((part) =>
      part.type === "tool-result" ? [part.id] : [],
    );
    assert.deepEqual(answered, called, "each call has its result");
  }
}

test("A slip of the architect is told to it, and it mends it in the same turn", async (context) => {
  const stage = await badInputStage(context);
  const told: string[] = [];
  const slip = (line: Line): Line => {
    return async (request) => {
      told.push(lastResults(stage));
      return typeof line === "function" ? line(request) : line;
    };
  };
  stage.lines.architect.push(
    calls(["run_shell", {}]),
    slip(calls(["read_file", { path: 7 }])),
    slip(cutCalls(reads("check.mjs"))),
    says("unreachable: three in a row end the turn"),
  );
  stage.lines.architect.splice(2, 0, slip(calls(reads("check.mjs"))));
  stage.lines.architect[4] = slip(says("Better."));
  await stage.say("Look around.");
  assert.equal(lastFailure(stage), null, "a good call in between ends the row");
  assert.match(told[0] ?? "", /no tool "run_shell"\. Your tools: read_file, list_files/);
  assert.match(told[1] ?? "", /arguments do not fit\. path/);
  assert.match(told[2] ?? "", /process\.exit/);
  assert.match(told[3] ?? "", /cut at the token limit/);
  assert.deepEqual(stage.broken, []);
});

test("The architect reads nothing outside the workspace", async (context) => {
  const stage = await badInputStage(context);
  const paths = ["../../etc/passwd", "/etc/passwd", "src/../../x", "C:\\Windows\\win.ini"];
  stage.lines.architect.push(calls(...paths.map(reads)), says("I may not."));
  await stage.say("What is in the password file?");
  const turn = stage.store.state.timeline.at(-1);
  assert.ok(turn?.kind === "turn");
  assert.deepEqual(
    turn.tools.map((tool) => tool.status),
    paths.map(() => "failed"),
  );
  for (const tool of turn.tools)
    assert.match(tool.reason ?? "", /outside|relative|workspace|forward slashes/i);
  assert.doesNotMatch(lastResults(stage), /root:/);
});

for (const path of [
  "../outside.mjs",
  "/tmp/outside.mjs",
  ".git/config",
  "CONSTRAINTS.md",
  ".signoff/agents/architect.md",
]) {
  test(`A plan that names ${path} is refused, and the mended one reaches the person`, async (context) => {
    const stage = await badInputStage(context);
    const bad = plan.replace("modify `src/greet.mjs`\n- create", `modify \`${path}\`\n- create`);
    let told = "";
    stage.lines.architect.push(
      calls(["propose_plan", { markdown: bad }]),
      async () => {
        told = lastResults(stage);
        return calls(["propose_plan", { markdown: plan }]);
      },
      says("Please read it."),
    );
    await stage.say("Make the greeting polite.");
    assert.ok(told.includes(path), told);
    assert.equal(stage.store.state.plan?.number, 1);
    assert.ok(!stage.store.state.plan?.markdown.includes(path));
    assert.deepEqual(stage.broken, []);
  });
}

test("A broken role file is named with its line, the message is kept, and the mended file answers", async (context) => {
  const stage = await badInputStage(context);
  stage.world.rosterFailure = {
    what: "The role file .signoff/agents/architect.md cannot be used.",
    why: "Line 2: role must be architect, developer or reviewer.",
    next: "Mend the line and send your message again; nothing was changed.",
    action: null,
  };
  await stage.say("Make the greeting polite.");
  assertFailure(lastFailure(stage), /architect\.md.*Line 2.*Mend the line/);
  assert.equal(stage.requests.length, 0, "no model was asked");

  stage.world.rosterFailure = null;
  stage.lines.architect.push(says("Gladly."));
  await stage.say("Now?");
  assert.equal(lastFailure(stage), null);
  const said = stage.requests.at(-1)?.messages ?? [];
  assertSendable(said);
  assert.match(JSON.stringify(said), /Make the greeting polite/, "what was said before is known");
  assert.deepEqual(stage.broken, []);
});
