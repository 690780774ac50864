import { matches, type Rule } from "./source-file.ts";

const literal = /:[^;{}\n]*(?:#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch)\()[^;\n]*/gi;

/** The theme owns the colours; a literal one is wrong in somebody's high contrast. */
export const themeColoursOnly: Rule = ({ path, text }) =>
  path.startsWith("webview/") && /\.(?:css|ts)$/.test(path)
    ? matches(path, styles(path, text), literal, "use a --vscode-* variable")
    : [];

/** Style sheets whole; of scripts only what stands in css templates. Line numbers stay. */
function styles(path: string, text: string): string {
  const blank = (part: string) => part.replace(/[^\n]/g, " ");
  if (path.endsWith(".css")) return text.replace(/\/\*[\s\S]*?\*\//g, blank);
  let out = "";
  let at = 0;
  for (const match of text.matchAll(/\bcss`[^`]*`/g)) {
    out += blank(text.slice(at, match.index)) + match[0];
    at = match.index + match[0].length;
  }
  return out + blank(text.slice(at));
}
