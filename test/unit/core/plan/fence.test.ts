import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  compileFence,
  type FenceOperation,
  fenceVerdict,
} from "../../../../src/core/plan/fence.ts";
import { parsePlan } from "../../../../src/core/plan/parse-plan.ts";
import { samplePlan } from "./sample-plan.ts";

const extra =
  "- delete `llm/old.ts`\n- rename `llm/a.ts` to `llm/b.ts`\n- modify `llm/Zürich.ts`\n- modify `AGENTS.md`\n- modify `constraints.md`";
const fence = compileFence(
  parsePlan(samplePlan.replace("- modify `test/client.test.ts`", extra)).plan,
);

function verdict(path: string, operation: FenceOperation = "modify", task: string | null = "T1") {
  const result = fenceVerdict(fence, task, path, operation);
  return result.ok ? "allowed" : result.error;
}

test("A planned file may be changed in the ways the plan says, and in no other", () => {
  const allowed: Readonly<Record<string, readonly FenceOperation[]>> = {
    "llm/backoff.ts": ["create", "modify"],
    "llm/client.ts": ["modify"],
    "llm/old.ts": ["modify", "delete"],
    "llm/a.ts": ["modify", "delete"],
    "llm/b.ts": ["create", "modify"],
  };
  for (const [path, operations] of Object.entries(allowed)) {
    for (const operation of ["create", "modify", "delete"] as const) {
      assert.equal(
        verdict(path, operation) === "allowed",
        operations.includes(operation),
        `${operation} ${path}`,
      );
    }
  }
  assert.match(
    verdict("llm/client.ts", "delete"),
    /does not delete llm\/client\.ts; it allows to modify it/,
  );
});

test("A file outside is refused with the files that are allowed, those of the task first", () => {
  assert.match(
    verdict("src/other.ts", "create", "T2"),
    /^src\/other\.ts is outside the approved plan\. Allowed are: llm\/client\.ts, llm\/old\.ts.*, llm\/backoff\.ts, test\/backoff\.test\.ts\. If the task cannot/,
  );
  assert.match(verdict("src/other.ts", "create", null), /Allowed are: llm\/backoff\.ts/);
});

test("Another spelling of a planned path is not the planned path", () => {
  assert.match(verdict("LLM/client.ts"), /write the path exactly so/);
  assert.match(verdict("llm/ｃlient.ts"), /write the path exactly so/);
  assert.equal(
    verdict("llm/Zu\u0308rich.ts"),
    "allowed",
    "NFD of a planned NFC name is the same name",
  );
});

test("No spelling leaves the workspace or passes for another file", () => {
  const vectors = [
    "",
    "/llm/client.ts",
    "../llm/client.ts",
    "llm/../../x",
    "llm/./client.ts",
    "llm//client.ts",
    "llm\\client.ts",
    "llm/client.ts/",
    "llm/client.ts.",
    "llm/client.ts ",
    "llm /client.ts",
    "llm/client.ts::$DATA",
    "C:/llm/client.ts",
    "LLM~1/client.ts",
    "CON",
    "nul.txt",
    "llm/com1.ts",
    "lpt¹",
    "\\\\host\\share\\x",
    "\\??\\C:\\x",
    "//host/share",
    "file:///etc/passwd",
    "vscode-remote://x/y",
    "~/.ssh/x",
    "%APPDATA%\\x",
    "a\u0000.md",
    "llm/cli\u200Bent.ts",
    "llm/client\u202Ets.",
    "a\nb",
    "llm/*.ts",
    ".",
    "..",
  ];
  for (const vector of vectors) {
    for (const operation of ["create", "modify", "delete"] as const) {
      assert.match(verdict(vector, operation), /is refused/, JSON.stringify(vector));
    }
  }
});

test("What no model may touch stays shut even when a plan names it", () => {
  assert.match(verdict("AGENTS.md"), /never changed by a model/);
  assert.match(verdict("constraints.md"), /outside the approved plan/);
  assert.deepEqual(
    [...fence.values()].map((file) => file.path).filter((path) => path.endsWith(".md")),
    [],
  );
});

test("Only paths the plan names are ever allowed", () => {
  const named = new Set([...fence.values()].map((file) => file.path));
  const path = fc.oneof(
    fc.constantFrom(...named),
    fc
      .tuple(fc.constantFrom(...named), fc.constantFrom("/", ".", " ", "x", "\u200B", "\\", "%00"))
      .map(([a, b]) => a + b),
    fc.string(),
  );
  fc.assert(
    fc.property(
      path,
      fc.constantFrom("create" as const, "modify" as const, "delete" as const),
      (each, operation) => {
        if (verdict(each, operation) === "allowed") assert.ok(named.has(each.normalize("NFC")));
      },
    ),
  );
});
