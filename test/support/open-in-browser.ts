import { spawn } from "node:child_process";
import { findChromium } from "./browser.ts";

/** Shows an address in the person's browser where there is a screen; gives whether it tried. */
export function openInBrowser(url: string): boolean {
  const command = openCommand(url);
  if (!command) return false;
  const [program, ...args] = command;
  const child = spawn(program, args, { detached: true, stdio: "ignore" });
  // The address is printed as well, so a browser that does not start is no failure.
  child.on("error", () => {});
  child.unref();
  return true;
}

function openCommand(url: string): [string, ...string[]] | null {
  if (process.env["CI"]) return null;
  if (process.platform === "darwin") return ["open", url];
  if (process.platform === "win32") return ["cmd", "/c", "start", "", url];
  if (!process.env["DISPLAY"] && !process.env["WAYLAND_DISPLAY"]) return null;
  const browser = findChromium();
  if (browser === null) return ["xdg-open", url];
  // Chromium refuses to run as root inside its own sandbox.
  const flags = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return [browser, "--no-first-run", ...flags, url];
}
