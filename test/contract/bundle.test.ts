import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { describe, test } from "node:test";
import vm from "node:vm";
import { build } from "esbuild";

const adapters = [
  ["src/providers/anthropic/anthropic.ts", "createAnthropic", 200_000],
  ["src/providers/openai/openai.ts", "createOpenAi", 700_000],
] as const;

describe("each vendor's bundle", () => {
  for (const [entry, exported, limit] of adapters) {
    test(`${entry} loads as CommonJS, exports ${exported} and stays small`, async () => {
      const { outputFiles } = await build({
        entryPoints: [entry],
        bundle: true,
        minify: true,
        write: false,
        platform: "node",
        target: "node22",
        format: "cjs",
      });
      const code = outputFiles[0]?.text ?? "";
      assert.ok(code.length < limit, `${code.length} bytes`);
      const module = { exports: {} as Record<string, unknown> };
      const wrapper = vm.runInThisContext(`(function (module, exports, require) {${code}\n})`);
      wrapper(module, module.exports, createRequire(import.meta.url));
      assert.equal(typeof module.exports[exported], "function");
    });
  }
});
