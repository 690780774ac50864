import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { cacheFolder } from "./project.mjs";

/** Writes a picture of the whole window to `.cache/screenshots/<name>.png` and gives its path. */
export async function takeScreenshot(page: Page, name: string): Promise<string> {
  const folder = join(cacheFolder, "screenshots");
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path });
  return path;
}
