import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What the package holds that is needed to run; see `.vscodeignore`. */
const parts = ["package.json", "README.md", "CHANGELOG.md", "LICENSE", "agents", "dist", "media"];

/**
 * Installs a built extension by copying it, as VS Code does with a package, so that it runs as it
 * does for a person. What the folder of extensions held before is replaced.
 * @param extensionPath the checkout, already built
 * @param extensionsFolder VS Code's folder of installed extensions
 */
export async function installExtension(extensionPath: string, extensionsFolder: string) {
  const manifest = await readFile(join(extensionPath, "package.json"), "utf8");
  const { publisher, name, version } = JSON.parse(manifest) as Record<string, string>;
  const id = `${publisher}.${name}`;
  const folder = join(extensionsFolder, `${id}-${version}`);
  await rm(extensionsFolder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const part of parts) {
    await cp(join(extensionPath, part), join(folder, part), { recursive: true });
  }
  const { pathname } = pathToFileURL(folder);
  const location = { $mid: 1, path: decodeURIComponent(pathname), scheme: "file" };
  const listed = { identifier: { id }, version, location, relativeLocation: `${id}-${version}` };
  await writeFile(join(extensionsFolder, "extensions.json"), JSON.stringify([listed]));
}
