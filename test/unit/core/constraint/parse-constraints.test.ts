import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseConstraints } from "../../../../src/core/constraint/parse-constraints.ts";

const document = `# Bot

What this is, for newcomers.

## Rules
Everything here holds always.

These are about storage:
- All writes go through \`saveJson()\` in \`state-io.ts\`;
  never raw file writes.
  \`\`\`check
  forbid: fs.writeFile($$$)
  \`\`\`
- Comments
  - live in the comments service, not in the post records
  - are never edited

### Naming
1. The \`id\` field is opaque to handlers; do not parse it.

## How to run
- npm start

Conventions of the team
-----------------------
We use the standard library only, no third-party HTTP clients.
`;

test("Leaf items and paragraphs below headings that speak of rules are constraints, with their lines", () => {
  const { constraints, problems } = parseConstraints(document);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    constraints.map(({ startLine, endLine, text }) => [startLine, endLine, text]),
    [
      [6, 6, "Everything here holds always."],
      [9, 10, "All writes go through `saveJson()` in `state-io.ts`; never raw file writes."],
      [15, 15, "live in the comments service, not in the post records"],
      [16, 16, "are never edited"],
      [19, 19, "The `id` field is opaque to handlers; do not parse it."],
      [26, 26, "We use the standard library only, no third-party HTTP clients."],
    ],
  );
});

test("Without such a heading the whole file counts", () => {
  const { constraints } = parseConstraints(
    "---\nowner: me\n---\n# Bot\nUse tabs.\n\n- No globals.\n\n```ts\nlet x = 1\n```\n",
  );
  assert.deepEqual(
    constraints.map(({ text, startLine }) => [text, startLine]),
    [
      ["Use tabs.", 5],
      ["No globals.", 7],
    ],
  );
});

test("The id of a constraint follows its words, not its place, white space or case", () => {
  const ids = (markdown: string) =>
    parseConstraints(markdown).constraints.map((constraint) => constraint.id);
  assert.match(ids("- No globals.")[0] ?? "", /^c-[0-9a-f]{12}$/);
  assert.deepEqual(ids("- a\n- No   globals.")[1], ids("## Rules\r\n\r\nno\r\nglobals.")[0]);
  assert.notDeepEqual(ids("- No globals."), ids("- No global."));
});

test("What stands there twice is one constraint, and a check without one is pointed out", () => {
  const { constraints, problems } = parseConstraints(
    "# Rules\n```check\nforbid: x\n```\n- A\n- A\n",
  );
  assert.equal(constraints.length, 1);
  assert.deepEqual(
    problems.map(({ startLine, severity }) => [startLine, severity]),
    [
      [6, "warning"],
      [2, "warning"],
    ],
  );
});

test("Any text is read without throwing, and every constraint stands where it says", () => {
  const line = fc.oneof(
    fc.constantFrom(...document.split("\n"), "> - q", "- - a", "```", "---", "\t- x"),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const { constraints } = parseConstraints(lines.join("\n"));
      assert.equal(
        new Set(constraints.map((constraint) => constraint.id)).size,
        constraints.length,
      );
      const source = lines
        .join("\n")
        .replace(/^\uFEFF/, "")
        .split(/\r\n?|\n/);
      for (const { text, startLine, endLine } of constraints) {
        const found = source.slice(startLine - 1, endLine).join(" ");
        for (const word of text.split(/\s+/))
          assert.ok(found.includes(word), `${word} in ${found}`);
      }
    }),
    { numRuns: 500 },
  );
});
