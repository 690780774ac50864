import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  type ApprovalFacts,
  approvalId,
  approvalRecord,
  approve,
  restoreApproval,
  sealApproval,
} from "../../../../src/core/lock/approval.ts";

const key = "5a".repeat(32);
const binding = { plan: "p", constraints: "c", roles: "r", roster: "o", checks: "k" };
const facts: ApprovalFacts = {
  session: "session-one",
  round: 2,
  card: { nonce: "card-7", plan: 3, painted: true },
  blocked: null,
  binding,
  now: 1_000,
};

function genuine(changed: Partial<ApprovalFacts> = {}) {
  const approval = approve("card-7", { ...facts, ...changed });
  assert.ok(approval.ok);
  return approval.value;
}

function refusal(card: string | null, changed: Partial<ApprovalFacts> = {}): string {
  const approval = approve(card, { ...facts, ...changed });
  assert.ok(!approval.ok);
  return approval.error;
}

test("an act on the painted card approves exactly that plan, round and binding", () => {
  assert.deepEqual(approvalRecord(genuine()), {
    session: "session-one",
    round: 2,
    plan: 3,
    binding,
    card: "card-7",
    at: 1_000,
  });
});

test("an act on no card, another card or a card nobody saw approves nothing", () => {
  assert.match(refusal(null), /newer than what you saw/);
  assert.match(refusal("card-6"), /newer than what you saw/);
  assert.match(refusal(""), /newer than what you saw/);
  assert.match(refusal("card-7", { card: null }), /No plan yet/);
  const unpainted = { nonce: "card-7", plan: 3, painted: false };
  assert.match(refusal("card-7", { card: unpainted }), /not on display yet/);
});

test("what blocks is said first, even where there is no card", () => {
  assert.equal(refusal("card-7", { blocked: "Save it." }), "Save it.");
  assert.equal(refusal(null, { blocked: "It is over.", card: null }), "It is over.");
});

test("an approval survives sealing and restoring", () => {
  const restored = restoreApproval(sealApproval(genuine(), key), key, "session-one");
  assert.ok(restored.ok);
  assert.deepEqual(approvalRecord(restored.value), approvalRecord(genuine()));
  assert.equal(approvalId(restored.value), approvalId(genuine()));
});

test("a sealed approval with any one byte changed is absent", () => {
  const sealed = Buffer.from(sealApproval(genuine(), key));
  fc.assert(
    fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (index, flip) => {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ flip;
      assert.equal(restoreApproval(changed.toString("latin1"), key, "session-one").ok, false);
    }),
    { numRuns: 500 },
  );
});

test("a sealed approval cut at any byte is absent", () => {
  const sealed = sealApproval(genuine(), key);
  for (let end = 0; end < sealed.length; end++) {
    assert.equal(restoreApproval(sealed.slice(0, end), key, "session-one").ok, false);
  }
});

test("a sealed approval does not count in another session, under another key, or with other text under its code", () => {
  const sealed = sealApproval(genuine(), key);
  assert.equal(restoreApproval(sealed, key, "session-two").ok, false);
  assert.equal(restoreApproval(sealed, "5b".repeat(32), "session-one").ok, false);
  const { code } = JSON.parse(sealed);
  const other = JSON.stringify({ ...approvalRecord(genuine()), round: 3 });
  assert.equal(
    restoreApproval(JSON.stringify({ text: other, code }), key, "session-one").ok,
    false,
  );
  for (const junk of ["", "null", "[]", "{}", '{"text":"","code":""}']) {
    assert.equal(restoreApproval(junk, key, "session-one").ok, false, junk);
  }
});
