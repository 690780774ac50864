import type { Plan } from "../../core/plan/plan.ts";
import type { Usage } from "../../core/usage/usage.ts";
import { costOf } from "../../model/prices.ts";
import type { Roster, Seat } from "../team/roster.ts";

/** Rough figures for one task and one look, from scripted and real rounds; the card says "about". */
const callsPerTask = 8;
const readPerTask = 12_000;
const writtenPerTask = 6_000;
const readPerLook = 20_000;
const writtenPerLook = 2_500;
const looks = 2;
const charactersPerToken = 3.5;

/** What building and reviewing the plan may cost, in US dollars; null when a price is unknown. */
export function estimateCost(plan: Plan, markdown: string, roster: Roster): number | null {
  const prefix = Math.ceil(markdown.length / charactersPerToken) + 3_000;
  const tasks = plan.tasks.length + 1;
  const building = tokens(
    tasks * readPerTask,
    tasks * callsPerTask * prefix,
    tasks * writtenPerTask,
  );
  const reviewing = tokens(looks * (readPerLook + prefix), 0, looks * writtenPerLook);
  const parts = [
    cost(roster.developer, building),
    ...roster.reviewers.map((seat) => cost(seat, reviewing)),
  ];
  return parts.reduce((sum, part) => (sum === null || part === null ? null : sum + part), 0);
}

function tokens(freshInput: number, cacheRead: number, output: number): Usage {
  return { freshInput, cacheRead, cacheWrite: 0, output, reasoning: 0 };
}

function cost(seat: Seat, usage: Usage): number | null {
  return costOf(seat.model, usage);
}
