import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { cacheFolder, nodeBinary, projectFolder } from "./project.mjs";

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface Tier {
  readonly name: string;
  /** Needs the workbench, a browser and the built extension. */
  readonly needsWorkbench: boolean;
  run(): Promise<Counts>;
}

/** All tiers in the order in which a fault is cheapest to find. */
export const tiers: readonly Tier[] = [
  scriptTier("types", "check:types"),
  scriptTier("lint", "check:lint"),
  scriptTier("unused", "check:unused"),
  scriptTier("build", "build"),
  testTier("unit", "--import", "./test/support/seed.mjs"),
  testTier("contract"),
  { name: "host", needsWorkbench: true, run: runHostSuite },
  testTier("e2e", "--test-concurrency=1"),
];

/** A script of package.json that passes or fails as a whole: it counts as one test. */
function scriptTier(name: string, script: string): Tier {
  const run = async () => countOne((await runOnLeash("npm", ["run", "--silent", script])) === 0);
  return { name, needsWorkbench: false, run };
}

function countOne(passed: boolean): Counts {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

const countReporter = fileURLToPath(new URL("count-reporter.mjs", import.meta.url));

function testTier(name: string, ...flags: string[]): Tier {
  const run = async () => {
    const file = join(cacheFolder, "counts", `${name}.json`);
    await mkdir(join(cacheFolder, "counts"), { recursive: true });
    await rm(file, { force: true });
    const code = await runOnLeash(nodeBinary, [
      ...["--test", ...flags, "--test-reporter=spec", "--test-reporter-destination=stdout"],
      ...[`--test-reporter=${countReporter}`, `--test-reporter-destination=${file}`],
      `test/${name}/**/*.test.ts`,
    ]);
    return withExitCode(parseCounts(await readFile(file, "utf8").catch(() => "")), code);
  };
  return { name, needsWorkbench: name === "e2e", run };
}

/** The host suite says its counts in its last line, since its tests run in another process. */
async function runHostSuite(): Promise<Counts> {
  let counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  const code = await runOnLeash(nodeBinary, ["test/host/run.ts"], (line) => {
    const [, passed, failed] = /^(\d+) passed, (\d+) failed$/.exec(line) ?? [];
    if (passed !== undefined)
      counts = { passed: Number(passed), failed: Number(failed), skipped: 0 };
  });
  return withExitCode(counts, code);
}

function parseCounts(json: string): Counts {
  return json === "" ? { passed: 0, failed: 0, skipped: 0 } : (JSON.parse(json) as Counts);
}

/** A run that broke, or that ran nothing, must not look like a pass. */
function withExitCode(counts: Counts, code: number): Counts {
  const broke = counts.failed === 0 && (code !== 0 || counts.passed + counts.skipped === 0);
  return broke ? { ...counts, failed: 1 } : counts;
}

const leash = fileURLToPath(new URL("leash.mjs", import.meta.url));

/** Runs a command with its output on our terminal; whatever it started ends with it, or with us. */
async function runOnLeash(
  command: string,
  args: readonly string[],
  onLine?: (line: string) => void,
): Promise<number> {
  const child = spawn(nodeBinary, [leash, command, ...args], {
    cwd: projectFolder,
    stdio: ["pipe", onLine ? "pipe" : "inherit", "inherit"],
  });
  if (onLine && child.stdout) {
    child.stdout.pipe(process.stdout, { end: false });
    createInterface({ input: child.stdout }).on("line", onLine);
  }
  const [code] = await once(child, "close");
  return code ?? 1;
}
