/**
 * Negative compile tests of the lock. `npm run check:types` fails as soon as one of these lines
 * compiles. Nothing here ever runs; what the checker cannot see (`{} as Approval`, values of type
 * `any`) is refused at run time, see lock-negative.test.ts, and by the casts rule of this folder.
 */
import { Approval, type ApprovalRecord } from "../../../src/core/lock/approval.ts";
import { type FenceDeps, fencedWorkspace } from "../../../src/pipeline/build/fenced-workspace.ts";

export function forge(genuine: Approval, record: ApprovalRecord): readonly Approval[] {
  // @ts-expect-error An empty literal is no approval.
  const empty: Approval = {};
  // @ts-expect-error A literal with everything an approval says is no approval.
  const literal: Approval = { ...record };
  // @ts-expect-error The record is what an approval says, not the approval.
  const said: Approval = record;
  // @ts-expect-error A spread leaves the private state behind.
  const spread: Approval = { ...genuine };
  // @ts-expect-error A cast from properties is no approval.
  const cast = { session: "s", round: 1 } as Approval;
  // @ts-expect-error A cast from the record is no approval.
  const castRecord = record as Approval;
  // @ts-expect-error Properties assigned together are no approval.
  const assigned: Approval = Object.assign({}, record);
  // @ts-expect-error A frozen look-alike is no approval.
  const frozen: Approval = Object.freeze({ record });
  // @ts-expect-error Parsed text is unknown until the lock has verified it.
  const parsed: Approval = JSON.parse("{}") as unknown;
  // @ts-expect-error Only the lock calls the constructor.
  const made = new Approval(record);
  return [empty, literal, said, spread, cast, castRecord, assigned, frozen, parsed, made];
}

// @ts-expect-error There is no other kind of approval.
export class LooseApproval extends Approval {}

export function openTheFence(deps: FenceDeps, record: ApprovalRecord): void {
  // @ts-expect-error No fenced workspace without an approval.
  fencedWorkspace(deps);
  // @ts-expect-error Null is no approval.
  fencedWorkspace(null, deps);
  // @ts-expect-error Undefined is no approval.
  fencedWorkspace(undefined, deps);
  // @ts-expect-error A plain object is no approval.
  fencedWorkspace({}, deps);
  // @ts-expect-error The record of an approval is no approval.
  fencedWorkspace(record, deps);
  // @ts-expect-error The word is not the approval.
  fencedWorkspace("approved", deps);
}
