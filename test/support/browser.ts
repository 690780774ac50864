import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { Remedy } from "./remedy.mjs";
import { runCommand } from "./run-command.mjs";

const names = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser"];

const wellKnown = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The executable of a Chrome or Chromium: `$CHROME`, an installed one, Playwright's own; null if none. */
export function findChromium(): string | null {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const installed = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const candidates = [
    process.env["CHROME"] ?? "",
    ...installed,
    ...wellKnown,
    chromium.executablePath(),
  ];
  return candidates.find((path) => path !== "" && existsSync(path)) ?? null;
}

/** Installs Debian's Chromium where that is possible and no other is there. */
export async function ensureChromium(report: (what: string) => void): Promise<string> {
  const found = findChromium();
  if (found !== null) return found;
  if (!canInstall()) throw new Remedy(noChromium);
  report("installing Debian's chromium");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runCommand("apt-get", ["update"], { env, remedy: noChromium });
  await runCommand("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], {
    env,
    remedy: noChromium,
  });
  const installed = findChromium();
  if (installed === null) throw new Remedy(noChromium);
  return installed;
}

const noChromium =
  "No Chrome or Chromium was found; install one (`npx playwright-core install chromium` will do) or set CHROME to its executable.";

function canInstall(): boolean {
  return process.getuid?.() === 0 && existsSync("/etc/debian_version");
}

/** Starts Chromium without a window, as the tests use it. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Remedy(noChromium);
  return chromium.launch({ executablePath, args: flags });
}
