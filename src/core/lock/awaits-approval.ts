import type { LockState } from "./lock-state.ts";

/** Whether an approval of the newest plan would open the lock. */
export function awaitsApproval(lock: LockState): boolean {
  return (
    lock.kind === "locked" &&
    (lock.reason === "waiting" || lock.reason === "changed" || lock.reason === "unverified")
  );
}
