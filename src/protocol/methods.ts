import * as z from "zod";
import { dispositionSchema } from "../core/review/finding.ts";

const nothing = z.strictObject({});
const finding = z.strictObject({ finding: z.string() });
/** Why an act was not done, in words for the person; null when it was done. */
const act = z.strictObject({ refused: z.string().nullable() });

function method<Params extends z.ZodType, Result extends z.ZodType>(
  params: Params,
  result: Result,
) {
  return { params, result };
}

/**
 * Everything a webview can ask of the host. The table is the type and the run-time validator
 * of both sides; a method without a handler does not compile.
 */
export const methods = {
  /** The page is loaded and asks for a snapshot; also sent after a gap or a return from hidden. */
  ready: method(nothing, nothing),
  /**
   * A chat message exactly as typed. `card` is the nonce of the newest plan card painted on this
   * page, or null: with it the host decides whether the word `approved` is an approval.
   */
  sendMessage: method(
    z.strictObject({ text: z.string().max(200_000), card: z.string().nullable() }),
    act,
  ),
  /** The card with this nonce is painted and visible; only then can it be approved. */
  cardPainted: method(z.strictObject({ card: z.string() }), nothing),
  approvePlan: method(z.strictObject({ card: z.string() }), act),
  /** Stops whatever runs: the architect's turn, the build or the review. */
  stop: method(nothing, nothing),
  /** Restarts a stopped task in a fresh context with its diff so far, or a failed reviewer. */
  goOn: method(nothing, act),
  /** Asks the architect once more for an answer that failed or was stopped. */
  tryAgain: method(nothing, act),
  dropTask: method(z.strictObject({ task: z.string() }), act),
  settleDisposition: method(
    z.strictObject({
      finding: z.string(),
      disposition: dispositionSchema,
      reason: z.string().nullable(),
    }),
    act,
  ),
  sendDecisions: method(nothing, act),
  /** `reason` is required when the gate did not pass. */
  keepRound: method(z.strictObject({ reason: z.string().nullable() }), act),
  undoRound: method(nothing, act),
  /** Opens a version of the plan by its number; null for the newest. */
  openPlan: method(z.strictObject({ number: z.int().min(1).nullable() }), nothing),
  openBoard: method(nothing, nothing),
  openChanges: method(nothing, nothing),
  /** Opens a file of the round as a diff against before the round; one-based line. */
  openFile: method(z.strictObject({ path: z.string(), line: z.int().min(1).nullable() }), nothing),
  openFinding: method(finding, nothing),
  openLink: method(z.strictObject({ href: z.string().max(2_000) }), nothing),
  newSession: method(nothing, act),
  /** Runs a command of this extension offered by a failure's action. */
  runAction: method(z.strictObject({ command: z.string() }), nothing),
} as const;

export type Methods = typeof methods;
export type MethodName = keyof Methods;
export type Params<M extends MethodName> = z.infer<Methods[M]["params"]>;
export type MethodResult<M extends MethodName> = z.infer<Methods[M]["result"]>;

/** One handler per method; the host must supply all. */
export type MethodHandlers = {
  readonly [M in MethodName]: (params: Params<M>) => Promise<MethodResult<M>> | MethodResult<M>;
};
