import type { Role } from "../../src/core/role/role.ts";
import { costWords, durationWords, moneyWords } from "../../src/core/session/phase-words.ts";
import type { SessionState } from "../../src/core/session/state.ts";

/** For example `$0.42 · 24 min`; empty before anything was said. */
export function spendWords(state: SessionState, now: number): string {
  if (state.startedAt === 0 || state.timeline.length === 0) return "";
  return `${costWords(state.usage)} · ${timeWords(elapsed(state, now))}`;
}

/** A length of time in words, as everywhere, but never `0 min`. Milliseconds in. */
export function timeWords(duration: number): string {
  return duration < 60_000 ? "<1 min" : durationWords(duration);
}

/** Milliseconds since the session began, counted to the end of the round where that is over. */
export function elapsed(state: SessionState, now: number): number {
  const last = state.timeline.at(-1);
  const end = last?.kind === "round-end" ? last.at : now;
  return end - state.startedAt;
}

/** Who plays, below the composer: `opus-5-5 → sonnet-5-5 → gpt-6.1-sol`. */
export function teamWords(state: SessionState): string {
  const roster = state.plan?.card.roster ?? [];
  const models = (role: "builds" | "reviews") =>
    roster.filter((seat) => seat.role === role).map((seat) => shortModel(seat.model));
  const team = [
    shortModel(state.architect.id),
    models("builds").join(", "),
    models("reviews").join(", "),
  ];
  return team.filter((part) => part !== "").join(" → ");
}

function shortModel(id: string): string {
  return id.replace(/^.*\//, "").replace(/^claude-/, "");
}

export interface CostShare {
  readonly role: Role;
  /** Between 0 and 1; the shares add up to 1 unless nothing was spent. */
  readonly share: number;
  readonly words: string;
}

/** What each role cost that did anything. */
export function costShares(usage: SessionState["usage"]): readonly CostShare[] {
  const roles: readonly Role[] = ["architect", "developer", "reviewer"];
  const total = roles.reduce((sum, role) => sum + usage[role].cost, 0);
  return roles
    .filter((role) => usage[role].usage.output > 0 || usage[role].cost > 0)
    .map((role) => ({
      role,
      share: total === 0 ? 0 : usage[role].cost / total,
      words: `${role} ${moneyWords(usage[role].cost, usage[role].costIncomplete)}`,
    }));
}

/** For example `82 % of input cached`; empty before there was input. */
export function cacheWords(usage: SessionState["usage"]): string {
  const roles = Object.values(usage).map((role) => role.usage);
  const cached = roles.reduce((sum, role) => sum + role.cacheRead, 0);
  const input = roles.reduce((sum, role) => sum + role.freshInput + role.cacheWrite, cached);
  return input === 0 ? "" : `${Math.round((100 * cached) / input)} % of input cached`;
}
