import type { LockState } from "./lock-state.ts";

/**
 * The lock in words, the same everywhere it is shown. `time` turns milliseconds since the
 * epoch into a time of day; the first word is always `Locked` or `Unlocked`.
 */
export function lockWords(lock: LockState, time: (at: number) => string): string {
  if (lock.kind === "unlocked") return `Unlocked by you ${time(lock.at)}, plan v${lock.plan}`;
  switch (lock.reason) {
    case "no-plan":
      return "Locked: no plan yet";
    case "waiting":
      return `Locked: waiting for your approval of plan v${lock.plan}`;
    case "changed":
      return `Locked: ${lock.what} changed; plan v${lock.plan} needs your approval again`;
    case "unverified":
      return `Locked: your approval cannot be verified; plan v${lock.plan} needs it again`;
    case "round-over":
      return `Locked: the round of plan v${lock.plan} is over`;
  }
}
