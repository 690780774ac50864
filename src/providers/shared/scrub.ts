const maxLength = 600;

/** Shapes of secrets that are not ours but may be echoed: vendor keys and bearer tokens. */
const keyShape = /\b(?:sk|rk|pk|key)-[\w-]{12,}|\bBearer\s+[\w.~+/=-]{8,}|\bAIza[\w-]{20,}/g;

/**
 * Makes a vendor's words fit to be shown and logged: the key is taken out wherever it stands, as it
 * is, URL-encoded or in Base64, and so is anything shaped like a key; white space is collapsed, and
 * what is longer than 600 characters is cut.
 */
export function scrub(text: string, apiKey: string): string {
  let clean = text;
  for (const form of formsOf(apiKey)) clean = clean.replaceAll(form, "[key]");
  clean = clean.replace(keyShape, "[key]").replace(/\s+/g, " ").trim();
  return clean.length > maxLength ? `${clean.slice(0, maxLength)}…` : clean;
}

/** Very short keys (`ollama`) are placeholders; taking them out would maul ordinary words. */
function formsOf(apiKey: string): readonly string[] {
  if (apiKey.length < 8) return [];
  const base64 = Buffer.from(apiKey).toString("base64");
  return [apiKey, encodeURIComponent(apiKey), base64, base64.replace(/=+$/, "")];
}
