import { blankText } from "./blank-text.ts";
import { matches, type Rule } from "./source-file.ts";

/** Folders that are data and functions only; time, chance and effects come in as parameters. */
const pureFolders = ["src/base/", "src/core/", "src/model/", "src/protocol/"];

const impure =
  /(?<![\w.#])(?:Date\.now\b|Math\.random\b|new\s+Date\s*\(\s*\)|Date\s*\(\s*\)|performance\.\w+|process\.\w+|Buffer\.\w+|globalThis\.\w+|crypto\.\w+|(?:setTimeout|setInterval|setImmediate|queueMicrotask|fetch)\s*\()/g;

/** No clock, no randomness, no timer and no process in the core and what surrounds it. */
export const pureFoldersStayPure: Rule = ({ path, text }) =>
  pureFolders.some((folder) => path.startsWith(folder))
    ? matches(path, blankText(text, "code-only"), impure, "effects enter through ports")
    : [];

const mutable =
  /^(?:export\s+)?(?:let|var)\s+\w+|^(?:export\s+)?const\s+\w+(?![^=\n]*\breadonly\b)[^=\n]*=\s*(?:\[\]|new\s+(?:Map|Set|WeakMap|WeakSet|Emitter|Array)\b[^(\n]*\(\s*\))/gm;

/** The one file with module-level `let`: two functions that a static block hands out, once. */
const friends = "src/core/lock/approval.ts";

/** State lives in values that somebody constructed, never in a module. */
export const noModuleState: Rule = ({ path, text }) =>
  path === friends
    ? []
    : matches(path, blankText(text, "code-only"), mutable, "no module-level mutable state");

/** What is not done yet is an issue, not a comment. */
export const noLeftovers: Rule = ({ path, text }) =>
  matches(path, text, /\b(?:TODO|FIXME|XXX|HACK)\b/g, "write an issue");
