import type { Phase, Round, SessionState } from "./state.ts";

const names: Readonly<Record<Phase, string>> = {
  design: "Design 1/4",
  build: "Build 2/4",
  review: "Review 3/4",
  gate: "Gate 4/4",
  kept: "Kept",
  undone: "Undone",
  stopped: "Stopped",
};

/** The phase in words, for example `Build 2/4 · T2 of 2`; the same everywhere it is shown. */
export function phaseWords(phase: Phase, round: Round | null): string {
  const task = phase === "build" && round !== null ? taskWords(round) : null;
  return task === null ? names[phase] : `${names[phase]} · ${task}`;
}

function taskWords(round: Round): string | null {
  const running = round.tasks.find((task) => task.status === "running");
  if (running === undefined) return null;
  const planned = round.tasks.filter((task) => !isFix(task.id));
  return isFix(running.id) ? running.id : `${running.id} of ${planned.length}`;
}

/** A task that mends accepted findings is named by no plan. */
export function isFix(task: string): boolean {
  return task.startsWith("fix-");
}

/** US dollars in words: `$0.42`, `<$0.01`, `price unknown`, or `at least $0.42` where some prices are unknown. */
export function moneyWords(cost: number, incomplete: boolean): string {
  if (incomplete && cost === 0) return "price unknown";
  const amount = cost > 0 && cost < 0.005 ? "<$0.01" : `$${cost.toFixed(2)}`;
  return incomplete ? `at least ${amount}` : amount;
}

/** What the session cost so far, all roles together, in words. */
export function costWords(usage: SessionState["usage"]): string {
  const roles = Object.values(usage);
  const cost = roles.reduce((sum, role) => sum + role.cost, 0);
  return moneyWords(
    cost,
    roles.some((role) => role.costIncomplete),
  );
}

/** A length of time in words: `0 min`, `24 min`, `2 h 05 min`, `3 d`. Milliseconds in. */
export function durationWords(duration: number): string {
  const minutes = Math.max(0, Math.floor(duration / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.floor(hours / 24)} d`;
  return `${hours} h ${String(minutes % 60).padStart(2, "0")} min`;
}
