import * as z from "zod";
import { checkResultSchema } from "../gate/check-result.ts";
import { lockStateSchema } from "../lock/lock-state.ts";
import { planCardSchema } from "../plan/card.ts";
import { checkSpecSchema, fileChangeSchema, planSchema } from "../plan/plan.ts";
import { dispositionSchema, findingSchema } from "../review/finding.ts";
import { modelRefSchema, roleSchema } from "../role/role.ts";
import { usageSchema } from "../usage/usage.ts";
import { failureSchema } from "./failure.ts";

/** How a turn of a role ended. Cancellation is an outcome, not an error. */
export const turnOutcomeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("done") }),
  z.strictObject({ kind: z.literal("stopped") }),
  z.strictObject({ kind: z.literal("failed"), failure: failureSchema }),
]);
export type TurnOutcome = z.infer<typeof turnOutcomeSchema>;

/** What one file of a chunk became. Lines added and removed as a line diff counts them. */
export const chunkFileSchema = z.strictObject({
  path: z.string(),
  change: fileChangeSchema,
  added: z.int().min(0),
  removed: z.int().min(0),
});
export type ChunkFile = z.infer<typeof chunkFileSchema>;

export const taskStatusSchema = z.enum(["done", "stopped", "failed", "dropped"]);

/** One part of the quality gate. */
export const gatePartSchema = z.strictObject({
  part: z.enum(["checks", "matches", "integrates"]),
  verdict: z.enum(["pass", "fail", "not-run"]),
  /** One line for the person, for example `npm test: 44 passed`. */
  summary: z.string(),
});
export type GatePart = z.infer<typeof gatePartSchema>;

const text = z.string();
const at = z.number();

/**
 * The closed union of what can happen in a session. A session is the fold of these
 * (`reduce`); nothing else is kept. Names are noun-verb (STYLE 4).
 *
 * `text-delta` is the only event that is never written to the journal: the text of a
 * turn is durable with its `turn-end`.
 */
export const sessionFactSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("session-start"),
    id: text,
    workspace: text,
    architect: modelRefSchema,
  }),
  z.strictObject({
    type: z.literal("message-add"),
    id: text,
    /** `signoff` is the host itself, for example answering an approval that could not be made. */
    from: z.enum(["person", "signoff"]),
    text,
  }),
  z.strictObject({
    type: z.literal("turn-start"),
    turn: text,
    role: roleSchema,
    /** The reviewer's name in the roster or the role file's name. */
    name: text,
    model: modelRefSchema,
    /** The task the turn works on, null outside a build. */
    task: text.nullable(),
  }),
  z.strictObject({ type: z.literal("text-delta"), turn: text, text }),
  z.strictObject({
    type: z.literal("tool-start"),
    turn: text,
    call: text,
    tool: text,
    /** The folded line's wording, for example `read llm/client.ts`. */
    summary: text,
  }),
  z.strictObject({
    type: z.literal("tool-end"),
    turn: text,
    call: text,
    status: z.enum(["done", "refused", "failed"]),
    /** Why it was refused or failed; null when done. */
    reason: text.nullable(),
  }),
  z.strictObject({
    type: z.literal("turn-end"),
    turn: text,
    /** All text of the turn in order, as Markdown. */
    text,
    outcome: turnOutcomeSchema,
  }),
  z.strictObject({
    type: z.literal("usage-add"),
    role: roleSchema,
    model: modelRefSchema,
    usage: usageSchema,
    /** US dollars, null when the price is unknown. */
    cost: z.number().nullable(),
  }),
  z.strictObject({
    type: z.literal("plan-propose"),
    number: z.int().min(1),
    version: text,
    by: z.enum(["architect", "person"]),
    markdown: text,
    plan: planSchema,
    card: planCardSchema,
  }),
  z.strictObject({ type: z.literal("lock-change"), lock: lockStateSchema }),
  z.strictObject({
    type: z.literal("round-start"),
    round: z.int().min(1),
    plan: z.int(),
    version: text,
    /** Content hash of the approval's record; the approval itself is kept apart. */
    approval: text,
    /** Where the plan is published in the repository. */
    planPath: text,
  }),
  z.strictObject({ type: z.literal("baseline-end"), results: z.array(checkResultSchema) }),
  z.strictObject({ type: z.literal("task-start"), task: text }),
  z.strictObject({
    type: z.literal("edit-start"),
    edit: text,
    task: text,
    path: text,
    change: fileChangeSchema,
    /** Content hashes before and as intended after; null where there is no file. */
    before: text.nullable(),
    intended: text.nullable(),
  }),
  z.strictObject({
    type: z.literal("edit-end"),
    edit: text,
    status: z.enum(["done", "failed"]),
    /** The hash on disk afterwards (save participants may have changed it); null where there is no file. */
    after: text.nullable(),
    added: z.int().min(0),
    removed: z.int().min(0),
  }),
  z.strictObject({
    type: z.literal("check-start"),
    run: text,
    purpose: z.enum(["baseline", "task", "gate", "integration"]),
    task: text.nullable(),
    check: checkSpecSchema,
  }),
  z.strictObject({ type: z.literal("check-end"), run: text, result: checkResultSchema }),
  z.strictObject({
    type: z.literal("task-end"),
    task: text,
    status: taskStatusSchema,
    summary: text,
    notCovered: text,
    chunk: z.array(chunkFileSchema),
    failure: failureSchema.nullable(),
  }),
  z.strictObject({
    type: z.literal("review-start"),
    look: z.int().min(1),
    reviewers: z.array(z.strictObject({ name: text, model: modelRefSchema })),
  }),
  z.strictObject({ type: z.literal("finding-add"), finding: findingSchema }),
  z.strictObject({
    type: z.literal("disposition-settle"),
    finding: text,
    disposition: dispositionSchema,
    by: z.enum(["person", "recommended"]),
    reason: text.nullable(),
  }),
  z.strictObject({
    type: z.literal("review-end"),
    look: z.int().min(1),
    reviewer: text,
    outcome: turnOutcomeSchema,
    /** Findings hidden because their quote is nowhere in the change. */
    unfounded: z.int().min(0),
    /** Findings of earlier looks that this look saw mended. */
    resolved: z.array(text),
  }),
  /** The person sent the dispositions; those not settled by hand were settled as recommended before. */
  z.strictObject({
    type: z.literal("decisions-settle"),
    look: z.int().min(1),
    accepted: z.array(text),
  }),
  z.strictObject({ type: z.literal("gate-start") }),
  z.strictObject({ type: z.literal("gate-end"), parts: z.array(gatePartSchema) }),
  z.strictObject({
    type: z.literal("round-end"),
    outcome: z.enum(["kept", "undone"]),
    /** The person's reason for keeping a round whose gate did not pass, else null. */
    reason: text.nullable(),
    /** Files that undo left alone because they were changed after the round wrote them. */
    leftAlone: z.array(text),
  }),
  /** Something the person should know that belongs to no turn. */
  z.strictObject({ type: z.literal("note-add"), failure: failureSchema }),
]);
export type SessionFact = z.infer<typeof sessionFactSchema>;

/** A fact with its place in the session. `sequence` counts from 1 without gaps; `at` is milliseconds since the epoch. */
export const sessionEventSchema = z.strictObject({
  sequence: z.int().min(1),
  at,
  fact: sessionFactSchema,
});
export type SessionEvent = z.infer<typeof sessionEventSchema>;
