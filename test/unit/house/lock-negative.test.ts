import assert from "node:assert/strict";
import { test } from "node:test";
import {
  Approval,
  approvalId,
  approvalRecord,
  approve,
  restoreApproval,
  sealApproval,
} from "../../../src/core/lock/approval.ts";

const key = "0f".repeat(32);

/** What only a hole in the types lets through, as the checker sees it. */
type Forged = Readonly<Record<string, (genuine: Approval) => Approval>>;

const forged: Forged = {
  "an empty object cast to one": () => ({}) as Approval,
  "an object with the right prototype": () => Object.create(Approval.prototype),
  "a genuine one copied by Object.assign": (genuine) => Object.assign({}, genuine),
  "a genuine one copied by structuredClone": (genuine) => structuredClone(genuine),
  "a genuine one read back from JSON": (genuine) => JSON.parse(JSON.stringify(genuine)),
  "a proxy around a genuine one": (genuine) => new Proxy(genuine, {}),
  "an object that inherits from a genuine one": (genuine) => Object.create(genuine),
  "one with its prototype put on later": () => Object.setPrototypeOf({}, Approval.prototype),
};

function genuine(): Approval {
  const binding = { plan: "p", constraints: "c", roles: "r", roster: "o", checks: "h" };
  const made = approve("nonce", {
    session: "s",
    round: 1,
    card: { nonce: "nonce", plan: 3, painted: true },
    blocked: null,
    binding,
    now: 1000,
  });
  assert.ok(made.ok);
  return made.value;
}

for (const [title, forge] of Object.entries(forged)) {
  test(`${title} is refused wherever an approval is read`, () => {
    const approval = forge(genuine());
    for (const read of [approvalRecord, approvalId, (a: Approval) => sealApproval(a, key)]) {
      assert.throws(() => read(approval), TypeError);
    }
  });
}

test("an approval shows nothing that could be changed or copied", () => {
  const approval = genuine();
  assert.deepEqual(Reflect.ownKeys(approval), []);
  assert.equal(JSON.stringify(approval), "{}");
});

test("what an approval says cannot be changed afterwards", () => {
  const approval = genuine();
  const id = approvalId(approval);
  const record: { plan: number } = approvalRecord(approval);
  try {
    record.plan = 4;
  } catch {
    // Frozen: as good as unchanged.
  }
  assert.equal(approvalId(approval), id);
});

test("a stored approval is refused after any change of a single character", () => {
  const sealed = sealApproval(genuine(), key);
  assert.ok(restoreApproval(sealed, key, "s").ok);
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = `${sealed.slice(0, at)}${sealed[at] === "0" ? "1" : "0"}${sealed.slice(at + 1)}`;
    assert.ok(!restoreApproval(changed, key, "s").ok, changed);
  }
  assert.ok(!restoreApproval(sealed, "0e".repeat(32), "s").ok);
  assert.ok(!restoreApproval(sealed, key, "another session").ok);
});
