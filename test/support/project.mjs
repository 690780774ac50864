import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Absolute path of the checkout. */
export const projectFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Everything that is fetched or made, and may be deleted at any time. Ignored by git. */
export const cacheFolder = join(projectFolder, ".cache");

/** Folder and file of the Node 24 that comes as a dev dependency. */
export const nodeFolder = join(projectFolder, "node_modules", "node", "bin");
export const nodeBinary = join(nodeFolder, process.platform === "win32" ? "node.exe" : "node");

export function hasProjectNode() {
  return existsSync(nodeBinary);
}
