import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { lockWords } from "../../../src/core/lock/lock-words.ts";
import { treeHash } from "../../support/tree-hash.ts";
import {
  assertFailure,
  type BadInputStage,
  badInputStage,
  calls,
  constraints,
  cutCalls,
  edits,
  fails,
  findsNothing,
  finishes,
  goodWork,
  greeting,
  type Line,
  lastResults,
  reads,
  says,
  writes,
} from "./bad-input-stage.ts";

interface Slip {
  readonly name: string;
  readonly lines: readonly Line[];
  readonly about: RegExp;
}

const thrice = (line: Line): Line[] => [line, line, line];

const slips: readonly Slip[] = [
  {
    name: "its vendor did not accept the key",
    lines: [fails("unauthorized", "invalid key")],
    about: /did not accept the key.*Enter the key again/,
  },
  {
    name: "its vendor went down in the middle of the work",
    lines: [calls(reads("src/greet.mjs")), fails("overloaded", "busy")],
    about: /overloaded.*Try again/,
  },
  {
    name: "it called an unknown tool three times in a row",
    lines: thrice(calls(["run_shell", { command: "rm -rf ." }])),
    about: /lost its way.*no tool "run_shell"/,
  },
  {
    name: "it sent invalid arguments three times in a row",
    lines: thrice(calls(["edit_file", { path: "src/greet.mjs", edits: "all" }])),
    about: /lost its way.*arguments do not fit/,
  },
  {
    name: "it was cut at the token limit inside a call three times in a row",
    lines: thrice(cutCalls(writes("src/bow.mjs", "half"))),
    about: /lost its way.*token limit/,
  },
  {
    name: "it was cut at the token limit in its prose",
    lines: [says("First I", "length")],
    about: /cut off.*Try again/,
  },
  {
    name: "it declined",
    lines: [{ ...calls(writes("src/bow.mjs", "half")), stop: "refusal" }],
    about: /declined/,
  },
  {
    name: "it ended three times without finishing",
    lines: thrice(says("Done, I think.")),
    about: /not finished.*without saying.*Go on/,
  },
];

for (const { name, lines, about } of slips) {
  test(`A task fails in words when ${name}, nothing is written, and Go on builds it`, async (context) => {
    const stage = await badInputStage(context);
    stage.lines.developer.push(...lines);
    await stage.build();
    assert.equal(stage.task().status, "failed");
    assertFailure(stage.task().failure, about);
    assert.equal(stage.lines.developer.length, 0);
    assert.equal(await textOf(stage, "src/greet.mjs"), greeting);
    assert.equal(stage.pipeline.status().goOn, true);
    await goesOn(stage);
  });
}

/** Go on builds the task and the round reaches its gate. */
async function goesOn(stage: BadInputStage): Promise<void> {
  stage.lines.developer.push(...goodWork());
  stage.lines.reviewer.push(calls(findsNothing));
  await stage.goOn();
  await assertBuilt(stage);
}

async function assertBuilt(stage: BadInputStage): Promise<void> {
  assert.equal(stage.task().status, "done");
  assert.deepEqual(stage.gate(), ["pass", "pass", "pass"]);
  assert.deepEqual(stage.broken, []);
  await stage.assertFence();
}

test("A slip of the developer is told to it, and it mends it in the same task", async (context) => {
  const stage = await badInputStage(context);
  const told: string[] = [];
  const hears = (line: Line): Line => {
    return async (request) => {
      told.push(lastResults(stage));
      return typeof line === "function" ? line(request) : line;
    };
  };
  stage.lines.developer.push(
    calls(["run_shell", {}]),
    hears(calls(["edit_file", { path: "src/greet.mjs" }])),
    hears(calls(edits("src/greet.mjs", "not there", "x"))),
    hears(calls(["run_check", { argv: ["rm", "-rf", "."], cwd: "" }])),
    hears(cutCalls(writes("src/bow.mjs", "half"))),
    hears(goodWork()[0] ?? says("")),
    ...goodWork().slice(1),
  );
  stage.lines.reviewer.push(calls(findsNothing));
  await stage.build();
  assert.match(told[0] ?? "", /no tool "run_shell"/);
  assert.match(told[1] ?? "", /arguments do not fit\. edits/);
  assert.match(told[2] ?? "", /does not occur in the file/);
  assert.match(told[3] ?? "", /Only the plan's checks run/);
  assert.match(told[4] ?? "", /cut at the token limit/);
  await assertBuilt(stage);
});

const outside: readonly (readonly [string, RegExp])[] = [
  ["src/other.mjs", /outside the approved plan\. Allowed are: src\/greet\.mjs/],
  ["../outside.mjs", /\.\.\/outside\.mjs/],
  ["/tmp/signoff-outside.mjs", /outside\.mjs/],
  ["src/../check.mjs", /check\.mjs/],
  [".git/config", /never|\.git/],
  [".git/hooks/pre-commit", /never|\.git/],
  ["CONSTRAINTS.md", /CONSTRAINTS\.md/],
  ["constraints.md", /constraints\.md/i],
  [".signoff/agents/developer.md", /never/],
  ["SRC/greet.mjs", /SRC\/greet\.mjs/],
  ["src/greet.mjs\u0000.txt", /null character/],
];

for (const [path, about] of outside) {
  test(`The developer's write to ${JSON.stringify(path)} is refused in words, and the task goes on`, async (context) => {
    const stage = await badInputStage(context);
    const [first, ...rest] = goodWork();
    stage.lines.developer.push(
      calls(writes(path, "taken over"), edits(path, "core", "taken over"), [
        "delete_file",
        { path },
      ]),
      async (request) => {
        assert.match(lastResults(stage), about);
        assert.ok(typeof first === "object", "the first line is a plain answer");
        assert.ok(request.messages.length > 1);
        return first;
      },
      ...rest,
    );
    stage.lines.reviewer.push(calls(findsNothing));
    await stage.build();
    const refused = stage.task().tools.slice(0, 3);
    for (const tool of refused) {
      assert.notEqual(tool.status, "done");
      assert.notEqual(tool.reason, null, "the person can read why");
    }
    await assertBuilt(stage);
  });
}

test("A file changed on disk between read and edit is not overwritten until it was read again", async (context) => {
  const stage = await badInputStage(context);
  const mine = 'export const greet = () => "good day";\n';
  const told: string[] = [];
  const hears = (line: Line): Line => {
    return async (request) => {
      told.push(lastResults(stage));
      return typeof line === "function" ? line(request) : line;
    };
  };
  stage.lines.developer.push(
    calls(reads("src/greet.mjs")),
    async () => {
      await writeFile(join(stage.root, "src/greet.mjs"), mine);
      return calls(writes("src/greet.mjs", "mine is gone"));
    },
    hears(calls(writes("src/greet.mjs", "mine is gone"))),
    hears(calls(["delete_file", { path: "src/greet.mjs" }])),
    hears(calls(reads("src/greet.mjs"))),
    hears(calls(edits("src/greet.mjs", "good day", "(bows) good day"))),
    calls(writes("src/bow.mjs", "export {};\n")),
    calls(finishes),
  );
  stage.lines.reviewer.push(calls(findsNothing));
  await stage.build();
  for (const words of told.slice(0, 2))
    assert.match(words, /changed since you read it.*Read it again/);
  assert.equal(await textOf(stage, "src/greet.mjs"), mine.replace("good", "(bows) good"));
  await assertBuilt(stage);
});

test("What the person wrote while the task was interrupted is read before it can be replaced", async (context) => {
  const stage = await badInputStage(context);
  const mine = "// Mine.\n";
  stage.lines.developer.push(...goodWork().slice(0, 2), fails("overloaded", "busy"));
  await stage.build();
  assert.equal(stage.task().status, "failed");
  await writeFile(join(stage.root, "src/greet.mjs"), mine);
  let told = "";
  stage.lines.developer.push(
    calls(writes("src/greet.mjs", "mine is gone"), ["delete_file", { path: "src/bow.mjs" }]),
    async () => {
      told = lastResults(stage);
      return calls(reads("src/greet.mjs"));
    },
    calls(edits("src/greet.mjs", "Mine.", "Mine, with a bow.")),
    calls(finishes),
  );
  stage.lines.reviewer.push(calls(findsNothing));
  await stage.goOn();
  assert.match(told, /have not read src\/greet\.mjs.*Read it, then/);
  assert.equal(await textOf(stage, "src/greet.mjs"), "// Mine, with a bow.\n");
  await assertBuilt(stage);
});

interface Outside {
  readonly name: string;
  change(stage: BadInputStage): Promise<void>;
  readonly lock: RegExp;
  /** Makes the plan approvable again, where that needs more than reading the card. */
  mend?(stage: BadInputStage): Promise<void>;
}

const publishedPlan = (stage: BadInputStage): string =>
  join(stage.root, stage.store.state.round?.planPath ?? "");

const changes: readonly Outside[] = [
  {
    name: "the constraint document",
    change: (stage) => writeFile(join(stage.root, "CONSTRAINTS.md"), `${constraints}- Be brief.\n`),
    lock: /^Locked: the constraint document changed; plan v1 needs your approval again$/,
  },
  {
    name: "the constraint document, now gone,",
    change: (stage) => rm(join(stage.root, "CONSTRAINTS.md")),
    lock: /^Locked: the constraint document changed; plan v1/,
  },
  {
    name: "the roster",
    change: async (stage) => {
      stage.world.models = { developer: { provider: "anthropic", id: "claude-haiku-5-5" } };
    },
    lock: /^Locked: the roster changed; plan v1/,
  },
  {
    name: "the published plan",
    change: async (stage) => {
      const path = publishedPlan(stage);
      await writeFile(path, (await readFile(path, "utf8")).replace("A bow", "A song"));
    },
    lock: /^Locked: the plan changed; plan v1/,
    mend: async (stage) => {
      const path = publishedPlan(stage);
      await writeFile(path, (await readFile(path, "utf8")).replace("A song", "A bow"));
    },
  },
];

for (const { name, change, lock, mend } of changes) {
  test(`When ${name} changes during the build, nothing more is written until the person approves again`, async (context) => {
    const stage = await badInputStage(context);
    await stopByChange(stage, change);
    assert.match(lockWords(stage.store.state.lock, String), lock);
    assert.equal(stage.task().status, "stopped");
    assertFailure(
      stage.task().failure,
      /no longer holds.*Changed since you approved.*approve again/,
    );
    const between = await treeHash(stage.root);
    assert.match((await stage.pipeline.goOn()) ?? "", /Changed since you approved.*approve again/);
    assert.equal(await treeHash(stage.root), between);

    if (mend !== undefined) {
      assert.match(
        (await stage.pipeline.approve(stage.paint() ?? "")) ?? "",
        /not the plan on the card/,
      );
      await mend(stage);
    }
    await approvesAgain(stage);
  });
}

test("Once locked by a change, putting the old text back does not unlock: label and lock agree", async (context) => {
  const stage = await badInputStage(context);
  const document = join(stage.root, "CONSTRAINTS.md");
  await stopByChange(stage, () => writeFile(document, "# Others\n"));
  await writeFile(document, constraints);
  assert.match(
    lockWords(stage.store.state.lock, String),
    /^Locked: the constraint document changed/,
  );
  assert.match((await stage.pipeline.goOn()) ?? "", /approve again/);
  await approvesAgain(stage);
});

/** Lets the developer write one file, changes something outside, and lets it try to write another: that ends its turn. */
async function stopByChange(
  stage: BadInputStage,
  change: (stage: BadInputStage) => Promise<void>,
): Promise<void> {
  stage.lines.developer.push(
    calls(reads("src/greet.mjs")),
    calls(edits("src/greet.mjs", "hello", "(bows) hello")),
    async () => {
      await change(stage);
      return calls(writes("src/bow.mjs", "export {};\n"), finishes);
    },
  );
  await stage.build();
  assert.deepEqual(stage.lines.developer, [], "the developer is not asked again");
  const [write, finish] = stage.task().tools.slice(-2);
  assert.match(write?.reason ?? "", /Not approved any more: .* changed\. Nothing was written\./);
  assert.match(finish?.reason ?? "", /Not run: the work was stopped/);
  assert.equal(await textOf(stage, "src/bow.mjs"), null, "the second file was not written");
}

/** The person approves the same plan again: the same round goes on by itself, with what is there. */
async function approvesAgain(stage: BadInputStage): Promise<void> {
  stage.lines.developer.push(
    calls(reads("src/greet.mjs")),
    calls(writes("src/bow.mjs", "export {};\n")),
    calls(finishes),
  );
  stage.lines.reviewer.push(calls(findsNothing));
  await stage.approve();
  assert.match(lockWords(stage.store.state.lock, String), /^Unlocked by you .*, plan v1$/);
  assert.equal(stage.store.state.round?.number, 1, "the same round");
  assert.equal(stage.task().status, "done");
  assert.notEqual(stage.gate(), null);
  assert.deepEqual(stage.broken, []);
}

async function textOf(stage: BadInputStage, path: string): Promise<string | null> {
  return readFile(join(stage.root, path), "utf8").catch(() => null);
}

test("A round whose approval a change took away can be undone, byte for byte", async (context) => {
  const stage = await badInputStage(context);
  await stopByChange(stage, () => writeFile(join(stage.root, "CONSTRAINTS.md"), "# Others\n"));
  assert.equal(await stage.pipeline.undo(), null);
  assert.equal(await textOf(stage, "src/greet.mjs"), greeting);
  assert.equal(await textOf(stage, "CONSTRAINTS.md"), "# Others\n", "the person's change stays");
  assert.equal(stage.store.state.phase, "undone");
});
