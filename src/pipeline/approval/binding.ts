import { contentHash } from "../../base/hash.ts";
import type { Binding } from "../../core/lock/binding.ts";
import type { Plan } from "../../core/plan/plan.ts";
import { planVersion } from "../../core/plan/plan-version.ts";
import type { Roster, Seat } from "../team/roster.ts";

export interface BindingInput {
  /** The plan document as it is now, null when it is gone. */
  readonly planDocument: string | null;
  readonly plan: Plan;
  /** The constraint document as it is now, null when there is none. */
  readonly constraints: string | null;
  readonly roster: Roster;
}

/** Hashes of everything an approval binds, as it is now. */
export function currentBinding(input: BindingInput): Binding {
  const { plan, roster } = input;
  const seats = [roster.architect, roster.developer, ...roster.reviewers];
  return {
    plan: input.planDocument === null ? "" : planVersion(input.planDocument),
    constraints: contentHash(input.constraints ?? ""),
    roles: contentHash(seats.map((seat) => seat.fileHash).join("\n")),
    roster: contentHash(seats.map(seatWords).join("\n")),
    checks: contentHash(JSON.stringify([plan.tasks.map((task) => task.checks), plan.integration])),
  };
}

function seatWords(seat: Seat): string {
  return `${seat.role} ${seat.name} ${seat.model.provider}/${seat.model.id}`;
}
