import type { ModelRef, Role } from "../../core/role/role.ts";
import { unknownMaker } from "../../model/makers.ts";

/** One place at the table: who plays a role, with which model and under which role file. */
export interface Seat {
  readonly role: Role;
  /** Unique in the roster, from the role file's name, for example `reviewer-pedant`. */
  readonly name: string;
  readonly model: ModelRef;
  /** Who made the model, whatever router serves it; `unknown` when that cannot be told. */
  readonly maker: string;
  /** The body of the role file. */
  readonly instructions: string;
  /** Content hash of the whole role file. */
  readonly fileHash: string;
  /** Tools of the role that its file leaves it; a role file can narrow, never widen. */
  allows(tool: string): boolean;
}

export interface Roster {
  readonly architect: Seat;
  readonly developer: Seat;
  readonly reviewers: readonly Seat[];
}

/** `require`: at least one reviewer of another maker than the developer's. */
export type Diversity = "require" | "prefer";

/**
 * Why this roster may not review a build; null when it may. That the developer's own model
 * reviews is a floor that no setting removes (DESIGN 4).
 */
export function rosterProblem(roster: Roster, diversity: Diversity): string | null {
  const { developer, reviewers } = roster;
  if (reviewers.length === 0) return "The roster has no reviewer.";
  const own = reviewers.find((seat) => sameModel(seat.model, developer.model));
  if (own !== undefined) {
    return `${own.name} would be the developer's own model, ${developer.model.id}. A model does not review its own work.`;
  }
  // Two unknown makers may be the same one, so neither side of the comparison may be unknown.
  const makers = [developer.maker, ...reviewers.map((seat) => seat.maker)];
  const other =
    developer.maker !== unknownMaker &&
    makers.some((maker) => maker !== unknownMaker && maker !== developer.maker);
  if (diversity === "require" && !other) {
    return `No reviewer is by another maker than the developer (${developer.maker}). Choose one, or set signoff.review.diversity to "prefer".`;
  }
  return null;
}

/**
 * The same model stays the same behind another provider, a router's prefix, a dated alias, another
 * way to write its version, or the ways of Bedrock (`us.anthropic.claude-…-v1:0`).
 */
function sameModel(a: ModelRef, b: ModelRef): boolean {
  return bareId(a) === bareId(b);
}

function bareId(model: ModelRef): string {
  const last = model.id.toLowerCase().split("/").at(-1) ?? "";
  return last
    .replace(/[:@].*$/, "")
    .replace(/^(?:[a-z-]+\.)+(?=[a-z])/, "")
    .replace(/-v\d+$/, "")
    .replace(/-(?:latest|\d{3,4}|\d{8}|\d{4}-\d{2}-\d{2})$/, "")
    .replaceAll(".", "-");
}
