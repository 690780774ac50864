import { glob } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { cacheFolder, projectFolder } from "../support/project.mjs";

/**
 * Bundles all tests of the suite into one CommonJS file, the only form the extension host loads.
 * @returns its absolute path
 */
export async function bundleSuite(): Promise<string> {
  const outfile = join(cacheFolder, "host", "suite.cjs");
  const files: string[] = [];
  for await (const file of glob("test/host/suite/**/*.test.ts", { cwd: projectFolder }))
    files.push(file);
  const imports = files.sort().map((file) => `import "./${file.replaceAll("\\", "/")}";`);
  await build({
    stdin: {
      contents: `${imports.join("\n")}\nexport { run } from "./test/host/host-test.ts";`,
      resolveDir: projectFolder,
      loader: "ts",
    },
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node22",
    sourcemap: "inline",
    external: ["vscode"],
    logLevel: "warning",
  });
  return outfile;
}
