import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Message, ToolSpec } from "../../src/model/message.ts";
import { callVendor, faultVendorForFile, testKey } from "./call-vendor.ts";
import { vendorWires } from "./vendor-wire.ts";

const server = faultVendorForFile();

const tools: readonly ToolSpec[] = [
  {
    name: "read_file",
    description: "Reads a file.",
    schema: {
      type: "object",
      properties: { path: { type: "string", minLength: 1 } },
      required: ["path"],
      additionalProperties: false,
    },
  },
];

for (const wire of vendorWires) {
  describe(wire.name, () => {
    test("sends our key and nothing from the environment, to the configured origin only", async (t) => {
      for (const [name, value] of Object.entries(wire.hostileEnvironment)) {
        process.env[name] = value;
        t.after(() => delete process.env[name]);
      }
      server().answer(() => ({ chunks: [wire.stream({ text: "ok" })] }));
      const { outcome } = await callVendor(wire, server().origin);
      assert.equal(outcome.kind, "completed");
      const [request] = server().received;
      assert.ok(request);
      assert.equal(request.path, wire.path);
      assert.equal(request.headers.authorization, `Bearer ${testKey}`);
      assert.ok(wire.provider !== "anthropic" || request.headers["anthropic-version"]);
      assert.doesNotMatch(JSON.stringify(request.headers), /leak|environment|stainless/i);
    });

    for (const suffix of ["/", "/v1", "/v1/", "/proxy", "/proxy/v1"]) {
      test(`takes a base URL ending in ${suffix}`, async () => {
        server().answer(() => ({ chunks: [wire.stream({ text: "ok" })] }));
        await callVendor(wire, `${server().origin}${suffix}`);
        const prefix = suffix.startsWith("/proxy") ? "/proxy" : "";
        assert.equal(server().received[0]?.path, `${prefix}${wire.path}`);
      });
    }

    test("asks for no sampling and lets nothing be stored", async () => {
      server().answer(() => ({ chunks: [wire.stream({ text: "ok" })] }));
      await callVendor(wire, server().origin, { request: { tools } });
      const body = server().received[0]?.body ?? {};
      for (const name of ["temperature", "top_p", "top_k", "seed"]) assert.ok(!(name in body));
      assert.equal(body["stream"], true);
      assert.ok(wire.provider !== "openai" || body["store"] === false);
    });

    test("sends reasoning back unchanged, and to no other vendor", async () => {
      server().answer((index) => ({
        chunks: [wire.stream(index === 0 ? { reasoning: true, text: "Hm." } : { text: "ok" })],
      }));
      const first = await callVendor(wire, server().origin);
      assert.ok(first.outcome.kind === "completed");
      const foreign = {
        type: "opaque",
        provider: "elsewhere",
        data: { secret: "foreign" },
      } as const;
      const messages: readonly Message[] = [
        { role: "user", parts: [{ type: "text", text: "Hello" }] },
        { role: "assistant", parts: [foreign, ...first.outcome.parts] },
        { role: "user", parts: [{ type: "text", text: "Go on" }] },
      ];
      await callVendor(wire, server().origin, { request: { messages } });
      const sent = JSON.stringify(server().received[1]?.body);
      assert.ok(wire.opaque.type === "opaque");
      assert.ok(sent.includes(JSON.stringify(wire.opaque.data)), sent);
      assert.doesNotMatch(sent, /foreign/);
    });
  });
}
