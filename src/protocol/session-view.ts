import type { Subscribe } from "../base/emitter.ts";
import type { SessionEvent } from "../core/session/event.ts";
import type { SessionState } from "../core/session/state.ts";

/**
 * A session to look at. `onEvents` fires after the events are folded into `state`, in order;
 * `onReset` fires when `state` was replaced by something those events do not lead to, for
 * example another session.
 */
export interface SessionView {
  readonly state: SessionState;
  readonly onEvents: Subscribe<readonly SessionEvent[]>;
  readonly onReset: Subscribe<void>;
}
