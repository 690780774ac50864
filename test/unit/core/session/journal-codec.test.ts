import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { SessionEvent } from "../../../../src/core/session/event.ts";
import {
  decodeJournal,
  encodeEvent,
  journalHeader,
} from "../../../../src/core/session/journal-codec.ts";

function message(sequence: number, text = `message ${sequence}`): SessionEvent {
  return {
    sequence,
    at: 1_000 + sequence,
    fact: { type: "message-add", id: `m${sequence}`, from: "person", text },
  };
}

function journal(events: readonly SessionEvent[]): string {
  return journalHeader + events.map(encodeEvent).join("");
}

const three = [message(1), message(2), message(3)];

test("what was encoded is decoded, whatever its text", () => {
  return fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" })), (texts) => {
      const events = texts.map((text, index) => message(index + 1, text));
      const decoded = decodeJournal(journal(events));
      assert.deepEqual(decoded, { events, torn: null, problems: [], readOnly: false });
    }),
  );
});

test("an empty file is an empty journal", () => {
  assert.deepEqual(decodeJournal(""), { events: [], torn: null, problems: [], readOnly: false });
});

test("cut at any byte, every complete event is loaded and nothing else", () => {
  const events = Array.from({ length: 20 }, (_, index) => message(index + 1, `„${index}“ 😀\n`));
  const bytes = Buffer.from(journal(events));
  const ends = events.map(
    (_, index) => Buffer.from(journal(events.slice(0, index + 1))).length - 1,
  );
  for (let length = 0; length <= bytes.length; length++) {
    const decoded = decodeJournal(bytes.subarray(0, length).toString("utf8"));
    const complete = ends.filter((end) => end <= length).length;
    assert.deepEqual(decoded.events, events.slice(0, complete), `cut at ${length}`);
    assert.equal(decoded.readOnly, false, `cut at ${length}`);
    assert.deepEqual(decoded.problems, []);
  }
});

test("a damaged line is skipped; what follows it in order is read", () => {
  const text = `${journal(three.slice(0, 2))}{"sequence":3,"at"\n${encodeEvent(message(3))}`;
  const decoded = decodeJournal(text);
  assert.deepEqual(decoded.events, three);
  assert.deepEqual(
    decoded.problems.map((p) => [p.kind, p.line]),
    [["damaged", 4]],
  );
  assert.equal(decoded.readOnly, false);
});

test("reading ends at a gap and the journal becomes read-only", () => {
  const decoded = decodeJournal(journal([message(1), message(3), message(4)]));
  assert.deepEqual(decoded.events, [message(1)]);
  assert.deepEqual(
    decoded.problems.map((p) => [p.kind, p.line]),
    [["gap", 3]],
  );
  assert.equal(decoded.readOnly, true);
});

test("a sequence that repeats counts as a gap", () => {
  assert.deepEqual(decodeJournal(journal([message(1), message(1)])).events, [message(1)]);
});

test("an unknown record is skipped, keeps its place and makes the journal read-only", () => {
  const unknown = '{"sequence":2,"at":5,"fact":{"type":"moon-rise"}}\n';
  const decoded = decodeJournal(journal([message(1)]) + unknown + encodeEvent(message(3)));
  assert.deepEqual(decoded.events, [message(1), message(3)]);
  assert.deepEqual(
    decoded.problems.map((p) => p.kind),
    ["unknown-record"],
  );
  assert.equal(decoded.readOnly, true);
});

test("a journal of a newer version is read as far as possible and not written", () => {
  const decoded = decodeJournal(`{"signoff":"journal/2"}\n${encodeEvent(message(1))}`);
  assert.deepEqual(decoded.events, [message(1)]);
  assert.deepEqual(
    decoded.problems.map((p) => p.kind),
    ["newer-version"],
  );
  assert.equal(decoded.readOnly, true);
});

test("a file of something else is not read and not written", () => {
  for (const text of ["hello\n", "hello", encodeEvent(message(1)), "\n"]) {
    const decoded = decodeJournal(text);
    assert.deepEqual(decoded.events, []);
    assert.deepEqual(
      decoded.problems.map((p) => p.kind),
      ["not-a-journal"],
      JSON.stringify(text),
    );
  }
});
