import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { Approval } from "../../../src/core/lock/approval.ts";
import { compileFence } from "../../../src/core/plan/fence.ts";
import { approvalHolds, loadApproval } from "../../../src/pipeline/approval/approval-keeper.ts";
import { approvalBlock, CardDesk } from "../../../src/pipeline/approval/card-desk.ts";
import { fencedWorkspace } from "../../../src/pipeline/build/fenced-workspace.ts";
import { acceptPersonEdit, proposePlanVersion } from "../../../src/pipeline/design/propose.ts";
import type { PipelineDeps } from "../../../src/pipeline/pipeline-deps.ts";
import { endRound } from "../../../src/pipeline/round/end-round.ts";
import { startRound } from "../../../src/pipeline/round/start-round.ts";
import { recoverSession, windowClosed } from "../../../src/pipeline/session/recover-session.ts";
import { newReadMemory } from "../../../src/pipeline/tools/read-memory.ts";
import { plan as samplePlan } from "./bad-input-stage.ts";
import { type MemoryWorld, memoryDeps, memoryWorld, seat } from "./memory-stage.ts";

/** A plan unlike any before; `check` changes the command it runs. */
function planText(count: number, check = "node check.mjs"): string {
  return samplePlan
    .replace("The greeting is polite.", `The greeting is polite, ${count} times.`)
    .replaceAll("node check.mjs", check);
}

/** The session under test beside what must be true of it. */
class LockStage {
  readonly world: MemoryWorld = memoryWorld({ "src/greet.mjs": "0\n", "CONSTRAINTS.md": "0\n" });
  deps: PipelineDeps = memoryDeps(this.world);
  desk = new CardDesk(this.deps);
  count = 0;
  /** Every approval ever given, the newest last. */
  readonly approvals: Approval[] = [];
  /** Nonces once handed out, the newest last. */
  readonly nonces: string[] = [];
  paintedNonce: string | null = null;
  /** Whether a write must succeed. */
  open = false;
  /** The newest plan was built in a round that is over. */
  spent = false;
  /** The card was made for another roster. */
  outdated = false;
  /** The published plan of the round under way is no longer what was approved. */
  defaced = false;

  async start(): Promise<void> {
    const architect = this.world.roster.architect.model;
    const fact = { type: "session-start", id: "session-test", workspace: "w", architect } as const;
    await this.deps.store.record(fact);
  }

  card(): string | null {
    const nonce = this.desk.current()?.nonce ?? null;
    if (nonce !== null && !this.nonces.includes(nonce)) this.nonces.push(nonce);
    return nonce;
  }

  newPlan(): void {
    this.paintedNonce = null;
    this.open = false;
    this.spent = false;
    this.defaced = false;
    this.outdated = false;
  }

  async approve(nonce: string | null): Promise<boolean> {
    const blocked = await approvalBlock(this.deps, false);
    const approval = await startRound(this.deps, this.desk, nonce, blocked);
    if (approval.ok) this.approvals.push(approval.value);
    return approval.ok;
  }

  /** Whether a write with this approval succeeds; nothing is left behind where it does not. */
  async writes(approval: Approval): Promise<boolean> {
    const { plan } = this.deps.store.state;
    assert.ok(plan);
    const workspace = fencedWorkspace(approval, {
      ...this.deps,
      memory: newReadMemory(),
      fence: compileFence(plan.plan),
      task: "T1",
      planTask: "T1",
      holds: (held) => approvalHolds(this.deps, held),
    });
    const files = new Map(this.world.files);
    const before = await workspace.current("src/greet.mjs");
    assert.ok(before.ok);
    const written = await workspace.write("src/greet.mjs", before.value, `${++this.count}\n`);
    if (!written.ok) assert.deepEqual(this.world.files, files);
    return written.ok;
  }

  async verify(): Promise<void> {
    const { lock } = this.deps.store.state;
    for (const approval of this.approvals.slice(0, -1)) {
      if (!this.open) assert.equal(await this.writes(approval), false, "an old approval writes");
    }
    const newest = this.approvals.at(-1);
    if (newest !== undefined) assert.equal(await this.writes(newest), this.open);
    assert.equal(this.deps.store.state.lock.kind === "unlocked", this.open, "the label");
    // A label may be late until somebody looks, but it never says locked where a write succeeds.
    if (lock.kind === "locked") assert.equal(this.open, false);
  }
}

type Act = readonly [name: string, run: (stage: LockStage) => Promise<void> | void];

const acts: readonly Act[] = [
  [
    "the architect proposes",
    async (stage) => {
      const { round } = stage.deps.store.state;
      // While a round is under way the architect has no tool to propose with.
      if (round !== null && round.outcome === null) return;
      assert.ok((await proposePlanVersion(stage.deps, planText(++stage.count))).ok);
      stage.newPlan();
    },
  ],
  [
    "the person edits the plan",
    async (stage) => {
      if (stage.deps.store.state.plan === null) return;
      await acceptPersonEdit(stage.deps, planText(++stage.count));
      stage.newPlan();
    },
  ],
  [
    "the person edits a check of the plan",
    async (stage) => {
      if (stage.deps.store.state.plan === null) return;
      await acceptPersonEdit(stage.deps, planText(++stage.count, `node check-${stage.count}.mjs`));
      stage.newPlan();
    },
  ],
  [
    "the person saves the plan unchanged",
    async (stage) => {
      const { plan } = stage.deps.store.state;
      if (plan !== null) await acceptPersonEdit(stage.deps, plan.markdown);
    },
  ],
  [
    "the card is painted",
    (stage) => {
      const card = stage.card();
      if (card === null) return;
      stage.desk.painted(card);
      stage.paintedNonce = card;
    },
  ],
  ["an old card is painted", (stage) => stage.desk.painted(stage.nonces.at(-2) ?? "card-none")],
  [
    "the person approves the newest card",
    async (stage) => {
      const card = stage.card();
      const can = card !== null && card === stage.paintedNonce && !stage.defaced;
      assert.equal(await stage.approve(card), can && !stage.outdated);
      if (!can) return;
      stage.open = !stage.outdated;
      // The refusal puts a card with the roster of now before the person, who must see it first.
      stage.outdated = false;
      stage.paintedNonce = null;
    },
  ],
  [
    "the person approves an older card",
    async (stage) => {
      const newest = stage.card();
      for (const nonce of stage.nonces.filter((nonce) => nonce !== newest)) {
        assert.equal(await stage.approve(nonce), false);
      }
    },
  ],
  [
    "the word comes from a page without a card",
    async (stage) => assert.equal(await stage.approve(null), false),
  ],
  [
    "the constraint document changes",
    (stage) => {
      stage.world.files.set("CONSTRAINTS.md", `${++stage.count}\n`);
      stage.open = false;
    },
  ],
  [
    "a role file changes",
    (stage) => {
      const { roster } = stage.world;
      const developer = { ...roster.developer, fileHash: `h${++stage.count}` };
      stage.world.roster = { ...roster, developer };
      stage.open = false;
    },
  ],
  [
    "the roster changes",
    (stage) => {
      const reviewers = [seat("reviewer", `gpt-6.1-${++stage.count}`, "OpenAI")];
      stage.world.roster = { ...stage.world.roster, reviewers };
      // A lock that was open is closed by the next write, which brings a new card.
      stage.outdated = !stage.open;
      if (stage.open) stage.paintedNonce = null;
      stage.open = false;
    },
  ],
  [
    "the constraint document is put back as it once was",
    async (stage) => {
      stage.world.files.set("CONSTRAINTS.md", "elsewhere\n");
      const newest = stage.approvals.at(-1);
      if (newest !== undefined) await stage.writes(newest);
      stage.world.files.set("CONSTRAINTS.md", "0\n");
      stage.open = false;
    },
  ],
  [
    "the published plan is edited",
    (stage) => {
      const { round, plan } = stage.deps.store.state;
      if (round === null || round.outcome !== null || round.plan !== plan?.number) return;
      stage.world.files.set(round.planPath, `${++stage.count}\n`);
      stage.open = false;
      stage.defaced = true;
    },
  ],
  [
    "the window restarts",
    async (stage) => {
      stage.deps = memoryDeps(stage.world);
      stage.desk = new CardDesk(stage.deps);
      stage.paintedNonce = null;
      await recoverSession(stage.deps.store, windowClosed);
      const { round } = stage.deps.store.state;
      if (round === null) return;
      const loaded = await loadApproval(stage.deps, round);
      assert.ok(loaded.ok);
      stage.approvals.push(loaded.value);
    },
  ],
  [
    "the round ends",
    async (stage) => {
      const { round, plan } = stage.deps.store.state;
      if (round === null || round.outcome !== null) return;
      await endRound(stage.deps, "kept", null, []);
      stage.open = false;
      stage.spent = round.plan === plan?.number;
    },
  ],
];

/** Ways to an open lock and near it come more often, so that there is something to lose. */
const [propose, edit, , , paint, , approveNewest] = acts;
const phrases: readonly (readonly (Act | undefined)[])[] = [
  [propose, paint, approveNewest],
  [edit, paint, approveNewest],
  [paint, approveNewest],
  [propose, paint, edit, approveNewest],
  [paint, edit, approveNewest],
];

test("a write succeeds exactly when the newest card was painted and approved and nothing changed since", () => {
  return fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(acts.length + phrases.length - 1), { minLength: 5, maxLength: 40 }),
      async (script) => {
        const stage = new LockStage();
        await stage.start();
        const log: string[] = [];
        for (const index of script) {
          const steps = phrases[index - acts.length] ?? [acts[index]];
          for (const [name, run] of steps.filter((act) => act !== undefined)) {
            log.push(name);
            try {
              await run(stage);
              if (stage.deps.store.state.plan !== null) await stage.verify();
            } catch (error) {
              throw new Error(log.join("\n"), { cause: error });
            }
          }
        }
      },
    ),
    { numRuns: 150 },
  );
});
