import type { Usage } from "../core/usage/usage.ts";
import { type ModelPrice, type Price, priceTable } from "./price-table.ts";

/** What a call cost in USD, or null when a price it needs is not known: nothing is guessed. */
export function costOf(
  model: { readonly provider: string; readonly id: string },
  usage: Usage,
): number | null {
  const known = priceOf(model.provider, model.id);
  return known && sum(priceFor(known, usage), usage);
}

/** A dated snapshot costs what its model costs; no other likeness counts. */
function priceOf(provider: string, id: string): ModelPrice | null {
  const models = own(priceTable, provider);
  const undated = id.replace(/-(?:\d{8}|\d{4}-\d{2}-\d{2})$/, "");
  return models && (own(models, id) ?? own(models, undated));
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | null {
  return Object.hasOwn(record, key) ? (record[key] ?? null) : null;
}

function priceFor({ base, long }: ModelPrice, usage: Usage): Price {
  const prompt = usage.freshInput + usage.cacheRead + usage.cacheWrite;
  return long !== null && prompt > long.above ? long.price : base;
}

function sum(price: Price, usage: Usage): number | null {
  if (usage.cacheRead > 0 && price.cacheRead === null) return null;
  if (usage.cacheWrite > 0 && price.cacheWrite === null) return null;
  const perMillion =
    usage.freshInput * price.freshInput +
    usage.cacheRead * (price.cacheRead ?? 0) +
    usage.cacheWrite * (price.cacheWrite ?? 0) +
    usage.output * price.output;
  return perMillion / 1_000_000;
}
