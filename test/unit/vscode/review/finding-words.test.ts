import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import type { Finding } from "../../../../src/core/review/finding.ts";
import { findingMarkdown } from "../../../../src/vscode/review/finding-words.ts";

const finding: Finding = {
  id: "f1",
  reviewer: "pedant",
  look: 1,
  anchor: { path: "a.ts", startLine: 1, endLine: 1, text: "" },
  severity: "major",
  category: "correctness",
  claim: "400 responses are retried.",
  why: "`e.status` is never looked at.",
  touches: "T2",
  patch: null,
  recommended: "accept",
};

const markdown = new MarkdownIt({ html: true, linkify: true });

test("a finding reads as bold claim, reason with code, and what it touches", () => {
  const html = markdown.render(findingMarkdown(finding));
  assert.equal(
    html,
    "<p><strong>400 responses are retried.</strong> <code>e.status</code> is never looked at.</p>\n<p>Touches T2</p>\n",
  );
});

test("whatever a reviewer writes loads, links and runs nothing", () => {
  const piece = fc.constantFrom(
    ...["![x](http://e.vil/x.png)", "[l](command:x)", "<img src=x>", "https://e.vil", "www.e.vil"],
    ...["`", "``", "```", "\n", "\n\n", " ", "    ", "a", "*", "_", "# ", "- ", "> ", "\\", "&lt;"],
    ...["[a]: http://e.vil\n", "[a]", "~~~\n", "$(x)", "|", "\t"],
  );
  const text = fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(text, text, text, (claim, why, patch) => {
      const html = markdown.render(findingMarkdown({ ...finding, claim, why, patch }));
      assert.doesNotMatch(html, /<(?:img|a|h\d|script|ul|blockquote)\b/);
    }),
    { numRuns: 2_000 },
  );
});

test("what cannot be seen is written out", () => {
  const text = findingMarkdown({ ...finding, why: "safe\u202e\nnext", patch: "+\tx\u200b\n" });
  assert.match(text, /⟪U\\\+202E⟫\nnext/);
  assert.match(text, /\+\tx⟪U\+200B⟫\n/);
});

test("a patch cannot close its own fence", () => {
  const text = findingMarkdown({ ...finding, patch: "+```\n+x" });
  assert.match(text, /````diff\n\+```\n\+x\n````/);
});
