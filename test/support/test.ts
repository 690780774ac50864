import { ensureChromium } from "./browser.ts";
import { ensureWorkbench } from "./ensure-workbench.ts";
import { exitWith, Remedy } from "./remedy.mjs";
import { createSteps } from "./steps.mjs";
import { type Counts, type Tier, tiers } from "./tiers.ts";

interface Outcome {
  readonly tier: Tier;
  readonly counts: Counts;
  readonly seconds: number;
  /** Why the tier did not run, null when it ran. */
  readonly skipped: string | null;
}

async function test(): Promise<number> {
  const chosen = chooseTiers(process.argv.slice(2));
  const obstacle = chosen.some((tier) => tier.needsWorkbench) ? await prepareWorkbench() : null;
  const outcomes: Outcome[] = [];
  for (const tier of chosen) {
    console.log(`\n── ${tier.name} ${"─".repeat(60 - tier.name.length)}`);
    const outcome =
      obstacle !== null && tier.needsWorkbench ? skip(tier, obstacle) : await run(tier);
    console.log(describe(outcome));
    outcomes.push(outcome);
  }
  return summarise(outcomes);
}

/** The tiers named, all when none is; tests in the workbench bring the build with them. */
function chooseTiers(names: readonly string[]): readonly Tier[] {
  const wanted = new Set(names.filter((name) => name !== "--"));
  const unknown = [...wanted].filter((name) => !tiers.some((tier) => tier.name === name));
  if (unknown.length > 0) {
    const known = tiers.map(({ name }) => name).join(", ");
    throw new Remedy(`There is no tier ${unknown.join(", ")}; the tiers are ${known}.`);
  }
  if (wanted.size === 0) return tiers;
  const builds = tiers.some((tier) => tier.needsWorkbench && wanted.has(tier.name));
  return tiers.filter(({ name }) => wanted.has(name) || (builds && name === "build"));
}

/** Gives why the workbench cannot be used, null when it can. */
async function prepareWorkbench(): Promise<string | null> {
  const { step } = createSteps(2);
  try {
    await step("Workbench", ensureWorkbench);
    await step("Browser", ensureChromium);
    return null;
  } catch (error) {
    if (!(error instanceof Remedy)) throw error;
    console.log(error.message);
    return error.message.trim().split("\n").at(-1) ?? "";
  }
}

async function run(tier: Tier): Promise<Outcome> {
  const startedAt = performance.now();
  const counts = await tier.run();
  return { tier, counts, seconds: (performance.now() - startedAt) / 1000, skipped: null };
}

/** On a build machine nobody reads that a tier was skipped, so there it fails. */
function skip(tier: Tier, reason: string): Outcome {
  const counts = process.env["CI"]
    ? { passed: 0, failed: 1, skipped: 0 }
    : { passed: 0, failed: 0, skipped: 1 };
  return { tier, counts, seconds: 0, skipped: reason };
}

function describe({ tier, counts, seconds, skipped }: Outcome): string {
  const name = tier.name.padEnd(9);
  if (skipped !== null) return `- ${name} skipped: ${skipped}`;
  const mark = counts.failed > 0 ? "✖" : "✔";
  return `${mark} ${name} ${inWords(counts)} (${seconds.toFixed(1)} s)`;
}

function summarise(outcomes: readonly Outcome[]): number {
  const total = outcomes.reduce(
    (sum, { counts }) => ({
      passed: sum.passed + counts.passed,
      failed: sum.failed + counts.failed,
      skipped: sum.skipped + counts.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
  console.log(`\n${outcomes.map(describe).join("\n")}\n\n${inWords(total)}`);
  return total.failed > 0 ? 1 : 0;
}

function inWords({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

await exitWith(test);
