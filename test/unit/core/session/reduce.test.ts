import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { SessionFact } from "../../../../src/core/session/event.ts";
import { emptySession, fold, reduce } from "../../../../src/core/session/reduce.ts";
import type { SessionState } from "../../../../src/core/session/state.ts";
import {
  arbitraryFact,
  eventsOf,
  findingFact,
  model,
  planOf,
  proposal,
  task,
} from "./arbitrary-fact.ts";

const facts = fc.array(arbitraryFact, { maxLength: 60 });

function stateAfter(...facts: readonly SessionFact[]): SessionState {
  return fold(eventsOf(facts));
}

/** The same object all the way down: freezing shows a reducer that writes into what it was given. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

test("any facts in any order fold without an error, into new states only", () => {
  fc.assert(
    fc.property(facts, (facts) => {
      let state = frozen(structuredClone(emptySession));
      for (const event of eventsOf(facts)) {
        state = frozen(reduce(state, frozen(event)));
        assert.equal(state.sequence, event.sequence);
      }
    }),
  );
});

test("a snapshot taken anywhere and the events after it give what all events give", () => {
  fc.assert(
    fc.property(facts, fc.nat(60), (facts, cut) => {
      const events = eventsOf(facts);
      const snapshot: SessionState = structuredClone(fold(events.slice(0, cut)));
      assert.deepEqual(fold(events.slice(cut), snapshot), fold(events));
    }),
  );
});

test("a fact about something unknown changes nothing but the sequence", () => {
  const named: readonly (readonly [RegExp, (fact: SessionFact) => SessionFact])[] = [
    [
      /^(text-delta|tool-start|tool-end|turn-end)$/,
      (fact) => ({ ...fact, turn: "nobody" }) as SessionFact,
    ],
    [/^task-end$/, (fact) => ({ ...fact, task: "T99" }) as SessionFact],
    [/^edit-end$/, (fact) => ({ ...fact, edit: "nothing" }) as SessionFact],
    [/^check-end$/, (fact) => ({ ...fact, run: "none" }) as SessionFact],
    [/^disposition-settle$/, (fact) => ({ ...fact, finding: "none" }) as SessionFact],
    [/^decisions-settle$/, (fact) => ({ ...fact, look: 9 }) as SessionFact],
    [/^review-end$/, (fact) => ({ ...fact, look: 9, resolved: [] }) as SessionFact],
  ];
  fc.assert(
    fc.property(facts, arbitraryFact, (facts, fact) => {
      const rename = named.find(([type]) => type.test(fact.type))?.[1];
      fc.pre(rename !== undefined);
      const before = fold(eventsOf(facts));
      const event = { sequence: before.sequence + 1, at: 9_000, fact: rename(fact) };
      assert.deepEqual(reduce(before, event), { ...before, sequence: event.sequence });
    }),
    { numRuns: 500 },
  );
});

test("facts of a round mean nothing before the first round", () => {
  const outside = arbitraryFact.filter(({ type }) =>
    /^(baseline|task|edit|check|review|finding|disposition|decisions|gate|round-end)/.test(type),
  );
  fc.assert(
    fc.property(outside, (fact) => {
      assert.deepEqual(reduce(emptySession, { sequence: 1, at: 0, fact }), {
        ...emptySession,
        sequence: 1,
      });
    }),
  );
});

test("streamed text touches its own turn and no other part, by reference", () => {
  fc.assert(
    fc.property(facts, fc.string(), (facts, text) => {
      const start: SessionFact = {
        type: "turn-start",
        turn: "turn-9",
        role: "architect",
        name: "architect",
        model,
        task: null,
      };
      const before = fold(eventsOf([...facts, start]));
      const fact: SessionFact = { type: "text-delta", turn: "turn-9", text };
      const after = reduce(before, { sequence: before.sequence, at: 0, fact });
      for (const part of Object.keys(before) as (keyof SessionState)[]) {
        if (part !== "live") assert.equal(after[part], before[part], part);
      }
      for (const [turn, live] of Object.entries(before.live)) {
        if (turn !== "turn-9") assert.equal(after.live[turn], live);
      }
      assert.equal(after.live["turn-9"]?.text, text);
    }),
  );
});

test("a piece of streamed text costs the same however long the conversation is", () => {
  const touches = (messages: number): number => {
    const said = Array.from({ length: messages }, (_, index): SessionFact => {
      return { type: "message-add", id: `m${index}`, from: "person", text: "…" };
    });
    const start: SessionFact = {
      type: "turn-start",
      turn: "t",
      role: "architect",
      name: "architect",
      model,
      task: null,
    };
    const state = fold(eventsOf([...said, start]));
    let read = 0;
    const watch = <T extends object>(value: T): T =>
      new Proxy(value, {
        get(target, key, receiver) {
          read++;
          const found: unknown = Reflect.get(target, key, receiver);
          return typeof found === "object" && found !== null ? watch(found) : found;
        },
      });
    reduce(watch(state), {
      sequence: 1,
      at: 0,
      fact: { type: "text-delta", turn: "t", text: "x" },
    });
    return read;
  };
  assert.equal(touches(5_000), touches(5));
});

const opened = [
  proposal(1, planOf(task("T1"), task("T2", ["T1"]))),
  {
    type: "round-start",
    round: 1,
    plan: 1,
    version: "version-1",
    approval: "a",
    planPath: "p",
  },
] as const satisfies readonly SessionFact[];
const look: SessionFact = {
  type: "review-start",
  look: 1,
  reviewers: [{ name: "reviewer-pedant", model }],
};

test("a look taken again starts over: what it had found does not stand twice", () => {
  const again = stateAfter(
    ...opened,
    look,
    findingFact("finding-1", 1),
    look,
    findingFact("finding-2", 1),
  );
  assert.deepEqual(
    again.round?.findings.map(({ finding }) => finding.id),
    ["finding-2"],
  );
});

test("a look keeps the findings of the looks before it", () => {
  const second = stateAfter(...opened, look, findingFact("finding-1", 1), { ...look, look: 2 });
  assert.deepEqual(
    second.round?.findings.map(({ finding }) => finding.id),
    ["finding-1"],
  );
});

test("a developer's tool lines go to its task and an architect's into the chat", () => {
  const turnOf = (turn: string, role: "architect" | "developer", task: string | null) =>
    [
      { type: "turn-start", turn, role, name: role, model, task },
      { type: "tool-start", turn, call: "c", tool: "read_file", summary: `${role} reads` },
      { type: "tool-end", turn, call: "c", status: "done", reason: null },
      { type: "turn-end", turn, text: "Done.", outcome: { kind: "done" } },
    ] as const satisfies readonly SessionFact[];
  const state = stateAfter(
    ...opened,
    { type: "task-start", task: "T1" },
    ...turnOf("turn-1", "developer", "T1"),
    ...turnOf("turn-2", "architect", null),
  );
  assert.deepEqual(state.live, {});
  assert.equal(state.round?.tasks[0]?.tools[0]?.summary, "developer reads");
  const turns = state.timeline.filter((item) => item.kind === "turn");
  assert.deepEqual(
    turns.map((item) => item.tools[0]?.summary),
    ["architect reads"],
  );
});

test("costs add up per role, and one unknown price makes the sum a lower bound", () => {
  const usage = { freshInput: 1, cacheRead: 0, cacheWrite: 0, output: 1, reasoning: 0 };
  const spent = (cost: number | null): SessionFact => {
    return { type: "usage-add", role: "developer", model, usage, cost };
  };
  const { developer, architect } = stateAfter(spent(0.5), spent(null), spent(0.25)).usage;
  assert.equal(developer.cost, 0.75);
  assert.equal(developer.costIncomplete, true);
  assert.equal(developer.usage.output, 3);
  assert.equal(architect.cost, 0);
});

test("a plan after a finished round opens the design of the next", () => {
  const over: SessionFact = { type: "round-end", outcome: "kept", reason: null, leftAlone: [] };
  assert.equal(stateAfter(...opened, over).phase, "kept");
  assert.equal(stateAfter(...opened, over, proposal(2, planOf(task("T1")))).phase, "design");
  assert.equal(stateAfter(...opened, proposal(2, planOf(task("T1")))).phase, "build");
});

test("the same version proposed again renews its card and stands once in the conversation", () => {
  const card = { ...proposal(1, planOf()).card, estimatedCost: 2 };
  const state = stateAfter(proposal(1, planOf()), { ...proposal(1, planOf()), card });
  assert.equal(state.plan?.card.estimatedCost, 2);
  assert.equal(state.timeline.length, 1);
});
