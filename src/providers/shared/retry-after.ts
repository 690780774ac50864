/**
 * Milliseconds the vendor asks us to wait: `retry-after-ms`, or `retry-after` in seconds or as an
 * HTTP date. Null when there is none or it makes no sense; a moment in the past is 0.
 */
export function retryAfter(headers: Headers | null, now: number): number | null {
  const precise = Number.parseFloat(headers?.get("retry-after-ms") ?? "");
  if (precise >= 0) return precise;
  const value = headers?.get("retry-after")?.trim() ?? "";
  if (value === "") return null;
  const seconds = Number(value);
  if (!Number.isNaN(seconds)) return seconds >= 0 ? Math.round(seconds * 1000) : null;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
