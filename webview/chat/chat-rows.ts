import type { LiveTurn, TimelineItem } from "../../src/core/session/state.ts";

/** One row of the conversation: something that happened, or an architect's turn still streaming. */
export type ChatRow = TimelineItem | { readonly kind: "live"; readonly id: string };

/**
 * The conversation in the order it is read: a turn stands where it began, before the plan it
 * proposed and before what the person wrote meanwhile, while it streams as well as afterwards.
 */
export function chatRows(
  timeline: readonly TimelineItem[],
  live: readonly LiveTurn[],
): readonly ChatRow[] {
  const rows: ChatRow[] = [];
  for (const item of timeline) {
    if (item.kind === "turn") rows.splice(placeFor(rows, item.at), 0, item);
    else rows.push(item);
  }
  for (const turn of live) {
    rows.splice(placeFor(rows, turn.startedAt), 0, { kind: "live", id: turn.turn });
  }
  return rows;
}

function placeFor(rows: readonly ChatRow[], startedAt: number): number {
  let place = rows.length;
  while (place > 0 && isLater(rows[place - 1], startedAt)) place -= 1;
  return place;
}

function isLater(row: ChatRow | undefined, startedAt: number): boolean {
  if (row?.kind === "plan") return row.at >= startedAt;
  return row?.kind === "message" && row.from === "person" && row.at > startedAt;
}

/** The architect's turns that are streaming, oldest first. */
export function liveArchitectTurns(live: Readonly<Record<string, LiveTurn>>): readonly LiveTurn[] {
  return Object.values(live).filter((turn) => turn.role === "architect");
}
