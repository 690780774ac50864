import { html, type TemplateResult } from "lit";
import type { LockState } from "../../src/core/lock/lock-state.ts";
import { lockWords } from "../../src/core/lock/lock-words.ts";
import { icon } from "../ui/icon.ts";
import { timeOfDay } from "../ui/time-of-day.ts";

/** The lock in words with its first word in bold, for the lock line and the board's badge. */
export function lockText(lock: LockState): TemplateResult {
  const words = lockWords(lock, timeOfDay);
  const end = words.search(/[^A-Za-z]/);
  return html`<span><strong>${words.slice(0, end)}</strong>${words.slice(end)}</span>`;
}

/** The top line of the sidebar, derived from the lock and nothing else. */
export function lockLine(lock: LockState): TemplateResult {
  const name = lock.kind === "unlocked" ? "unlock" : "lock";
  return html`<div class="lock-line ${lock.kind}" role="status" aria-label="Lock">${icon(name)}${lockText(lock)}</div>`;
}
