import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  createMarkdownRenderer,
  lastBlockStart,
  markdownLimit,
} from "../../../webview/ui/markdown-html.ts";

const render = createMarkdownRenderer();

test("raw HTML of a model is text", () => {
  const { html } = render("<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> <b>x</b>");
  assert.doesNotMatch(html, /<(script|img|b)\b/);
});

test("a link only carries its address and leads nowhere by itself", () => {
  const { html } = render('[text](https://example.org/a?b=1&c="2")');
  assert.match(html, /<a role="link" tabindex="0" data-href="https:\/\/example.org/);
  assert.doesNotMatch(html, / href=/);
});

test("addresses that run something are no links at all", () => {
  for (const href of ["javascript:alert(1)", "vbscript:x", "data:text/html,x", "file:///etc"]) {
    assert.doesNotMatch(render(`[text](${href})`).html, /data-href/);
  }
});

test("a picture becomes a link in words, so that nothing is fetched", () => {
  const { html } = render("![the chart](https://example.org/?d=secret) ![](https://example.org/b)");
  assert.doesNotMatch(html, /<img|src=/);
  assert.match(html, />the chart<\/a>/);
  assert.match(html, />picture<\/a>/);
});

test("text beyond the limit is cut off and said to be", () => {
  assert.equal(render("a".repeat(markdownLimit)).shortened, false);
  const { html, shortened } = render("a".repeat(markdownLimit + 5));
  assert.ok(shortened && html.length < markdownLimit + 20);
});

test("text made to be slow is rendered all the same", () => {
  const evil = [">", "[", "*", "`", "- ", "![", "](", "_*", "|-"].map((part) =>
    part.repeat(5_000_000 / part.length),
  );
  for (const text of evil) assert.ok(render(text).shortened);
});

const block = fc.constantFrom(
  "A paragraph of text.",
  "# Heading",
  "- one\n- two",
  "- one\n\n- two",
  "1. one\n\n   more of one\n\n2. two",
  "> quoted\n> more",
  "```ts\ncode\n\nmore code\n```",
  "~~~\n\n# no heading\n~~~",
  "| a | b |\n|---|---|\n| 1 | 2 |",
  "    indented code",
  "---",
);

test("rendering block by block gives what rendering the whole gives", () => {
  fc.assert(
    fc.property(fc.array(block, { minLength: 1, maxLength: 8 }), (blocks) => {
      const text = blocks.join("\n\n");
      const start = lastBlockStart(text);
      const parts = render(text.slice(0, start)).html + render(text.slice(start)).html;
      assert.equal(parts, render(text).html);
    }),
  );
});

test("an open code fence is never cut in two", () => {
  assert.equal(lastBlockStart("```ts\na\n\nb\n\nc"), 0);
  const text = "Before.\n\n```ts\na\n\nb";
  assert.equal(text.slice(lastBlockStart(text)), "```ts\na\n\nb");
});
