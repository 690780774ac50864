import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import {
  allowedTools,
  parseRoleFile,
  roleFileSchema,
} from "../../../../src/core/role/role-file.ts";

const folder = new URL("../../../../agents/", import.meta.url);

test("Every starter reads without a problem, names its role and model, and stays under 40 lines", () => {
  const names = readdirSync(folder);
  assert.ok(names.length >= 3);
  const roles = names.map((name) => {
    const markdown = readFileSync(new URL(name, folder), "utf8");
    const { file, problems } = parseRoleFile(name.replace(/\.md$/, ""), markdown);
    assert.deepEqual(problems, [], name);
    assert.ok(markdown.split("\n").length - 1 <= 40, name);
    assert.ok(file.model !== null && file.description !== "" && file.body.length > 200, name);
    return file.role;
  });
  assert.deepEqual(new Set(roles), new Set(["architect", "developer", "reviewer"]));
});

const text = (front: string) => `---\n${front}\n---\nBe careful.\n`;

test("Everything the convention knows is read", () => {
  const { file, problems } = parseRoleFile(
    "strict",
    text(
      "description: Reads twice\nmode: subagent\nmodel: router/openai/gpt-6.1-sol\ntemperature: 0.2\npermission:\n  bash: deny\n  read_file: allow\nrole: reviewer\ntemper: pedant\nimportance: critical",
    ),
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(file, {
    name: "strict",
    role: "reviewer",
    description: "Reads twice",
    mode: "subagent",
    model: { provider: "router", id: "openai/gpt-6.1-sol" },
    temperature: 0.2,
    permission: { bash: "deny", read_file: "allow" },
    temper: "pedant",
    importance: "critical",
    body: "Be careful.",
  });
});

test("A broken file says what is wrong and where, and keeps what can be read", () => {
  const said = (front: string) =>
    parseRoleFile("reviewer-x", text(front)).problems.map(
      ({ startLine, severity, message }) => `${startLine} ${severity}: ${message}`,
    );
  assert.deepEqual(said("model: opus"), [
    '2 error: "model" must be provider/id, for example anthropic/claude-opus-5-5.',
  ]);
  assert.deepEqual(said("description: a\ntemperature: warm"), [
    '3 error: "temperature" must be a number from 0 to 2.',
  ]);
  assert.deepEqual(said("role: boss"), [
    '2 error: "role" must be architect, developer or reviewer.',
  ]);
  assert.deepEqual(said("colour: red"), ['2 warning: Signoff does not use "colour".']);
  assert.deepEqual(said("permission:\n  teleport: deny"), [
    '2 warning: There is no tool "teleport".',
  ]);
  assert.match(said("description: a: b")[0] ?? "", /^2 error: The front matter is not YAML/);
  assert.match(said("tools:\n  bash: false")[0] ?? "", /^2 error: `tools` is not read/);
  assert.match(said("- a")[0] ?? "", /^1 error: The front matter must be/);
  assert.deepEqual(
    parseRoleFile("x", "Hello").problems.map((problem) => problem.severity),
    ["error"],
  );
  assert.equal(parseRoleFile("reviewer-x", text("model: opus")).file.body, "Be careful.");
});

const developer = [
  "read_file",
  "search_text",
  "edit_file",
  "write_file",
  "delete_file",
  "run_check",
  "finish_task",
];

test("A file takes tools away from its role", () => {
  const allowed = (front: string) =>
    allowedTools(parseRoleFile("developer", text(front)).file, developer);
  assert.deepEqual(allowed("mode: all"), developer);
  assert.deepEqual(allowed("permission:\n  edit: deny"), [
    "read_file",
    "search_text",
    "run_check",
    "finish_task",
  ]);
  assert.deepEqual(allowed("permission:\n  delete_file: deny\n  bash: ask"), [
    "read_file",
    "search_text",
    "edit_file",
    "write_file",
    "finish_task",
  ]);
  assert.deepEqual(allowed('permission:\n  "*": deny\n  read: allow'), ["read_file"]);
  assert.deepEqual(allowed("permission: deny"), []);
  assert.deepEqual(
    allowed('permission:\n  bash:\n    "git *": allow\n    "*": deny'),
    developer.filter((tool) => tool !== "run_check"),
  );
});

test("No file gives its role a tool it does not have, and none makes the reader throw", () => {
  const tool = fc.constantFrom(
    "*",
    "edit",
    "read_file",
    "run_check",
    "write_file",
    "__proto__",
    "constructor",
    "x",
  );
  const entry = fc.tuple(
    tool,
    fc.constantFrom("allow", "deny", "ask", "", "{a: allow}", "[1]", "*a", "&a b"),
  );
  const front = fc.oneof(
    fc
      .array(entry, { maxLength: 5 })
      .map(
        (entries) =>
          `permission:\n${entries.map(([key, action]) => `  "${key}": ${action}`).join("\n")}`,
      ),
    fc.string(),
  );
  fc.assert(
    fc.property(front, (each) => {
      const { file } = parseRoleFile("reviewer", text(each));
      roleFileSchema.parse(file);
      const allowed = allowedTools(file, ["read_file", "search_text"]);
      assert.ok(allowed.every((name) => ["read_file", "search_text"].includes(name)));
    }),
    { numRuns: 500 },
  );
});
