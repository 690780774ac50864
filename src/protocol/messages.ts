import * as z from "zod";
import type { SessionEvent } from "../core/session/event.ts";
import type { SessionState } from "../core/session/state.ts";

/**
 * What the host knows that is no event of the session: it is true now and may be false after a
 * restart. Sent whole whenever it changes.
 */
export interface HostStatus {
  /** Nonce of the plan card that can be approved now, null where there is none. Changes with every version. */
  readonly card: string | null;
  /** Why the plan on the card cannot be approved at the moment, in words; null when it can. */
  readonly blocked: string | null;
  /** Something runs that Stop would stop. */
  readonly running: boolean;
  /** The round stands still and Go on would carry it on: something was stopped, failed or is missing. */
  readonly goOn: boolean;
  /** The architect's newest answer failed or was stopped, and Try again would ask for it once more. */
  readonly tryAgain: boolean;
  /** What the person must set up before a conversation can start, null when nothing is missing. */
  readonly setup: SetupNeed | null;
  /** The recorded team of the rehearsal plays, labelled as such. */
  readonly rehearsal: boolean;
}

export interface SetupNeed {
  readonly what: string;
  readonly why: string;
  readonly actions: readonly { readonly label: string; readonly command: string }[];
}

/** Host to webview. `generation` names one load of the page; others are ignored. */
export type HostMessage =
  | {
      readonly kind: "snapshot";
      readonly generation: string;
      readonly revision: number;
      readonly state: SessionState;
      readonly status: HostStatus;
    }
  /** `revision` counts messages of this kind from the snapshot's on, without gaps. */
  | {
      readonly kind: "events";
      readonly generation: string;
      readonly revision: number;
      readonly events: readonly SessionEvent[];
    }
  | { readonly kind: "status"; readonly generation: string; readonly status: HostStatus }
  /** Select this finding, because its thread became current in the editor. */
  | { readonly kind: "reveal"; readonly generation: string; readonly finding: string }
  | {
      readonly kind: "result";
      readonly generation: string;
      readonly id: number;
      readonly result: unknown;
    }
  | {
      readonly kind: "error";
      readonly generation: string;
      readonly id: number;
      readonly error: string;
    };

/** Webview to host. Parsed before anything else; what does not fit is dropped and logged once. */
export const webviewMessageSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("call"),
    generation: z.string().max(100),
    id: z.int().min(0),
    method: z.string().max(100),
    params: z.unknown(),
  }),
  z.strictObject({
    kind: z.literal("cancel"),
    generation: z.string().max(100),
    id: z.int().min(0),
  }),
]);
export type WebviewMessage = z.infer<typeof webviewMessageSchema>;
