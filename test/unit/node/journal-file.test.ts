import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import type { SessionEvent } from "../../../src/core/session/event.ts";
import {
  type DecodedJournal,
  encodeEvent,
  journalHeader,
} from "../../../src/core/session/journal-codec.ts";
import { JournalError, JournalFile, readJournal } from "../../../src/node/journal-file.ts";
import { temporaryFolder } from "./temporary-folder.ts";

function message(sequence: number): SessionEvent {
  const fact = { type: "message-add", id: `m${sequence}`, from: "person", text: "hello" } as const;
  return { sequence, at: sequence, fact };
}

async function load(path: string): Promise<DecodedJournal> {
  const journal = await readJournal(path);
  assert.ok(journal.ok);
  return journal.value;
}

test("a journal is created with its folder and header, and appended to after reopening", async (t) => {
  const path = join(await temporaryFolder(t), "a", "b", "journal.jsonl");
  assert.deepEqual((await load(path)).events, []);
  const first = new JournalFile(path);
  await first.append(message(1));
  await first.close();
  const second = new JournalFile(path);
  await second.append(message(2));
  await second.close();
  const text = journalHeader + encodeEvent(message(1)) + encodeEvent(message(2));
  assert.equal(await readFile(path, "utf8"), text);
});

test("appends that are not waited for keep their order", async (t) => {
  const path = join(await temporaryFolder(t), "journal.jsonl");
  const journal = new JournalFile(path);
  const events = Array.from({ length: 30 }, (_, index) => message(index + 1));
  await Promise.all(events.map((event) => journal.append(event)));
  await journal.close();
  assert.deepEqual((await load(path)).events, events);
});

test("a torn end is set aside before the next append, at whatever byte it was torn", async (t) => {
  const folder = await temporaryFolder(t);
  const whole = Buffer.from(journalHeader + encodeEvent(message(1)) + encodeEvent(message(2)));
  for (let length = 0; length <= whole.length; length++) {
    const path = join(folder, `${length}.jsonl`);
    await writeFile(path, whole.subarray(0, length));
    const { events } = await load(path);
    const journal = new JournalFile(path);
    await journal.append(message(events.length + 1));
    await journal.close();
    const after = await load(path);
    assert.deepEqual(after.events, [...events, message(events.length + 1)], `torn at ${length}`);
    assert.deepEqual([after.torn, after.problems], [null, []], `torn at ${length}`);
  }
});

test("what a torn end held is kept beside the journal", async (t) => {
  const path = join(await temporaryFolder(t), "journal.jsonl");
  const journal = new JournalFile(path);
  await journal.append(message(1));
  await journal.close();
  await appendFile(path, '{"sequence":2,"at');
  const again = new JournalFile(path);
  await again.append(message(2));
  await again.close();
  assert.equal(await readFile(`${path}.torn`, "utf8"), '{"sequence":2,"at');
});

test("a journal of a newer version is not written to, and the error says so", async (t) => {
  const path = join(await temporaryFolder(t), "journal.jsonl");
  await writeFile(path, '{"signoff":"journal/9"}\n');
  await assert.rejects(new JournalFile(path).append(message(1)), (error) => {
    assert.ok(error instanceof JournalError);
    assert.equal(error.failure.why, "This session was written by a newer version of Signoff.");
    return true;
  });
  assert.equal(await readFile(path, "utf8"), '{"signoff":"journal/9"}\n');
});

test("an append that fails says why and is not in the journal", async (t) => {
  const folder = await temporaryFolder(t, { file: "" });
  await assert.rejects(new JournalFile(join(folder, "file", "journal.jsonl")).append(message(1)), {
    name: "JournalError",
    message: /could not be saved/,
  });
  const unreadable = await readJournal(folder);
  assert.equal(unreadable.ok ? "" : unreadable.error.why, "It is a folder.");
});

test("after kill -9 every acknowledged event is loaded, and the journal goes on", async (t) => {
  const path = join(await temporaryFolder(t), "journal.jsonl");
  let next = 1;
  for (const enough of [1, 7, 40]) {
    const acknowledged = await appendAndKill(path, next, next + enough);
    const { events, problems } = await load(path);
    assert.deepEqual(problems, []);
    assert.ok(
      events.length >= acknowledged,
      `${events.length} loaded, ${acknowledged} acknowledged`,
    );
    assert.ok(events.length <= acknowledged + 1, "at most one was written but not acknowledged");
    next = events.length + 1;
  }
  const torn = (await readFile(path)).length - 5;
  await truncate(path, torn);
  assert.equal((await load(path)).events.length, next - 2);
});

/** Gives the last sequence the child acknowledged before it was killed. */
async function appendAndKill(path: string, first: number, until: number): Promise<number> {
  const script = join(import.meta.dirname, "append-until-killed.ts");
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const child = spawn(process.execPath, [script, path, String(first)], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let acknowledged = first - 1;
  for await (const line of createInterface(child.stdout)) {
    acknowledged = Number(line);
    if (acknowledged >= until) child.kill("SIGKILL");
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  assert.equal(child.signalCode, "SIGKILL");
  return acknowledged;
}
