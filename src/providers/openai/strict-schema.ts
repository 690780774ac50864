/** What strict mode takes. Bounds, formats and defaults are checked by the host, which parses every input. */
const kept: ReadonlySet<string> = new Set([
  "type",
  "description",
  "properties",
  "required",
  "additionalProperties",
  "items",
  "enum",
  "const",
  "anyOf",
  "$ref",
  "$defs",
]);

type Schema = Readonly<Record<string, unknown>>;

/** A JSON Schema reduced to what OpenAI's strict mode takes; `oneOf` becomes `anyOf`. */
export function strictSchema(schema: Schema): Record<string, unknown> {
  const strict: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    const name = key === "oneOf" ? "anyOf" : key;
    if (kept.has(name)) strict[name] = strictValue(name, value);
  }
  return strict["type"] === "object" ? { ...strict, additionalProperties: false } : strict;
}

function strictValue(key: string, value: unknown): unknown {
  if ((key === "properties" || key === "$defs") && isSchema(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, nested(inner)]));
  }
  if (key === "items") return nested(value);
  if (key === "anyOf" && Array.isArray(value)) return value.map(nested);
  return value;
}

function nested(value: unknown): unknown {
  return isSchema(value) ? strictSchema(value) : value;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
