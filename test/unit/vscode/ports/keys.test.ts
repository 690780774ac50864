import assert from "node:assert/strict";
import { test } from "node:test";
import { createKeys } from "../../../../src/vscode/ports/keys.ts";
import { createSealKey } from "../../../../src/vscode/ports/seal-key.ts";
import { memorySecrets } from "./memory-secrets.ts";

const vendor = "https://api.openai.com";
const elsewhere = "http://127.0.0.1:9";

test("a key is given out only for the origin it was entered for", async () => {
  const keys = createKeys(memorySecrets(), {});
  await keys.set("openai", vendor, " sk-1 \n");
  assert.equal(await keys.get("openai", vendor), "sk-1");
  assert.equal(await keys.get("openai", elsewhere), null);
  assert.equal(await keys.get("anthropic", vendor), null);
});

test("the environment's key stands in where none was entered", async () => {
  const keys = createKeys(memorySecrets(), { OPENAI_API_KEY: "sk-env", ANTHROPIC_API_KEY: "" });
  assert.equal(await keys.get("openai", vendor), "sk-env");
  assert.equal(await keys.get("anthropic", vendor), null);
  assert.equal(await keys.get("toString", vendor), null);
  await keys.set("openai", vendor, "sk-1");
  assert.equal(await keys.get("openai", vendor), "sk-1");
  await keys.clear("openai");
  assert.equal(await keys.get("openai", vendor), "sk-env");
});

test("a change names the provider, and other secrets are nobody's business", async () => {
  const secrets = memorySecrets();
  const keys = createKeys(secrets, {});
  const changed: string[] = [];
  keys.onChange((provider) => changed.push(provider));
  await keys.set("openai", vendor, "sk-1");
  await secrets.store("signoff.seal", "x");
  await keys.clear("openai");
  assert.deepEqual(changed, ["openai", "openai"]);
});

test("a secret that is not ours to read is no key", async () => {
  const secrets = memorySecrets();
  const keys = createKeys(secrets, {});
  for (const text of ["sk-bare", "{", '{"key":"sk-1"}', '{"origin":"*","key":""}']) {
    await secrets.store("signoff.key.openai", text);
    assert.equal(await keys.get("openai", vendor), null);
  }
});

test("the seal is made once and is the same ever after", async () => {
  const secrets = memorySecrets();
  const seal = createSealKey(secrets);
  const [one, two] = await Promise.all([seal(), seal()]);
  assert.match(one, /^[0-9a-f]{64}$/);
  assert.equal(two, one);
  assert.equal(await createSealKey(secrets)(), one);
});
