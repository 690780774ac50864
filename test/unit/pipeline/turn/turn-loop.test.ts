import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import * as z from "zod";
import type { Message, ToolCallPart } from "../../../../src/model/message.ts";
import { modelFailure } from "../../../../src/model/model-failure.ts";
import type { ModelRequest } from "../../../../src/model/model-port.ts";
import type { FailureKind, ModelOutcome, StopReason } from "../../../../src/model/outcome.ts";
import { defineTool, done, ends, failed, refused } from "../../../../src/pipeline/tools/tool.ts";
import { runTurn, type TurnResult } from "../../../../src/pipeline/turn/turn-loop.ts";

const usage = { freshInput: 1, cacheRead: 0, cacheWrite: 0, output: 1, reasoning: 0 };
const question: Message = { role: "user", parts: [{ type: "text", text: "Go." }] };

interface Stage {
  readonly requests: readonly ModelRequest[];
  /** Inputs with which the tool really ran. */
  readonly ran: readonly string[];
  /** What the sink was told, in order. */
  readonly told: readonly string[];
  readonly result: TurnResult;
}

/** One answer of the model; a function where something must happen first. */
type Line = ModelOutcome | ((abort: () => void) => ModelOutcome);

/** Plays a turn with one tool, `work`, whose input says how it ends: `done ends refused failed abort`. */
async function play(lines: readonly Line[], maxCalls = 50): Promise<Stage> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const requests: ModelRequest[] = [];
  const ran: string[] = [];
  const told: string[] = [];
  const work = defineTool({
    name: "work",
    description: "",
    input: z.strictObject({ how: z.enum(["done", "ends", "refused", "failed", "abort"]) }),
    summarize: ({ how }) => `works ${how}`,
    execute: async ({ how }, signal) => {
      assert.equal(signal.aborted, false, "no tool begins after Stop");
      ran.push(how);
      if (how === "abort") abort();
      if (how === "ends") return ends("over");
      return how === "refused" ? refused("no") : how === "failed" ? failed("broken") : done("ok");
    },
  });
  const rest = [...lines];
  const result = await runTurn({
    port: {
      respond: async (request, { signal }) => {
        requests.push(request);
        if (signal.aborted) return { kind: "stopped", text: "" };
        const line = rest.shift() ?? says("The end.");
        return typeof line === "function" ? line(abort) : line;
      },
    },
    request: { model: "m", system: [], maxOutputTokens: 1, cacheKey: "" },
    messages: [question],
    tools: [work],
    maxCalls,
    signal: controller.signal,
    sink: {
      text: () => {},
      toolStart: async (call, summary) => void told.push(`start ${call.id} ${summary}`),
      toolEnd: async (call, { status }) => void told.push(`end ${call.id} ${status}`),
      usage: async () => void told.push("usage"),
    },
    describe: ({ kind }) => ({ what: kind, why: "", next: "", action: null }),
  });
  return { requests, ran, told, result };
}

function says(text: string, stop: StopReason = "end"): ModelOutcome {
  return { kind: "completed", parts: [{ type: "text", text }], stop, usage };
}

let ids = 0;

function calls(stop: StopReason, ...wanted: readonly (readonly [string, unknown])[]): ModelOutcome {
  const parts = wanted.map(([name, input]): ToolCallPart => {
    return { type: "tool-call", id: `call-${++ids}`, name, input };
  });
  return { kind: "completed", parts, stop, usage };
}

function works(...how: readonly string[]): ModelOutcome {
  return calls("tools", ...how.map((how) => ["work", { how }] as const));
}

function fails(kind: FailureKind): ModelOutcome {
  return { kind: "failed", failure: modelFailure(kind, kind) };
}

/** Every call of a message is answered, in order, by the next one, and nothing else is. */
function assertPaired(messages: readonly Message[]): void {
  let open: readonly string[] = [];
  for (const message of messages) {
    if (message.role === "assistant") {
      assert.deepEqual(open, [], "calls left without results");
      assert.ok(message.parts.length > 0, "an empty answer is nothing a vendor takes back");
      open = message.parts.flatMap((part) => (part.type === "tool-call" ? [part.id] : []));
    } else {
      const results = message.parts.filter((part) => part.type === "tool-result");
      assert.deepEqual(
        results.map(({ id }) => id),
        open,
      );
      open = [];
    }
  }
  assert.deepEqual(open, [], "calls left without results at the end");
}

function failureOf({ outcome }: TurnResult): string {
  return outcome.kind === "failed" ? outcome.failure.what : outcome.kind;
}

test("calls run one after the other and their results go back in order", async () => {
  const { result, ran, told, requests } = await play([works("done", "failed"), says("Fine.")]);
  assert.deepEqual(ran, ["done", "failed"]);
  assert.equal(result.text, "Fine.");
  assert.deepEqual([result.outcome.kind, result.endedByTool], ["done", false]);
  const verbs = told.map((line) => line.replace(/ call-\d+/, ""));
  assert.deepEqual(verbs, [
    "usage",
    "start works done",
    "end done",
    "start works failed",
    "end failed",
    "usage",
  ]);
  const results = requests[1]?.messages.at(-1)?.parts ?? [];
  assert.deepEqual(
    results.map((part) => part.type === "tool-result" && [part.text, part.isError]),
    [
      ["ok", false],
      ["broken", true],
    ],
  );
});

test("a tool that ends the turn ends it, and calls after it are answered and not run", async () => {
  const { result, ran } = await play([works("ends", "done")]);
  assert.deepEqual(ran, ["ends"]);
  assert.deepEqual([result.outcome.kind, result.endedByTool], ["done", true]);
  assertPaired(result.messages);
});

test("Stop in the middle lets the tool at work end and answers the remaining calls", async () => {
  const { result, ran, requests } = await play([works("done", "abort", "done", "done")]);
  assert.deepEqual(ran, ["done", "abort"]);
  assert.equal(result.outcome.kind, "stopped");
  assert.equal(requests.length, 1);
  assertPaired(result.messages);
  const last = result.messages.at(-1)?.parts.at(-1);
  assert.ok(last?.type === "tool-result" && /work was stopped/.test(last.text));
});

test("Stop before the tool that would end the turn is a stop", async () => {
  const { result } = await play([works("abort", "ends")]);
  assert.equal(result.outcome.kind, "stopped");
});

test("nothing runs from an answer cut at the token limit, and the model is told", async () => {
  const cut = calls("length", ["work", { how: "done" }]);
  const { result, ran, requests } = await play([cut, says("I see.")]);
  assert.deepEqual(ran, []);
  assert.equal(result.outcome.kind, "done");
  assert.match(JSON.stringify(requests[1]?.messages.at(-1)), /cut at the token limit/);
});

test("text cut at the token limit is a failure that says so", async () => {
  const { result } = await play([says("And then", "length")]);
  assert.equal(failureOf(result), "The answer was cut off.");
  assert.equal(result.text, "And then");
});

test("a broken answer is asked for again, twice at most", async () => {
  assert.equal((await play([fails("malformed"), fails("empty")])).result.outcome.kind, "done");
  const { result, requests } = await play([fails("malformed"), fails("empty"), fails("malformed")]);
  assert.equal(failureOf(result), "malformed");
  assert.equal(requests.length, 3);
});

test("every other failure ends the turn at once, in the port's words", async () => {
  const { result, requests } = await play([works("done"), fails("rate-limited")]);
  assert.equal(failureOf(result), "rate-limited");
  assert.equal(requests.length, 2);
  assertPaired(result.messages);
});

test("a turn that never ends is ended", async () => {
  const { result, requests } = await play(
    Array.from({ length: 9 }, () => works("done")),
    4,
  );
  assert.equal(failureOf(result), "The model did not come to an end.");
  assert.equal(requests.length, 4);
  assertPaired(result.messages);
});

test("what a refusal left of calls does not come back in the conversation", async () => {
  const { result, ran } = await play([calls("refusal", ["work", { how: "done" }])]);
  assert.deepEqual(ran, []);
  assert.equal(failureOf(result), "The model declined to answer.");
  assertPaired(result.messages);
});

const anyCall = fc.constantFrom<readonly [string, unknown]>(
  ["work", { how: "done" }],
  ["work", { how: "failed" }],
  ["work", { how: "refused" }],
  ["work", { how: "ends" }],
  ["work", { how: "abort" }],
  ["work", { how: "fly" }],
  ["work", { how: "done", approved: true }],
  ["work", "done"],
  ["work", null],
  ["shell", { command: "rm -rf /" }],
  ["", {}],
);
const stops = fc.constantFrom<StopReason>("tools", "tools", "tools", "end", "length", "refusal");
const anyLine: fc.Arbitrary<() => Line> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(stops, fc.array(anyCall, { minLength: 1, maxLength: 5 })).map(
      ([stop, wanted]) =>
        () =>
          calls(stop, ...wanted),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .array(anyCall, { minLength: 1, maxLength: 3 })
      .map((wanted) => () => (abort: () => void) => {
        abort();
        return calls("tools", ...wanted);
      }),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.string(), stops).map(
      ([text, stop]) =>
        () =>
          says(text, stop),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom<FailureKind>("malformed", "empty", "stalled")
      .map((kind) => () => fails(kind)),
  },
  { weight: 1, arbitrary: fc.constant(() => ({ kind: "stopped" as const, text: "so f" })) },
);

test("whatever a model sends, calls and results match and only sound calls run", () => {
  return fc.assert(
    fc.asyncProperty(fc.array(anyLine, { maxLength: 8 }), async (makers) => {
      const lines = makers.map((make) => make());
      const { requests, result, ran, told } = await play(lines);
      for (const { messages } of requests) assertPaired(messages);
      assertPaired(result.messages);
      assert.deepEqual(result.messages[0], question);
      const executable = lines.flatMap((line) => {
        const outcome = typeof line === "function" ? line(() => {}) : line;
        if (outcome.kind !== "completed" || outcome.stop === "length") return [];
        return outcome.parts.flatMap((part) => (part.type === "tool-call" ? [part] : []));
      });
      const sound = executable.filter(({ name, input }) => {
        const keys = typeof input === "object" && input !== null ? Object.entries(input) : [];
        return name === "work" && keys.length === 1 && keys[0]?.[1] !== "fly";
      });
      assert.ok(ran.length <= sound.length);
      const starts = told.filter((line) => line.startsWith("start")).length;
      assert.equal(told.filter((line) => line.startsWith("end")).length, starts);
    }),
    { numRuns: 500 },
  );
});
