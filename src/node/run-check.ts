import type { CheckResult } from "../core/gate/check-result.ts";
import { countTests } from "../core/gate/count-tests.ts";
import { judgeCheck } from "../core/gate/judge-check.ts";
import { shortenOutput } from "../core/gate/shorten-output.ts";
import { stripTerminal } from "../core/gate/strip-terminal.ts";
import type { CheckSpec } from "../core/plan/plan.ts";
import type { CheckRunner } from "../pipeline/ports.ts";
import { checkEnvironment } from "./check-environment.ts";
import { entryKind } from "./regular-file.ts";
import { resolveInside } from "./resolve-inside.ts";
import { type ProgramEnd, runProgram } from "./run-program.ts";

export interface CheckRunnerOptions {
  /** The workspace root, absolute. */
  readonly root: string;
  /** The environment to choose from; see `checkEnvironment`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds until a check is ended; ten minutes by default. */
  readonly timeoutMs?: number;
  /** Milliseconds from asking processes to end to ending them; two seconds by default. */
  readonly graceMs?: number;
  /** Characters of output in the result; 8,000 by default. Tests are counted in much more. */
  readonly outputLimit?: number;
}

const collected = 1_000_000;

/** Runs checks of the plan: exact argv, no shell, below `root`, in an environment without keys. */
export function createCheckRunner(options: CheckRunnerOptions): CheckRunner {
  return {
    run: async (check, signal) => {
      const started = performance.now();
      const end = await runIn(options, check, signal);
      const output = stripTerminal(end.output);
      const counts = countTests(output);
      return {
        check,
        ...judgeCheck({ ...end, counts, output }),
        exitCode: end.exitCode,
        duration: Math.round(performance.now() - started),
        counts,
        outputTail: shortenOutput(output, options.outputLimit ?? 8_000),
      } satisfies CheckResult;
    },
  };
}

async function runIn(
  { root, env, timeoutMs = 600_000, graceMs = 2_000 }: CheckRunnerOptions,
  { argv, cwd }: CheckSpec,
  signal: AbortSignal,
): Promise<ProgramEnd> {
  const folder = await resolveInside(root, cwd);
  if (!folder.ok) return neverStarted(folder.error);
  const kind = await entryKind(folder.value.absolute).catch(() => "other");
  if (kind !== "folder") return neverStarted(`${cwd} is not a folder of the workspace.`);
  return await runProgram(
    {
      argv,
      cwd: folder.value.absolute,
      env: checkEnvironment(env),
      timeoutMs,
      graceMs,
      outputLimit: collected,
    },
    signal,
  );
}

function neverStarted(startFailure: string): ProgramEnd {
  return { exitCode: null, signal: null, cutShort: null, startFailure, output: "" };
}
