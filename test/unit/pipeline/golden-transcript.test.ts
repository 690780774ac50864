import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { SessionEvent } from "../../../src/core/session/event.ts";
import {
  decodeJournal,
  encodeEvent,
  journalHeader,
} from "../../../src/core/session/journal-codec.ts";
import { team } from "../../fixtures/teams/mail-bot.ts";
import { pipelineStage } from "../../support/pipeline-stage.ts";
import { prepareSampleWorkspace } from "../../support/sample-workspace.ts";
import { scriptedModel } from "../../support/scripted-model.ts";

const goldenFile = join(import.meta.dirname, "../../fixtures/golden/mail-bot-round.jsonl");

test("the whole line without VS Code leaves the journal of the golden transcript", async () => {
  const root = await prepareSampleWorkspace();
  const stage = await pipelineStage(root, scriptedModel(team));
  const { pipeline, store } = stage;

  const say = async (text: string): Promise<void> => {
    assert.equal(await pipeline.sendMessage(text, stage.paint()), null);
    await pipeline.idle();
  };
  await say(
    "I want to add retries with exponential backoff so the bot survives its LLM provider being down.",
  );
  await say("Bound attempts and total elapsed time; after the first byte fail.");
  assert.equal(store.state.plan?.number, 1);
  await say("Never retry a 4xx except 429.");
  assert.equal(store.state.plan?.number, 2);
  assert.equal(await pipeline.sendMessage("approved.", stage.paint()), null);
  await pipeline.idle();
  assert.equal(store.state.phase, "review");
  assert.equal(store.state.round?.findings.length, 2);
  assert.equal(await pipeline.sendDecisions(), null);
  await pipeline.idle();
  assert.deepEqual(
    store.state.round?.gate?.parts?.map((part) => part.verdict),
    ["pass", "pass", "pass"],
    JSON.stringify(store.state.round?.gate),
  );
  assert.equal(await pipeline.keep(null), null);
  assert.equal(store.state.phase, "kept");
  assert.deepEqual(stage.broken, []);

  const journal = journalHeader + stage.events.map(encodeEvent).join("");
  assert.deepEqual(decodeJournal(journal), {
    events: stage.events,
    torn: null,
    problems: [],
    readOnly: false,
  });

  const transcript = stage.events.map(timeless).join("\n");
  if (process.env["UPDATE_GOLDEN"] === "1") await writeFile(goldenFile, `${transcript}\n`);
  const golden = await readFile(goldenFile, "utf8");
  assert.equal(`${transcript}\n`, golden, "run with UPDATE_GOLDEN=1 if the change is meant");
});

/** One line of the journal without what differs from run to run: how long things took. */
function timeless(event: SessionEvent): string {
  return JSON.stringify(event, (key, value: unknown) => {
    if (key === "duration" || key === "at") return 0;
    if (key === "approval") return "…";
    if (key === "outputTail") return "…";
    return value;
  });
}
