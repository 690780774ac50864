import type { ImportEdge, Rule, SourceFile, Violation } from "./source-file.ts";

/** Libraries without effects: data in, data out. */
const pure = ["zod", "yaml", "diff", "markdown-it", "@noble/hashes", "picomatch", "ignore"];
const vendors = ["@anthropic-ai/sdk", "openai"];
const browser = ["lit", "dompurify"];

interface Zone {
  /** A folder (ends with `/`) or one file. The first zone that holds a path is the path's zone. */
  readonly at: string;
  /** Paths it may import from: folders, or single files. */
  readonly from: readonly string[];
  /** Packages it may import; `node:` and `vscode` count as packages here. */
  readonly packages: readonly string[];
}

const inner = ["src/base/", "src/core/", "src/model/", "src/pipeline/"];

/** Who may import what: the table of ARCHITECTURE.md. Whatever is not listed is forbidden. */
export const zones: readonly Zone[] = [
  { at: "src/base/", from: ["src/base/"], packages: ["@noble/hashes"] },
  { at: "src/core/", from: ["src/base/", "src/core/"], packages: pure },
  { at: "src/model/", from: ["src/base/", "src/core/usage/", "src/model/"], packages: ["zod"] },
  { at: "src/protocol/", from: ["src/base/", "src/core/", "src/protocol/"], packages: ["zod"] },
  { at: "src/pipeline/", from: inner, packages: pure },
  {
    at: "src/providers/",
    from: ["src/base/", "src/core/usage/", "src/model/", "src/providers/"],
    packages: ["zod", ...vendors],
  },
  { at: "src/node/", from: [...inner, "src/node/"], packages: [...pure, "node:"] },
  {
    at: "src/vscode/",
    from: [...inner, "src/node/", "src/protocol/", "src/vscode/"],
    packages: [...pure, "vscode"],
  },
  { at: "src/extension.ts", from: ["src/"], packages: [...pure, "node:", "vscode"] },
  {
    at: "webview/ui/toolkit.ts",
    from: ["webview/"],
    packages: ["@vscode/webview-ui-toolkit"],
  },
  {
    at: "webview/",
    from: ["src/base/", "src/core/", "src/protocol/", "webview/"],
    packages: [...pure, ...browser],
  },
];

/** Nobody imports what wires everything together. */
const roots = ["src/extension.ts"];

/** Every import of the file that the matrix does not allow. */
export const importMatrix: Rule = (file) => {
  const zone = zones.find(({ at }) => within(at, file.path));
  if (zone === undefined) return [violation(file, "belongs to no folder of the import matrix")];
  return file.imports
    .filter((edge) => !allowed(zone, edge))
    .map((edge) => violation(file, `${zone.at} may not import ${edge.target ?? edge.specifier}`));
};

function allowed(zone: Zone, { specifier, target }: ImportEdge): boolean {
  if (target === null) return zone.packages.some((name) => names(name, specifier));
  return !roots.includes(target) && zone.from.some((at) => within(at, target));
}

function names(name: string, specifier: string): boolean {
  if (name.endsWith(":")) return specifier.startsWith(name);
  return specifier === name || specifier.startsWith(`${name}/`);
}

function within(at: string, path: string): boolean {
  return at.endsWith("/") ? path.startsWith(at) : path === at;
}

function violation({ path }: SourceFile, message: string): Violation {
  return { path, line: null, message };
}
