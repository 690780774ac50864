import { globSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { type BuildFailure, build, type Metafile } from "esbuild";
import { edge, scanImports } from "./rules/scan-imports.ts";
import type { ImportEdge, SourceFile } from "./rules/source-file.ts";

/** The repository root, with a slash at the end. */
export const root = join(import.meta.dirname, "../../..");

/** Files of the repository by glob, as sorted paths with forward slashes; no build results, no fixtures. */
export function listFiles(...patterns: readonly string[]): readonly string[] {
  return globSync([...patterns], { cwd: root })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !/(?:^|\/)(?:node_modules|dist|fixtures)\//.test(path))
    .sort();
}

export function readText(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** The product's sources, and what esbuild could not resolve in them (one line each). */
export interface Sources {
  readonly files: readonly SourceFile[];
  readonly unresolved: readonly string[];
}

/**
 * All product sources with their imports: what esbuild resolves when it bundles every file as an
 * entry point, and what it drops, the type-only imports, from the text.
 */
export async function readSources(): Promise<Sources> {
  const scripts = listFiles("src/**/*.ts", "webview/**/*.ts");
  const { imports, unresolved } = await bundle(scripts);
  const sources = scripts.map((path) => {
    const text = readText(path);
    return { path, text, imports: union(imports.get(path) ?? [], scanImports(path, text)) };
  });
  const styles = listFiles("webview/**/*.css").map((path) => ({
    path,
    text: readText(path),
    imports: [],
  }));
  return { files: [...sources, ...styles], unresolved };
}

interface Bundled {
  /** Imports by file, dynamic ones included. */
  readonly imports: ReadonlyMap<string, readonly ImportEdge[]>;
  readonly unresolved: readonly string[];
}

async function bundle(entryPoints: readonly string[]): Promise<Bundled> {
  try {
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: [...entryPoints],
      bundle: true,
      write: false,
      metafile: true,
      packages: "external",
      platform: "node",
      format: "esm",
      outdir: "unused",
      logLevel: "silent",
      loader: { ".css": "empty" },
    });
    return { imports: importsOf(metafile), unresolved: [] };
  } catch (error) {
    return { imports: new Map(), unresolved: failures(error) };
  }
}

function importsOf(metafile: Metafile): Bundled["imports"] {
  return new Map(
    Object.entries(metafile.inputs).map(([path, input]) => [
      path,
      input.imports.map((found) =>
        found.external === true
          ? edge(path, found.original ?? found.path)
          : { specifier: found.original ?? found.path, target: posix.normalize(found.path) },
      ),
    ]),
  );
}

function failures(error: unknown): readonly string[] {
  const errors = error instanceof Error && "errors" in error ? (error as BuildFailure).errors : [];
  const lines = errors.map(({ text, location }) => `${location?.file ?? "?"}: ${text}`);
  return lines.length > 0 ? lines : [String(error)];
}

function union(...lists: readonly (readonly ImportEdge[])[]): readonly ImportEdge[] {
  return [...new Map(lists.flat().map((item) => [item.target ?? item.specifier, item])).values()];
}
