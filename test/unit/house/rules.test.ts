import assert from "node:assert/strict";
import { test } from "node:test";
import { blankText } from "./rules/blank-text.ts";
import { approvalsComeFromTheLock, noDoubleCasts } from "./rules/casts.ts";
import { themeColoursOnly } from "./rules/colours.ts";
import { namedExportsOnly, zodAsNamespace } from "./rules/exports.ts";
import { importCycles } from "./rules/import-cycles.ts";
import { importMatrix } from "./rules/import-matrix.ts";
import { noLeftovers, noModuleState, pureFoldersStayPure } from "./rules/purity.ts";
import { scanImports } from "./rules/scan-imports.ts";
import type { Rule, SourceFile } from "./rules/source-file.ts";

/** A file that exists only here. */
function file(path: string, text: string): SourceFile {
  return { path, text, imports: scanImports(path, text) };
}

type Example = readonly [path: string, text: string];

/** Says of one rule what it must catch and what it must leave alone. */
function check(
  name: string,
  rule: Rule,
  examples: { readonly caught: readonly Example[]; readonly fine: readonly Example[] },
): void {
  for (const [path, text] of examples.caught) {
    test(`${name} catches ${path}: ${text.trim()}`, () => {
      assert.notDeepEqual(rule(file(path, text)), []);
    });
  }
  test(`${name} leaves good code alone`, () => {
    const found = examples.fine.flatMap(([path, text]) => rule(file(path, text)));
    assert.deepEqual(found, []);
  });
}

check("the import matrix", importMatrix, {
  caught: [
    ["src/core/a.ts", 'import * as vscode from "vscode";'],
    ["src/core/a.ts", 'import type { Uri } from "vscode";'],
    ["src/core/a.ts", 'import { join } from "node:path";'],
    ["src/core/plan/a.ts", 'import type { Message } from "../../model/message.ts";'],
    ["src/core/a.ts", 'type Port = import("../pipeline/ports.ts").Journal;'],
    ["src/core/a.ts", 'import { html } from "lit";'],
    ["src/base/a.ts", 'import { x } from "../core/x.ts";'],
    ["src/base/a.ts", 'import * as z from "zod";'],
    ["src/model/a.ts", 'import { x } from "../core/plan/plan.ts";'],
    ["src/model/a.ts", 'import OpenAI from "openai";'],
    ["src/protocol/a.ts", 'import type { x } from "../pipeline/ports.ts";'],
    ["src/pipeline/a.ts", 'import { readFile } from "node:fs/promises";'],
    ["src/pipeline/a.ts", 'import { x } from "../node/x.ts";'],
    ["src/pipeline/a.ts", 'const sdk = await import("@anthropic-ai/sdk");'],
    ["src/pipeline/a.ts", 'import { x } from "../providers/openai/openai.ts";'],
    ["src/providers/openai/a.ts", 'import { x } from "../../core/plan/plan.ts";'],
    ["src/providers/openai/a.ts", 'import { x } from "../../pipeline/ports.ts";'],
    ["src/providers/openai/a.ts", 'import * as vscode from "vscode";'],
    ["src/node/a.ts", 'import * as vscode from "vscode";'],
    ["src/node/a.ts", 'import { x } from "../vscode/x.ts";'],
    ["src/vscode/a.ts", 'import { x } from "../providers/openai/openai.ts";'],
    ["src/vscode/a.ts", 'import OpenAI from "openai";'],
    ["src/vscode/a.ts", 'import { activate } from "../extension.ts";'],
    ["webview/chat/a.ts", 'import { x } from "../../src/pipeline/ports.ts";'],
    ["webview/chat/a.ts", 'import { x } from "../../src/vscode/x.ts";'],
    ["webview/chat/a.ts", 'import { vsCodeButton } from "@vscode/webview-ui-toolkit";'],
    ["webview/chat/a.ts", 'import { x } from "node:path";'],
    ["src/other/a.ts", "export const x = 1;"],
    ["src/core/a.ts", 'import "left-pad";'],
    ["src/core/a.ts", 'import {\n  a,\n  b,\n} from "../vscode/x.ts";'],
    ["src/core/a.ts", 'export type { x } from "../vscode/x.ts";'],
    ["src/core/a.ts", 'import { x } from "../../test/support/x.ts";'],
  ],
  fine: [
    ["src/core/a.ts", 'import * as z from "zod";\nimport { ok } from "../base/result.ts";'],
    ["src/core/a.ts", 'import { sha256 } from "@noble/hashes/sha2.js";'],
    [
      "src/core/a.ts",
      '// import * as vscode from "vscode";\nconst t = `\nimport x from "vscode";\n`;',
    ],
    ["src/model/a.ts", 'import type { Usage } from "../core/usage/usage.ts";'],
    ["src/providers/openai/a.ts", 'import OpenAI from "openai";'],
    ["src/node/a.ts", 'import { open } from "node:fs/promises";'],
    ["src/vscode/a.ts", 'import * as vscode from "vscode";\nimport { x } from "../node/x.ts";'],
    ["src/extension.ts", 'const load = () => import("./providers/openai/openai.ts");'],
    ["webview/ui/toolkit.ts", 'import { vsCodeButton } from "@vscode/webview-ui-toolkit";'],
    [
      "webview/chat/a.ts",
      'import { html } from "lit";\nimport { reduce } from "../../src/core/r.ts";',
    ],
  ],
});

check("named exports", namedExportsOnly, {
  caught: [
    ["src/core/a.ts", "export default function a() {}"],
    ["src/core/a.ts", "export { a as default };"],
    ["src/core/a.ts", 'export * from "./b.ts";'],
    ["src/core/a.ts", 'export * as b from "./b.ts";'],
    ["src/core/a.ts", 'export { b } from "./b.ts";'],
    ["src/core/a.ts", 'export type { B } from "./b.ts";'],
  ],
  fine: [["src/core/a.ts", "export function a() {}\nexport { b };\n// export default a\n"]],
});

check("the form of zod's import", zodAsNamespace, {
  caught: [["src/core/a.ts", 'import { z } from "zod";']],
  fine: [["src/core/a.ts", 'import * as z from "zod";\nimport { a } from "./zod.ts";']],
});

check("purity", pureFoldersStayPure, {
  caught: [
    ["src/core/a.ts", "const at = Date.now();"],
    ["src/core/a.ts", "const at = new Date();"],
    ["src/core/a.ts", "const id = Math.random();"],
    ["src/core/a.ts", "if (process.platform) {}"],
    ["src/model/a.ts", "setTimeout(run, 5);"],
    ["src/model/a.ts", "await new Promise((done) => setTimeout(done, 5));"],
    ["src/core/a.ts", "const id = crypto.randomUUID();"],
    ["src/protocol/a.ts", "const t = `${Date.now()}`;"],
    ["src/base/a.ts", "const at = performance.now();"],
    ["src/core/a.ts", "const bytes = Buffer.from(text);"],
  ],
  fine: [
    ["src/core/a.ts", "const at = new Date(time);\nconst now = clock.now();"],
    ["src/core/a.ts", "// Date.now() is not for us\n/* setTimeout( */\nconst s = 'process.exit';"],
    [
      "src/core/a.ts",
      "const re = /Date.now()/;\ndocument.errors; scan.process.done();\ntimers.setTimeout(run);",
    ],
    ["src/node/a.ts", "const at = Date.now();"],
  ],
});

check("no module state", noModuleState, {
  caught: [
    ["src/vscode/a.ts", "let current = 0;"],
    ["src/vscode/a.ts", "export let current;"],
    ["src/node/a.ts", "const cache = new Map<string, number>();"],
    ["src/node/a.ts", "const seen: string[] = [];"],
    ["webview/a.ts", "export const changed = new Emitter<void>();"],
  ],
  fine: [
    [
      "src/core/a.ts",
      'const names = new Set(["a"]);\nfunction f() {\n  let at = 0;\n  return at;\n}',
    ],
    ["src/core/a.ts", "const none: readonly string[] = [];"],
    ["src/core/lock/approval.ts", "let mint: (record: ApprovalRecord) => Approval;"],
  ],
});

check("no leftovers", noLeftovers, {
  caught: [["src/core/a.ts", "// TODO: later"]],
  fine: [["src/core/a.ts", "// Todos of the person are not ours."]],
});

check("approvals", approvalsComeFromTheLock, {
  caught: [
    ["src/pipeline/a.ts", "fencedWorkspace({} as Approval)"],
    ["src/vscode/a.ts", "const a = JSON.parse(text) as Approval;"],
    ["src/vscode/a.ts", "const a = x as lock.Approval;"],
  ],
  fine: [
    ["src/core/lock/approval.ts", "return record as Approval;"],
    [
      "src/pipeline/a.ts",
      "function build(approval: Approval) {}\nconst a = text as ApprovalRecord;",
    ],
  ],
});

check("double casts", noDoubleCasts, {
  caught: [
    ["src/vscode/a.ts", "const a = x as unknown as Plan;"],
    ["src/vscode/a.ts", "const a = x as\n  unknown as Plan;"],
    ["src/vscode/a.ts", "call(x as never);"],
  ],
  fine: [["src/vscode/a.ts", "const a: unknown = x;\n// x as unknown as Plan\n"]],
});

check("theme colours", themeColoursOnly, {
  caught: [
    ["webview/styles/a.css", "a {\n  color: #fff;\n}"],
    ["webview/styles/a.css", "a { background: rgba(0, 0, 0, 0.2); }"],
    ["webview/chat/a.ts", "static styles = css`a { border: 1px solid #ccc; }`;"],
  ],
  fine: [
    ["webview/styles/a.css", "/* color: #fff */ a { color: var(--vscode-foreground); }"],
    ["webview/chat/a.ts", "const x: A = this.#add();\nconst t = css`a { color: inherit; }`;"],
    ["src/core/a.ts", "const t = css`a { color: #fff; }`;"],
  ],
});

test("a cycle is found through any number of files, and only there", () => {
  const files = [
    file("src/core/a.ts", 'import { b } from "./b.ts";'),
    file("src/core/b.ts", 'import type { C } from "./sub/c.ts";'),
    file("src/core/sub/c.ts", 'import { a } from "../a.ts";'),
    file("src/core/d.ts", 'import { a } from "./a.ts";\nimport { b } from "./b.ts";'),
  ];
  assert.deepEqual(importCycles(files), [["src/core/a.ts", "src/core/b.ts", "src/core/sub/c.ts"]]);
  assert.deepEqual(importCycles(files.slice(1)), []);
});

test("blanked text keeps code, lines and length, and loses prose", () => {
  const text = [
    "const a = 'it''s'; // note",
    "const b = `x ${f({ y: `in` })} z`;",
    'const c = /[/`]"/.test(d) ? 1 / 2 : 3;',
    "/* `open",
    '*/ const e = "\\"";',
  ].join("\n");
  const code = blankText(text, "code-only");
  assert.equal(code.length, text.length);
  assert.equal(code.split("\n").length, 5);
  for (const word of ["const a", "f({ y:", "const c", ".test(d) ? 1 / 2 : 3;", "const e"]) {
    assert.ok(code.includes(word), word);
  }
  for (const word of ["note", "x $", "in", " z", "open", '"'])
    assert.ok(!code.includes(word), word);
});
