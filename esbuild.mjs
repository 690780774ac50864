// Bundles the extension host, one lazily loaded bundle per vendor, and the webview pages.
import { cp, mkdir } from "node:fs/promises";
import { build, context } from "esbuild";

const watch = process.argv.includes("--watch");

/** @type {import("esbuild").BuildOptions} */
const shared = {
  bundle: true,
  minify: !watch,
  sourcemap: true,
  metafile: true,
  logLevel: "warning",
  legalComments: "none",
};

/**
 * `import("./providers/x/x.ts")` becomes a bundle of its own beside the extension's, loaded when
 * the import runs.
 * @type {import("esbuild").Plugin}
 */
const lazyProviders = {
  name: "lazy-providers",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/providers\/\w+\/\w+\.ts$/ }, ({ path, kind }) =>
      kind === "dynamic-import"
        ? { path: `./providers/${path.split("/")[2]}.cjs`, external: true }
        : undefined,
    );
  },
};

/** @type {import("esbuild").BuildOptions} */
const host = {
  ...shared,
  platform: "node",
  target: "node22",
  format: "cjs",
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  external: ["vscode"],
  plugins: [lazyProviders],
};

/** @type {import("esbuild").BuildOptions} */
const page = {
  ...shared,
  platform: "browser",
  target: "chrome134",
  format: "esm",
  outdir: "dist/webview",
};

export const builds = [
  { ...host, entryPoints: { extension: "src/extension.ts" } },
  {
    ...host,
    outdir: "dist/providers",
    entryPoints: {
      anthropic: "src/providers/anthropic/anthropic.ts",
      openai: "src/providers/openai/openai.ts",
    },
  },
  { ...page, entryPoints: { sidebar: "webview/sidebar.ts", board: "webview/board.ts" } },
];

async function copyAssets() {
  await mkdir("dist/webview", { recursive: true });
  await cp("node_modules/@vscode/codicons/dist/codicon.css", "dist/webview/codicon.css");
  await cp("node_modules/@vscode/codicons/dist/codicon.ttf", "dist/webview/codicon.ttf");
}

if (import.meta.main) {
  await copyAssets();
  if (watch) {
    for (const options of builds) await (await context(options)).watch();
    console.log("watching");
  } else {
    await Promise.all(builds.map((options) => build(options)));
  }
}
