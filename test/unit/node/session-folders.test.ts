import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { newestSessionId, newSessionId, sessionFolder } from "../../../src/node/session-folders.ts";
import { temporaryFolder } from "./temporary-folder.ts";

test("ids sort by the time they were made and are unlike any other", () => {
  const ids = [0, 1_000, Date.UTC(2026, 10, 21), Date.UTC(2090, 0, 1)].map(newSessionId);
  assert.deepEqual(ids.toSorted(), ids);
  assert.notEqual(newSessionId(1), newSessionId(1));
});

test("the newest session is found among folders that are none", async (context) => {
  const storage = await temporaryFolder(context);
  assert.equal(await newestSessionId(storage), null);
  const older = newSessionId(Date.UTC(2026, 10, 20));
  const newer = newSessionId(Date.UTC(2026, 10, 21));
  for (const name of [newer, older, "zzzzzzzzz-not-a-session", ".trash"]) {
    await mkdir(sessionFolder(storage, name).path, { recursive: true });
  }
  assert.equal(await newestSessionId(storage), newer);
});

test("everything of a session lies in its own folder", () => {
  const folder = sessionFolder("/storage", "one");
  assert.equal(folder.path, join("/storage", "sessions", "one"));
  for (const path of [folder.journal, folder.images, folder.plans]) {
    assert.ok(path.startsWith(`${folder.path}/`));
  }
});
