import { html, type TemplateResult } from "lit";
import { codeSpans } from "../words/code-spans.ts";

/** A line of a model's plain text with its `code` spans set as code; everything is a text node. */
export function codeText(text: string): readonly (string | TemplateResult)[] {
  return codeSpans(text).map((part) => (part.code ? html`<code>${part.text}</code>` : part.text));
}
