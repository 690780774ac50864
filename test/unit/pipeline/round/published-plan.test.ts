import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { planPath } from "../../../../src/pipeline/round/published-plan.ts";

test("the file is named after day, title, session and round", () => {
  assert.equal(
    planPath("Retry with exponential backoff!", "2026-11-21", "abc-12345678", 1),
    ".signoff/plans/2026-11-21-retry-with-exponential-backoff-5678.md",
  );
  assert.equal(
    planPath("Über alles", "2026-11-21", "abc-12345678", 2),
    ".signoff/plans/2026-11-21-uber-alles-5678-2.md",
  );
});

test("whatever the title, it is one plain file in the folder of plans", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (title) => {
      const path = planPath(title, "2026-11-21", "abc-12345678", 1);
      assert.match(path, /^\.signoff\/plans\/2026-11-21-[a-z0-9][a-z0-9-]{0,64}\.md$/);
    }),
  );
});
