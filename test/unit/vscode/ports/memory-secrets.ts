import type { SecretStorage, SecretStorageChangeEvent } from "vscode";
import { Emitter } from "../../../../src/base/emitter.ts";

/** The part of VS Code's secret storage that counts: text by name, and an event per change. */
export function memorySecrets(): SecretStorage {
  const stored = new Map<string, string>();
  const changed = new Emitter<SecretStorageChangeEvent>();
  return {
    keys: async () => [...stored.keys()],
    get: async (key) => stored.get(key),
    async store(key, value) {
      stored.set(key, value);
      changed.fire({ key });
    },
    async delete(key) {
      stored.delete(key);
      changed.fire({ key });
    },
    onDidChange: changed.event,
  };
}
