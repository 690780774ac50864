import type { Finding } from "../../core/review/finding.ts";
import type { FindingState } from "../../core/session/state.ts";
import { visibleText } from "../../core/text/visible-text.ts";
import type { FindingPlace } from "./finding-anchors.ts";

/** Header of the thread, for example `gpt-6.1-sol · major · accepted by you`. */
export function findingLabel({ state, model, outdated }: FindingPlace): string {
  const words = [model, state.finding.severity, stateWords(state)];
  return (outdated ? [...words, "these lines have changed"] : words).join(" · ");
}

/** What package.json's menus look at to offer Accept and Reject. */
export function findingContext({ state, decidable }: FindingPlace): string {
  if (!decidable) return "finding.closed";
  if (state.disposition === null || state.by !== "person") return "finding.open";
  return state.disposition === "accept" ? "finding.accepted" : "finding.rejected";
}

/**
 * The reviewer's words as Markdown: the claim in bold, the reason, the patch as a fenced block.
 * Nothing in them can load, link or run anything.
 */
export function findingMarkdown({ claim, why, patch, touches }: Finding): string {
  const parts = [
    `**${inertMarkdown(claim.replace(/\s+/g, " ").trim())}** ${inertMarkdown(why.trim())}`,
  ];
  if (patch !== null && patch.trim() !== "") parts.push(fenced(patch));
  if (touches !== null && touches.trim() !== "") parts.push(`Touches ${inertMarkdown(touches)}`);
  return parts.join("\n\n");
}

function stateWords({ resolved, disposition, by, finding }: FindingState): string {
  if (resolved) return "mended";
  if (disposition === null) return `recommended: ${finding.recommended}`;
  const words = disposition === "accept" ? "accepted" : "rejected";
  return by === "person" ? `${words} by you` : `${words} as recommended`;
}

/** What the person wrote when they rejected it, as Markdown; null where they gave no reason. */
export function reasonMarkdown({ by, reason }: FindingState): string | null {
  return by !== "person" || reason === null ? null : inertMarkdown(reason);
}

/**
 * Model text as Markdown that shows exactly its characters; only `code` keeps its meaning. VS
 * Code's comments would load a remote picture and link any address, so all other punctuation
 * is escaped. `MarkdownString.appendText` is no help: it makes every space unbreakable.
 */
function inertMarkdown(text: string): string {
  return visibleLines(text)
    .replace(/^[ \t]+/gm, "")
    .split(/((?<!`)`[^`\n]+`(?!`))/)
    .map((part, index) => (index % 2 === 1 && isHarmless(part) ? part : escapePunctuation(part)))
    .join("");
}

/** Should a parser see the bounds of the code elsewhere than we do, there is still no link in it. */
function isHarmless(code: string): boolean {
  return !/\]\s*[([]|:\/\/|www\./i.test(code);
}

function escapePunctuation(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, "\\$&");
}

function fenced(patch: string): string {
  const longest = Math.max(0, ...(patch.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return `${fence}diff\n${visibleLines(patch).replace(/\n$/, "")}\n${fence}`;
}

/** What cannot be seen is written out; line ends and tabs are what they are. */
function visibleLines(text: string): string {
  return text.replace(/[^\t\r\n]+/g, visibleText);
}
