import assert from "node:assert/strict";
import { test } from "node:test";
import { readSources } from "./read-sources.ts";
import { approvalsComeFromTheLock, noDoubleCasts } from "./rules/casts.ts";
import { themeColoursOnly } from "./rules/colours.ts";
import { namedExportsOnly, zodAsNamespace } from "./rules/exports.ts";
import { importCycles } from "./rules/import-cycles.ts";
import { importMatrix } from "./rules/import-matrix.ts";
import { noLeftovers, noModuleState, pureFoldersStayPure } from "./rules/purity.ts";
import type { Rule } from "./rules/source-file.ts";

const { files, unresolved } = await readSources();

const rules: readonly (readonly [string, Rule])[] = [
  ["every import follows the matrix of ARCHITECTURE.md", importMatrix],
  ["files export what they define, by name", namedExportsOnly],
  ["zod is imported as a namespace", zodAsNamespace],
  ["base, core, model and protocol know no clock, chance, timer or process", pureFoldersStayPure],
  ["no module holds mutable state", noModuleState],
  ["nothing is left to do in a comment", noLeftovers],
  ["only the lock makes approvals", approvalsComeFromTheLock],
  ["no cast switches the type checker off", noDoubleCasts],
  ["pages take their colours from the theme", themeColoursOnly],
];

test("every import of the product can be bundled", () => {
  assert.deepEqual(unresolved, []);
});

for (const [title, rule] of rules) {
  test(title, () => {
    const found = files.flatMap(rule);
    assert.equal(
      found.map(({ path, line, message }) => `${path}:${line ?? 1} ${message}`).join("\n"),
      "",
    );
  });
}

test("no two files import each other, however indirectly", () => {
  assert.deepEqual(
    importCycles(files).map((cycle) => cycle.join(" → ")),
    [],
  );
});
