import { type QuickPickItem, window } from "vscode";
import type { Keys } from "../ports/keys.ts";
import type { Settings } from "../settings.ts";
import type { CommandTable } from "./command-table.ts";

interface Vendor extends QuickPickItem {
  readonly provider: string;
  readonly origin: string;
}

const vendors = [
  { provider: "anthropic", label: "Anthropic", home: "https://api.anthropic.com" },
  { provider: "openai", label: "OpenAI", home: "https://api.openai.com" },
] as const;

/** The origin a provider's key belongs to: of the address in the settings, else the vendor's own. */
export function originOf(provider: string, baseUrl: string | null): string {
  const home = vendors.find((vendor) => vendor.provider === provider)?.home ?? "";
  if (baseUrl === null) return home;
  return URL.canParse(baseUrl) ? new URL(baseUrl).origin : baseUrl;
}

/** Commands that put keys into the secret storage and take them out. */
export function keyCommands(keys: Keys, settings: Settings): CommandTable {
  return {
    "signoff.enterKey": async () => {
      const vendor = await pickVendor("Which key do you want to enter?", settings);
      if (vendor === undefined) return;
      const key = await window.showInputBox({
        title: `Key for ${vendor.label}`,
        prompt: `Kept in VS Code's secret storage and sent to ${vendor.origin} only.`,
        password: true,
        ignoreFocusOut: true,
      });
      if (key === undefined || key.trim() === "") return;
      await keys.set(vendor.provider, vendor.origin, key);
      void window.showInformationMessage(`The key for ${vendor.label} is kept.`);
    },
    "signoff.forgetKey": async () => {
      const vendor = await pickVendor("Which key should be forgotten?", settings);
      if (vendor === undefined) return;
      await keys.clear(vendor.provider);
      void window.showInformationMessage(`The key for ${vendor.label} is forgotten.`);
    },
  };
}

function pickVendor(title: string, settings: Settings): Thenable<Vendor | undefined> {
  const items = vendors.map(({ provider, label }): Vendor => {
    const origin = originOf(provider, settings.baseUrl(provider));
    return { provider, label, origin, description: origin };
  });
  return window.showQuickPick(items, { title });
}
