import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import { createModelSource } from "../../src/pipeline/team/model-source.ts";
import { createAnthropic } from "../../src/providers/anthropic/anthropic.ts";
import { createOpenAi } from "../../src/providers/openai/openai.ts";
import type { Reply } from "../support/fault-vendor.ts";
import { treeHash } from "../support/tree-hash.ts";
import {
  assertFailure,
  type BadInputStage,
  badInputStage,
  type Call,
  edits,
  findsNothing,
  finishes,
  lastFailure,
  plan,
  reads,
  writes,
} from "../unit/pipeline/bad-input-stage.ts";
import { anthropicWire } from "./anthropic-wire.ts";
import { faultVendorForFile, json, testKey } from "./call-vendor.ts";
import { openAiWire } from "./openai-wire.ts";
import { type Refusal, type VendorWire, vendorWires, type WireAnswer } from "./vendor-wire.ts";

const server = faultVendorForFile();

/** What is missing on our side; by default nothing. */
interface Lack {
  readonly key?: boolean;
  readonly provider?: string;
}

/** The whole pipeline over the real vendor packages; waits between tries take no time. */
function stageOver(context: TestContext, lack: Lack = {}): Promise<BadInputStage> {
  const source = createModelSource({
    providers: { anthropic: async () => createAnthropic, openai: async () => createOpenAi },
    keyFor: async () => (lack.key === true ? null : testKey),
    baseUrl: () => server().origin,
    idleTimeout: () => 300,
    timing: { wait: async () => undefined, random: () => 0 },
  });
  return badInputStage(context, source);
}

/** The replies in order; the last one stands for all further requests. */
function answersInTurn(...replies: readonly Reply[]): void {
  server().answer((index) => replies[index] ?? replies.at(-1) ?? { chunks: [] });
}

const html: Reply = {
  headers: { "content-type": "text/html; charset=utf-8" },
  chunks: ["<!doctype html><title>Sign in</title><p>Please sign in."],
};

function says(wire: VendorWire, answer: WireAnswer): Reply {
  return { chunks: [wire.stream(answer)] };
}

function calls(wire: VendorWire, ...wanted: readonly Call[]): Reply {
  const called = wanted.map(([name, input], index) => {
    return { id: `call_${index}`, name, json: JSON.stringify(input) };
  });
  return says(wire, { calls: called });
}

interface Fault {
  readonly name: string;
  reply(wire: VendorWire): Reply;
  /** Requests until Signoff gives up. */
  readonly requests: number;
  readonly about: RegExp;
  readonly action: string | null;
}

const refusal = (wanted: Refusal) => (wire: VendorWire) => json(wire.refuse(wanted));

const faults: readonly Fault[] = [
  {
    name: "401 for the key",
    reply: refusal("wrong-key"),
    requests: 1,
    about: /did not accept the key.*status 401.*Enter the key again/,
    action: "signoff.enterKey",
  },
  {
    name: "403 for the model",
    reply: refusal("forbidden"),
    requests: 1,
    about: /did not accept the key.*status 403/,
    action: "signoff.enterKey",
  },
  {
    name: "that it does not know the model",
    reply: refusal("unknown-model"),
    requests: 1,
    about: /does not know the model.*Choose another model/,
    action: "signoff.openSettings",
  },
  {
    name: "429 for ever",
    reply: refusal("rate-limited"),
    requests: 5,
    about: /no more requests for now.*status 429.*Wait a little/,
    action: null,
  },
  {
    name: "500 for ever",
    reply: refusal("server-fault"),
    requests: 5,
    about: /overloaded or has a fault.*status 500.*Try again/,
    action: "signoff.openSettings",
  },
  {
    name: "with an HTML page",
    reply: () => html,
    requests: 1,
    about: /Something other than the API.*HTML page.*Check the address/,
    action: "signoff.openSettings",
  },
  {
    name: "with an HTML page and status 502",
    reply: () => ({ ...html, status: 502 }),
    requests: 1,
    about: /Something other than the API.*HTML page/,
    action: "signoff.openSettings",
  },
  {
    name: "with nothing",
    reply: () => ({ chunks: [] }),
    requests: 5,
    about: /broke off.*Try again/,
    action: "signoff.showLog",
  },
  {
    name: "with silence",
    reply: () => ({ chunks: [], finish: "hang" }),
    requests: 5,
    about: /stopped answering.*Try again/,
    action: "signoff.showLog",
  },
  {
    name: "with an answer without content",
    reply: (wire) => says(wire, {}),
    requests: 6,
    about: /answered with nothing.*Try again/,
    action: "signoff.openSettings",
  },
  {
    name: "with half a stream",
    reply: (wire) => ({ chunks: [wire.begin("Half an ans")], finish: "cut" }),
    requests: 5,
    about: /broke off.*Nothing of it was used/,
    action: "signoff.showLog",
  },
  {
    name: "with a stream that ends too early",
    reply: (wire) => ({ chunks: [wire.begin("Half an ans")] }),
    requests: 5,
    about: /broke off.*Nothing of it was used/,
    action: "signoff.showLog",
  },
  {
    name: "with arguments that are not JSON",
    reply: (wire) =>
      says(wire, { calls: [{ id: "call_0", name: "read_file", json: '{"path": ' }] }),
    requests: 6,
    about: /cannot be read.*Nothing of it was run/,
    action: "signoff.openSettings",
  },
  {
    name: "with a call cut at the token limit",
    reply: (wire) =>
      says(wire, { end: "limit", calls: [{ id: "call_0", name: "read_file", json: '{"path": ' }] }),
    requests: 1,
    about: /cut off.*Try again/,
    action: null,
  },
];

for (const wire of vendorWires) {
  describe(`${wire.name} at the architect's seat`, () => {
    for (const { name, reply, requests, about, action } of faults) {
      test(`answers ${name}: the person reads why, and the next message is answered`, async (context) => {
        const stage = await stageOver(context);
        stage.world.models = { architect: { provider: wire.provider, id: wire.model } };
        const untouched = await treeHash(stage.root);
        answersInTurn(reply(wire));
        await stage.say("Make the greeting polite.");
        assert.equal(server().received.length, requests);
        assertFailure(lastFailure(stage), about);
        assert.equal(lastFailure(stage)?.action?.command ?? null, action);

        await answersAgain(stage, wire);
        assert.equal(await treeHash(stage.root), untouched);
        assert.ok(!JSON.stringify(stage.events).includes(testKey), "the key is in the journal");
      });
    }

    test("recovers from a 429, a 500 and half a stream without the person", async (context) => {
      const stage = await stageOver(context);
      stage.world.models = { architect: { provider: wire.provider, id: wire.model } };
      answersInTurn(
        json(wire.refuse("rate-limited"), { "retry-after": "1" }),
        json(wire.refuse("server-fault")),
        { chunks: [wire.begin("Half an ans")], finish: "cut" },
        says(wire, { text: "Gladly." }),
      );
      await stage.say("Make the greeting polite.");
      assert.equal(lastFailure(stage), null);
      const turn = stage.store.state.timeline.at(-1);
      assert.equal(turn?.kind === "turn" && turn.text, "Gladly.", "nothing of the halves is kept");
      assert.deepEqual(stage.broken, []);
    });
  });
}

/** The vendor is well again, and so is the conversation. */
async function answersAgain(stage: BadInputStage, wire: VendorWire): Promise<void> {
  answersInTurn(says(wire, { text: "Here I am again." }));
  await stage.say("Are you there?");
  assert.equal(lastFailure(stage), null);
  const turn = stage.store.state.timeline.at(-1);
  assert.equal(turn?.kind === "turn" && turn.text, "Here I am again.");
  assert.match(JSON.stringify(server().received[0]?.body), /Make the greeting polite/);
  assert.deepEqual(stage.broken, []);
}

test("Without a key nothing is sent, the card offers to enter one, and then it answers", async (context) => {
  const lack = { key: true };
  const stage = await stageOver(context, lack);
  answersInTurn({ chunks: [] });
  await stage.say("Make the greeting polite.");
  assertFailure(lastFailure(stage), /no key for Anthropic.*Enter a key/);
  assert.equal(lastFailure(stage)?.action?.command, "signoff.enterKey");
  assert.equal(server().received.length, 0);
  lack.key = false;
  await answersAgain(stage, anthropicWire);
});

test("A provider nobody knows is named, and the corrected one answers", async (context) => {
  const stage = await stageOver(context);
  stage.world.models = { architect: { provider: "antropic", id: "claude-opus-5-5" } };
  await stage.say("Make the greeting polite.");
  assertFailure(
    lastFailure(stage),
    /provider "antropic".*known providers are anthropic and openai/,
  );
  assert.equal(lastFailure(stage)?.action?.command, "signoff.openSettings");
  stage.world.models = {};
  await answersAgain(stage, anthropicWire);
});

const proposal = [
  calls(anthropicWire, ["propose_plan", { markdown: plan }]),
  says(anthropicWire, { text: "Please read it." }),
];
const work = [
  calls(anthropicWire, reads("src/greet.mjs")),
  calls(
    anthropicWire,
    edits("src/greet.mjs", "hello", "(bows) hello"),
    writes("src/bow.mjs", "export {};\n"),
  ),
  calls(anthropicWire, finishes),
];
const review = calls(openAiWire, findsNothing);

test("A write that arrives only in half is never run; Go on builds the task", async (context) => {
  const stage = await stageOver(context);
  const whole = anthropicWire.stream({
    calls: [
      { id: "call_0", name: "write_file", json: JSON.stringify(writes("src/bow.mjs", "x")[1]) },
    ],
  });
  const half: Reply = {
    chunks: [whole.slice(0, whole.indexOf("message_delta") - 10)],
    finish: "cut",
  };
  answersInTurn(...proposal, ...Array.from({ length: 5 }, () => half), ...work, review);
  await buildOver(stage);
  assert.equal(stage.task().status, "failed");
  assertFailure(stage.task().failure, /broke off.*Nothing of it was used/);
  assert.deepEqual(
    stage.store.state.round?.edits.map((edit) => edit.task),
    ["signoff"],
  );
  await stage.goOn();
  assert.equal(stage.task().status, "done");
  assert.deepEqual(stage.gate(), ["pass", "pass", "pass"]);
  assert.deepEqual(stage.broken, []);
  await stage.assertFence();
});

test("A reviewer's vendor that is down leaves a gap that Go on fills", async (context) => {
  const stage = await stageOver(context);
  const down = Array.from({ length: 5 }, () => json(openAiWire.refuse("overloaded")));
  answersInTurn(...proposal, ...work, ...down, review);
  await buildOver(stage);
  const outcome = stage.store.state.round?.looks[0]?.reviewers[0]?.outcome;
  assertFailure(outcome?.kind === "failed" ? outcome.failure : null, /OpenAI is overloaded/);
  assert.equal(stage.gate(), null);
  await stage.goOn();
  assert.deepEqual(stage.gate(), ["pass", "pass", "pass"]);
  assert.deepEqual(stage.broken, []);
});

/** Talks, approves and waits, like `stage.build` without a script. */
async function buildOver(stage: BadInputStage): Promise<void> {
  await stage.say("Make the greeting polite.");
  assert.equal(stage.store.state.plan?.number, 1);
  await stage.approve();
}
