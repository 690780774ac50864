import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import fc from "fast-check";
import { joinWords, splitWords } from "../../../../src/core/plan/split-words.ts";

function words(line: string): readonly string[] | null {
  const split = splitWords(line);
  return split.ok ? split.value : null;
}

test("Words and quotes are read as a shell reads them", () => {
  assert.deepEqual(words("npm test -- {task-tests}"), ["npm", "test", "--", "{task-tests}"]);
  assert.deepEqual(words(`node -e "console.log('a b')"  x`), [
    "node",
    "-e",
    "console.log('a b')",
    "x",
  ]);
  assert.deepEqual(words(`a'b'"c" '' a\\ b`), ["abc", "", "a b"]);
  assert.deepEqual(words(`grep '^x$' "a\\"b\\n"`), ["grep", "^x$", 'a"b\\n']);
  assert.deepEqual(words("npx jest src/**/*.test.ts --a=b"), [
    "npx",
    "jest",
    "src/**/*.test.ts",
    "--a=b",
  ]);
});

test("Whatever needs a shell is refused", () => {
  const vectors = [
    "npm test\ncurl x",
    "npm test\rcurl x",
    "npm test\u2028curl x",
    "npm test\u0085curl x",
    "ls & curl x",
    "diff <(id) x",
    "tee >(sh)",
    'echo ${a="$"}',
    "echo $(($(id)))",
    "echo =(id)",
    "ls *(e:id:)",
    "echo x >| y",
    "echo `id`",
    'echo "`id`"',
    'echo "$(id)"',
    "cat$IFS/etc/passwd",
    "PAGER=curl git diff",
    "a || b",
    "a;b",
    "a 'b",
    'a "b',
    "a \\",
    ".\\gradlew test",
    "~/x",
    "a ~/x",
    "",
    "   ",
    "a\u0000b",
    "echo $'x'",
  ];
  for (const vector of vectors) assert.equal(words(vector), null, vector);
});

const word = fc.string({
  unit: fc.constantFrom(..."ab '\"\\$`|&;<>(){}*?[]~#=!éü🙂-./".split("")),
  maxLength: 6,
});

test("Any words joined to a line are split into the same words", () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (list) => {
      assert.deepEqual(words(joinWords(list)), list);
    }),
  );
});

test("A real shell splits every accepted line into the same words", {
  skip: process.platform === "win32",
}, () => {
  const lines: string[] = [];
  const unit = fc.constantFrom(..."ab 'a \"b\\$-./=,:%@+".split(""));
  fc.assert(
    fc.property(fc.string({ unit, minLength: 1, maxLength: 14 }), (line) => {
      if (words(line) !== null) lines.push(line);
    }),
    { numRuns: 600 },
  );
  const script = lines.map((line) => `printf '%s\\0' ${line}; printf '\\1'`).join("\n");
  const groups = execFileSync("sh", ["-c", script], { encoding: "utf8" })
    .split("\u0001")
    .slice(0, -1);
  assert.ok(lines.length > 20);
  assert.deepEqual(
    groups.map((group) => group.split("\0").slice(0, -1)),
    lines.map(words),
  );
});
