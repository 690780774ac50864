import assert from "node:assert/strict";
import { test } from "node:test";
import { windowsCommand } from "../../../src/node/windows-command.ts";

const env = {
  Path: "relative;C:\\Program Files\\nodejs;C:\\bin",
  ComSpec: "C:\\Windows\\System32\\cmd.exe",
};
const installed = new Set([
  "C:\\Program Files\\nodejs\\node.EXE",
  "C:\\Program Files\\nodejs\\npm.CMD",
  "relative\\evil.EXE",
]);
const command = (...argv: string[]) => windowsCommand(argv, env, (path) => installed.has(path));

test("a program is found on the PATH and started directly", () => {
  const file = "C:\\Program Files\\nodejs\\node.EXE";
  const args = ["-e", 'print("a & b")'];
  assert.deepEqual(command("node", ...args), { ok: true, value: { file, args, verbatim: false } });
});

test("a .cmd file is run by cmd.exe with every part quoted", () => {
  assert.deepEqual(command("npm", "test", "--", "a b.ts"), {
    ok: true,
    value: {
      file: "C:\\Windows\\System32\\cmd.exe",
      args: ["/d", "/s", "/c", '""C:\\Program Files\\nodejs\\npm.CMD" "test" "--" "a b.ts""'],
      verbatim: true,
    },
  });
});

test("arguments that cmd.exe would give a meaning are refused", () => {
  for (const argument of ["a&b", "%PATH%", 'a"b', "a|b", "a>b", "^", "!x!", "a\nb"]) {
    const result = command("npm", "test", argument);
    assert.match(result.ok ? "" : result.error, /cannot be given the argument/, argument);
  }
});

test("a program that is missing, or only in a relative folder of the PATH, is not installed", () => {
  for (const program of ["pytest", "evil"]) {
    const result = command(program);
    assert.match(result.ok ? "" : result.error, /is not installed or not on the PATH/);
  }
});
