import assert from "node:assert/strict";
import { test } from "node:test";
import * as z from "zod";
import { strictSchema } from "../../../../src/providers/openai/strict-schema.ts";

test("a schema from zod keeps its shape and loses what strict mode refuses", () => {
  const input = z.strictObject({
    path: z.string().min(1).max(200).describe("Relative path"),
    line: z.int().min(1).nullable(),
    kind: z.enum(["a", "b"]),
    edits: z.array(
      z.discriminatedUnion("type", [
        z.strictObject({ type: z.literal("insert"), minLength: z.string() }),
        z.strictObject({ type: z.literal("remove") }),
      ]),
    ),
  });
  assert.deepEqual(strictSchema(z.toJSONSchema(input)), {
    type: "object",
    properties: {
      path: { type: "string", description: "Relative path" },
      line: { anyOf: [{ type: "integer" }, { type: "null" }] },
      kind: { type: "string", enum: ["a", "b"] },
      edits: {
        type: "array",
        items: {
          anyOf: [
            {
              type: "object",
              properties: {
                type: { type: "string", const: "insert" },
                minLength: { type: "string" },
              },
              required: ["type", "minLength"],
              additionalProperties: false,
            },
            {
              type: "object",
              properties: { type: { type: "string", const: "remove" } },
              required: ["type"],
              additionalProperties: false,
            },
          ],
        },
      },
    },
    required: ["path", "line", "kind", "edits"],
    additionalProperties: false,
  });
});
