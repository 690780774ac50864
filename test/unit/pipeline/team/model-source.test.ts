import assert from "node:assert/strict";
import { test } from "node:test";
import type { ModelPort, ProviderConfig } from "../../../../src/model/model-port.ts";
import { createModelSource } from "../../../../src/pipeline/team/model-source.ts";

const port: ModelPort = { respond: async () => ({ kind: "stopped", text: "" }) };

function source(keys: Readonly<Record<string, string>>) {
  const configs: ProviderConfig[] = [];
  const models = createModelSource({
    providers: {
      anthropic: async () => (config) => {
        configs.push(config);
        return port;
      },
      openai: async () => () => port,
    },
    keyFor: async (provider, baseUrl) => keys[`${provider} ${baseUrl}`] ?? null,
    baseUrl: (provider) => (provider === "anthropic" ? "http://127.0.0.1:1" : null),
    idleTimeout: () => 5,
    timing: { wait: async () => {}, random: () => 0 },
  });
  return { models, configs };
}

test("a port is made with the key of exactly its provider and address", async () => {
  const keys: Record<string, string> = {};
  const { models, configs } = source(keys);
  const model = { provider: "anthropic", id: "claude-opus-5-5" };
  const without = await models.portFor(model);
  assert.ok(!without.ok);
  assert.equal(without.error.what, "There is no key for Anthropic.");
  assert.equal(without.error.action?.command, "signoff.enterKey");
  keys["anthropic null"] = "for the vendor's own address";
  assert.equal((await models.portFor(model)).ok, false);
  keys["anthropic http://127.0.0.1:1"] = "for this address";
  assert.ok((await models.portFor(model)).ok, "a key entered meanwhile counts");
  const config = { apiKey: "for this address", baseUrl: "http://127.0.0.1:1", idleTimeout: 5 };
  assert.deepEqual(configs, [config]);
});

test("an unknown provider is named with the known ones", async () => {
  const { models } = source({});
  for (const provider of ["nobody", "constructor", "__proto__"]) {
    const found = await models.portFor({ provider, id: "x" });
    assert.ok(!found.ok);
    assert.match(found.error.why, /anthropic and openai/);
  }
});
