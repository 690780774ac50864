import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assets, readManifest, settings } from "./read-manifest.ts";
import { listFiles, readText, root } from "./read-sources.ts";
import { blankText } from "./rules/blank-text.ts";

const manifest = readManifest();
const { contributes } = manifest;
const commands = contributes.commands.map(({ command }) => command);
const surfaces = [...Object.values(contributes.menus).flat(), ...contributes.keybindings];

/** `"signoff.…"` as the sources of the host write it, comments left out. */
const literals = new Set(
  listFiles("src/**/*.ts").flatMap((path) =>
    [...blankText(readText(path), "quoted-strings").matchAll(/["'](signoff\.[\w.-]+)["']/g)].map(
      (match) => match[1] ?? "",
    ),
  ),
);

/** Names that live in code alone, and what they name. */
const namesInCode: readonly string[] = [
  "signoff.board", // panel type
  "signoff.findings", // comment controller
  "signoff.session", // status bar item
  "signoff.key.", // vendors' keys in secret storage
  "signoff.seal", // key of the integrity code in secret storage
];

test("commands are listed under Signoff and do not repeat it in their title", () => {
  assert.notEqual(commands.length, 0);
  for (const { command, title, category } of contributes.commands) {
    assert.match(command, /^signoff\.[a-z][A-Za-z]*$/);
    assert.equal(category, "Signoff", command);
    assert.doesNotMatch(title, /^signoff/i, command);
  }
});

test("every contributed command is registered in src", () => {
  assert.deepEqual(
    commands.filter((command) => !literals.has(command)),
    [],
  );
});

test("whatever src calls signoff.something is in the manifest", () => {
  const views = Object.values(contributes.views).flatMap((list) =>
    list.flatMap(({ id }) => [id, `${id}.focus`]),
  );
  const names = [...settings(manifest).keys()];
  const sections = names.flatMap((name) =>
    name.split(".").map((_, index, parts) => parts.slice(0, index).join(".")),
  );
  const clauses = JSON.stringify(contributes).match(/signoff\.[\w.]+/g) ?? [];
  const known = new Set([...commands, ...views, ...names, ...sections, ...clauses, ...namesInCode]);
  assert.deepEqual(
    [...literals].filter((literal) => !known.has(literal)),
    [],
  );
});

test("menus, key bindings and welcome texts offer only commands that exist", () => {
  const links = [...JSON.stringify(contributes).matchAll(/command:(signoff\.[A-Za-z]+)/g)];
  const offered = [...surfaces.flatMap(({ command }) => command ?? []), ...links.map((m) => m[1])];
  assert.deepEqual(
    offered.filter((command) => command?.startsWith("signoff.") && !commands.includes(command)),
    [],
  );
});

test("no command, menu or key approves", () => {
  const ids = [...commands, ...surfaces.flatMap(({ command }) => command ?? []), ...literals];
  assert.deepEqual(
    ids.filter((id) => /approve/i.test(id)),
    [],
  );
});

test("every icon and picture of the manifest exists", () => {
  assert.deepEqual(
    assets(manifest).filter((path) => !existsSync(join(root, path))),
    [],
  );
});

test("a workspace cannot choose models, endpoints, roles or what the lock demands", () => {
  for (const [name, scope] of settings(manifest)) {
    assert.ok(scope !== undefined, `${name} says its scope`);
    const open = !["machine", "application"].includes(scope);
    const sensitive =
      /model|roster|role|agent|provider|endpoint|url|host|key|lock|approv|review|gate|check|fence/i;
    assert.ok(!(open && sensitive.test(name)), `${name} has scope ${scope}`);
  }
});

test("in a workspace without trust, settings of the workspace count for nothing", () => {
  const open = [...settings(manifest)]
    .filter(([, scope]) => !["machine", "application"].includes(scope ?? ""))
    .map(([name]) => name);
  const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
  assert.equal(supported, "limited");
  assert.deepEqual([...restrictedConfigurations].sort(), open.sort());
});

test("nothing starts with VS Code", () => {
  for (const event of manifest.activationEvents) {
    assert.doesNotMatch(event, /^\*$|^onStartupFinished$/);
  }
});

test("every dependency has an exact version", () => {
  for (const [name, version] of Object.entries({
    ...manifest.dependencies,
    ...manifest.devDependencies,
  })) {
    assert.match(version, /^\d+\.\d+\.\d+(?:-[\w.]+)?$/, name);
  }
});

test("the typings are those of the oldest VS Code we promise to run in", () => {
  const minor = (version: string | undefined) => version?.match(/^\^?(\d+\.\d+)\./)?.[1];
  assert.equal(minor(manifest.engines.vscode), minor(manifest.devDependencies["@types/vscode"]));
});

test("ARCHITECTURE.md says of every run-time dependency what it is for", () => {
  const lines = readText("ARCHITECTURE.md").split("\n");
  for (const name of Object.keys(manifest.dependencies)) {
    assert.ok(
      lines.some((line) => line.startsWith(`- \`${name}\`: `)),
      name,
    );
  }
});
