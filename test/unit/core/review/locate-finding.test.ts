import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { splitLines } from "../../../../src/core/diff/split-lines.ts";
import type { ReportedFinding } from "../../../../src/core/review/finding.ts";
import { type Location, locateFinding } from "../../../../src/core/review/locate-finding.ts";

const before = `import { sleep } from "./sleep.ts";

export async function complete(request) {
  // never retried
  return await send(request);
}
`;
const after = `import { sleep } from "./sleep.ts";

export async function complete(request) {
  for (const delay of delays()) {
    try {
      return await send(request);
    } catch (error) {
      await sleep(delay);
    }
  }
  throw new Error("gave up");
}
`;
const files = new Map([
  ["client.ts", { before, after }],
  ["new.ts", { before: null, after: "a();\nb();\na();\n" }],
  ["gone.ts", { before: "old();\n", after: null }],
  ["empty.ts", { before: "old();\n", after: "" }],
]);

function finding(part: Partial<ReportedFinding>): ReportedFinding {
  return {
    path: "client.ts",
    startLine: 1,
    endLine: 1,
    quote: "",
    severity: "major",
    category: "correctness",
    claim: "It is wrong.",
    why: "The plan says so.",
    touches: null,
    patch: null,
    ...part,
  };
}

function locate(part: Partial<ReportedFinding>, documents: readonly string[] = []): Location {
  return locateFinding(finding(part), files, documents);
}

function stands(location: Location, startLine: number, endLine: number, text: string): void {
  assert.equal(location.kind, "anchored", JSON.stringify(location));
  if (location.kind !== "anchored") return;
  const { anchor } = location;
  assert.deepEqual([anchor.startLine, anchor.endLine, anchor.text], [startLine, endLine, text]);
}

function unfounded(location: Location, reason: RegExp): void {
  assert.equal(location.kind, "unfounded", JSON.stringify(location));
  assert.match(location.kind === "unfounded" ? location.reason : "", reason);
}

test("a quote at the reported lines anchors there", () => {
  stands(
    locate({ startLine: 8, endLine: 8, quote: "await sleep(delay);" }),
    8,
    8,
    "      await sleep(delay);",
  );
});

test("a quote that occurs several times anchors at the reported one", () => {
  stands(locate({ path: "new.ts", startLine: 3, endLine: 3, quote: "a();" }), 3, 3, "a();");
  stands(locate({ path: "new.ts", startLine: 1, endLine: 3, quote: "a();" }), 1, 1, "a();");
});

test("a quote found exactly once elsewhere anchors there", () => {
  stands(
    locate({ startLine: 2, endLine: 2, quote: "await sleep(delay);" }),
    8,
    8,
    "      await sleep(delay);",
  );
});

test("a quote found several times, but not at the reported lines, is unfounded", () => {
  unfounded(
    locate({ path: "new.ts", startLine: 2, endLine: 2, quote: "a();" }),
    /occurs 2 times in new.ts/,
  );
});

test("diff marks and white space do not matter, nor do line breaks", () => {
  const text = "    } catch (error) {\n      await sleep(delay);\n    }";
  stands(
    locate({
      startLine: 7,
      endLine: 9,
      quote: "+    } catch (error) {\n+      await sleep(delay);\n+    }",
    }),
    7,
    9,
    text,
  );
  stands(
    locate({ startLine: 1, endLine: 1, quote: "} catch (error) { await sleep(delay); }" }),
    7,
    9,
    text,
  );
  stands(
    locate({
      startLine: 7,
      endLine: 9,
      quote: "@@ -1,2 +7,3 @@\n } catch (error)\t{\n      await  sleep(delay);\r\n }",
    }),
    7,
    9,
    text,
  );
});

test("a quote with removed and added lines anchors at the added ones", () => {
  const quote = "-  // never retried\n+  for (const delay of delays()) {";
  stands(locate({ startLine: 4, endLine: 4, quote }), 4, 4, "  for (const delay of delays()) {");
});

test("a mark that is the file's own is kept", () => {
  const list = new Map([["list.md", { before: "", after: "# List\n- one\n- two\n" }]]);
  const reported = finding({ path: "list.md", startLine: 3, endLine: 3, quote: "- two" });
  stands(locateFinding(reported, list, []), 3, 3, "- two");
});

test("removed lines anchor at the deletion point on the new side", () => {
  stands(
    locate({ startLine: 4, endLine: 4, quote: "-  // never retried" }),
    4,
    4,
    "  for (const delay of delays()) {",
  );
  stands(
    locate({ startLine: 40, endLine: 40, quote: "// never retried" }),
    4,
    4,
    "  for (const delay of delays()) {",
  );
});

test("a line removed from the end anchors at the last line left", () => {
  const cut = new Map([["a.ts", { before: "a\nb\nc\n", after: "a\nb\n" }]]);
  stands(
    locateFinding(finding({ path: "a.ts", startLine: 3, endLine: 3, quote: "-c" }), cut, []),
    2,
    2,
    "b",
  );
});

test("a file that is gone or empty has one place, line 1", () => {
  stands(locate({ path: "gone.ts", quote: "old();" }), 1, 1, "");
  stands(locate({ path: "empty.ts", startLine: 9, endLine: 9, quote: "-old();" }), 1, 1, "");
});

test("an omission quotes the plan and stands at the reported lines, inside the file", () => {
  const plan = "Retry 429 and 5xx only.\nNever after the first streamed byte.";
  const quote = "Never after the first\nstreamed byte.";
  stands(
    locate({ startLine: 6, endLine: 7, quote, touches: "T2" }, [plan]),
    6,
    7,
    after.split("\n").slice(5, 7).join("\n"),
  );
  stands(locate({ startLine: 90, endLine: 99, quote, touches: "T2" }, [plan]), 12, 12, "}");
  unfounded(locate({ startLine: 6, endLine: 7, quote, touches: null }, [plan]), /nowhere/);
  unfounded(
    locate({ startLine: 6, endLine: 7, quote: "Always retry.", touches: "T2" }, [plan]),
    /nowhere/,
  );
});

test("the prefixes of a diff's header are no part of the path", () => {
  stands(locate({ path: "b/new.ts", startLine: 2, endLine: 2, quote: "b();" }), 2, 2, "b();");
  unfounded(locate({ path: "other.ts", quote: "b();" }), /not one of the changed files/);
});

test("a finding that quotes nothing is unfounded", () => {
  unfounded(locate({ quote: " \n " }), /quotes nothing/);
  unfounded(locate({ quote: "" }), /quotes nothing/);
});

const text = fc.array(fc.constantFrom("a();", "b( c );", "", "  - x", "+1"), { maxLength: 10 });

test("an anchor's text is always the text of its lines", () => {
  const line = fc.integer({ min: 1, max: 15 });
  const quote = fc.constantFrom("a();", "b( c );", "- x", "-a();\n-+1", "+1\n a();", "nothing");
  return fc.assert(
    fc.property(text, text, line, line, quote, (old, now, startLine, endLine, quoted) => {
      const file = { before: old.join("\n"), after: now.join("\n") };
      const reported = finding({ path: "a.ts", startLine, endLine, quote: quoted });
      const location = locateFinding(reported, new Map([["a.ts", file]]), []);
      if (location.kind === "unfounded") return;
      const { anchor } = location;
      const lines = splitLines(file.after).slice(anchor.startLine - 1, anchor.endLine);
      assert.equal(lines.join("\n"), anchor.text);
      assert.ok(anchor.startLine <= anchor.endLine);
    }),
  );
});
