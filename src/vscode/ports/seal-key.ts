import type { SecretStorage } from "vscode";

const name = "signoff.seal";

/** Gives the key of the integrity code over approvals, 64 hex digits; made on first use, the same ever after. */
export function createSealKey(secrets: SecretStorage): () => Promise<string> {
  let asked: Promise<string> | null = null;
  return () => {
    asked ??= readOrMake(secrets).catch((error: unknown) => {
      asked = null;
      throw error;
    });
    return asked;
  };
}

async function readOrMake(secrets: SecretStorage): Promise<string> {
  const known = await secrets.get(name);
  if (known !== undefined && /^[0-9a-f]{64}$/.test(known)) return known;
  const fresh = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("hex");
  await secrets.store(name, fresh);
  // Another window may have stored its own at the same time; the last one stands for both.
  return (await secrets.get(name)) ?? fresh;
}
