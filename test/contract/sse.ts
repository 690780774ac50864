interface WireEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Events in the form both vendors stream them, named by their type. */
export function sse(events: readonly WireEvent[]): string {
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join("");
}

/** The text in pieces of a few characters, as models send it. */
export function pieces(text: string, size = 7): string[] {
  return text.match(new RegExp(`[^]{1,${size}}`, "gu")) ?? [];
}
