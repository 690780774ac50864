import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import * as z from "zod";
import { contentHash } from "../../base/hash.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { type Binding, bindingSchema } from "./binding.ts";

const recordSchema = z.strictObject({
  session: z.string(),
  round: z.int().min(1),
  /** Number of the plan version, as the person saw it. */
  plan: z.int().min(1),
  binding: bindingSchema,
  /** Nonce of the card it was given on. */
  card: z.string(),
  /** Milliseconds since the epoch. */
  at: z.number(),
});
export type ApprovalRecord = Readonly<z.infer<typeof recordSchema>> & {
  readonly binding: Readonly<Binding>;
};

let mint: (record: ApprovalRecord) => Approval;
let recordOf: (approval: Approval) => ApprovalRecord;

/**
 * Proof that the person approved exactly one plan for exactly one round. Code that writes takes
 * one of these. Only `approve` and `restoreApproval` in this file can make one: the state is
 * private, so no literal, spread or copy has it, and reading it from anything else throws.
 */
export class Approval {
  readonly #record: ApprovalRecord;

  private constructor(record: ApprovalRecord) {
    this.#record = record;
  }

  static {
    // A frozen copy: neither who gave the facts nor who reads the record can change what was approved.
    mint = (record) =>
      new Approval(Object.freeze({ ...record, binding: Object.freeze({ ...record.binding }) }));
    recordOf = (approval) => approval.#record;
  }
}

/** What an approval says. Throws a TypeError for anything that is no genuine approval. */
export function approvalRecord(approval: Approval): ApprovalRecord {
  return recordOf(approval);
}

/** The name under which an approval is stored and the journal refers to it. */
export function approvalId(approval: Approval): string {
  return contentHash(JSON.stringify(recordOf(approval)));
}

/** The card on which the person acted, as the host knows it. */
export interface ApprovableCard {
  readonly nonce: string;
  readonly plan: number;
  /** The page reported that this card was painted and visible. */
  readonly painted: boolean;
}

export interface ApprovalFacts {
  readonly session: string;
  readonly round: number;
  readonly card: ApprovableCard | null;
  /** Why nothing can be approved now, in words: unsaved plan, a round under way; null when it can. */
  readonly blocked: string | null;
  readonly binding: Binding;
  readonly now: number;
}

/**
 * Turns an act of the person into an approval. `card` is the nonce of the card the person saw
 * when acting, null when none was painted. The same conditions hold for the button and the word.
 */
export function approve(card: string | null, facts: ApprovalFacts): Result<Approval, string> {
  if (facts.blocked !== null) return err(facts.blocked);
  if (facts.card === null) return err("No plan yet: there is nothing to approve.");
  if (card !== facts.card.nonce) {
    return err(`Plan v${facts.card.plan} is newer than what you saw. Read it, then approve.`);
  }
  if (!facts.card.painted)
    return err("The plan card was not on display yet. Look at it, then approve.");
  const { session, round, binding, now } = facts;
  return ok(mint({ session, round, plan: facts.card.plan, binding, card, at: now }));
}

/** The approval as text with an integrity code over it. `key` is 64 hex digits, kept secret by the host. */
export function sealApproval(approval: Approval, key: string): string {
  const text = JSON.stringify(recordOf(approval));
  return JSON.stringify({ text, code: integrityCode(text, key) });
}

const sealedSchema = z.strictObject({ text: z.string(), code: z.string() });

/** The approval of `sealApproval`, if text, key and session fit; otherwise it counts as absent. */
export function restoreApproval(
  sealed: string,
  key: string,
  session: string,
): Result<Approval, string> {
  const parsed = sealedSchema.safeParse(parseJson(sealed));
  if (!parsed.success || integrityCode(parsed.data.text, key) !== parsed.data.code) {
    return err("The stored approval cannot be verified.");
  }
  const record = recordSchema.safeParse(parseJson(parsed.data.text));
  if (!record.success || record.data.session !== session) {
    return err("The stored approval belongs to another session.");
  }
  return ok(mint(record.data));
}

function integrityCode(text: string, key: string): string {
  return bytesToHex(hmac(sha256, hexToBytes(key), utf8ToBytes(text)));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
