import type { SecretStorage } from "vscode";
import * as z from "zod";
import { type Disposable, DisposableStore } from "../../base/disposable.ts";
import { Emitter, type Subscribe } from "../../base/emitter.ts";

/** Vendors' keys. A key is only given out for the origin it was entered for. */
export interface Keys extends Disposable {
  /**
   * The key for a provider at an origin such as `https://api.openai.com`: the stored one, else
   * the vendor's environment variable; null when there is none. Never in a message or a log.
   */
  get(provider: string, origin: string): Promise<string | null>;
  set(provider: string, origin: string, key: string): Promise<void>;
  clear(provider: string): Promise<void>;
  /** Fires with the provider whose stored key changed, in any window. */
  readonly onChange: Subscribe<string>;
}

const prefix = "signoff.key.";

const environmentNames: Readonly<Record<string, string>> = {
  anthropic: "ANTHROPIC_API_KEY",
  openai: "OPENAI_API_KEY",
};

const storedKeySchema = z.strictObject({ origin: z.string(), key: z.string().min(1) });

export function createKeys(
  secrets: SecretStorage,
  environment: Readonly<Record<string, string | undefined>>,
): Keys {
  const disposables = new DisposableStore();
  const changed = disposables.add(new Emitter<string>());
  disposables.add(
    secrets.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) changed.fire(key.slice(prefix.length));
    }),
  );
  return {
    async get(provider, origin) {
      const stored = parseStored(await secrets.get(prefix + provider));
      if (stored?.origin === origin) return stored.key;
      const name = environmentNames[provider];
      return (name === undefined ? undefined : environment[name]?.trim()) || null;
    },
    async set(provider, origin, key) {
      await secrets.store(prefix + provider, JSON.stringify({ origin, key: key.trim() }));
    },
    async clear(provider) {
      await secrets.delete(prefix + provider);
    },
    onChange: changed.event,
    dispose: () => disposables.dispose(),
  };
}

/** Null for nothing and for what we did not write: an unreadable secret is no key. */
function parseStored(text: string | undefined): z.infer<typeof storedKeySchema> | null {
  if (text === undefined) return null;
  try {
    return storedKeySchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
