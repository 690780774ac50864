import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { OutputCollector } from "../core/gate/shorten-output.ts";
import { errorCode, explainDiskError } from "./disk-error.ts";
import { endProcessTree, sweepProcessGroup } from "./process-tree.ts";
import { windowsCommand } from "./windows-command.ts";

export interface Program {
  readonly argv: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly timeoutMs: number;
  /** Milliseconds between asking the processes to end and ending them. */
  readonly graceMs: number;
  /** Characters of output kept. */
  readonly outputLimit: number;
}

export interface ProgramEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly cutShort: "timed-out" | "stopped" | null;
  /** Why it did not start, in words; null when it did. */
  readonly startFailure: string | null;
  /** stdout and stderr as they arrived. */
  readonly output: string;
}

/** How long output may still arrive after the program ended, where something it started holds the pipe. */
const drainMs = 1_000;

/** Runs a program without a shell, in a process group of its own that does not outlive it. Never rejects. */
export function runProgram(program: Program, signal: AbortSignal): Promise<ProgramEnd> {
  if (signal.aborted) return Promise.resolve({ ...notStarted(null), cutShort: "stopped" });
  const child = start(program);
  if (typeof child === "string") return Promise.resolve(notStarted(child));
  return untilEnd(child, program, signal);
}

function start({ argv, cwd, env }: Program): ChildProcess | string {
  const options: SpawnOptions = {
    cwd,
    env,
    shell: false,
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
  };
  const [file = "", ...args] = argv;
  try {
    if (process.platform !== "win32") return spawn(file, args, options);
    const command = windowsCommand(argv, env, existsSync);
    if (!command.ok) return command.error;
    const { verbatim } = command.value;
    return spawn(command.value.file, [...command.value.args], {
      ...options,
      windowsVerbatimArguments: verbatim,
    });
  } catch (error) {
    return whyNotStarted(file, error);
  }
}

function untilEnd(child: ChildProcess, program: Program, signal: AbortSignal): Promise<ProgramEnd> {
  const collector = new OutputCollector(program.outputLimit);
  const pipes = [child.stdout, child.stderr].filter((pipe) => pipe !== null);
  for (const pipe of pipes) {
    pipe.setEncoding("utf8").on("data", (text: string) => collector.add(text));
  }
  return new Promise((resolve) => {
    let cutShort: ProgramEnd["cutShort"] = null;
    let calm = (): void => {};
    let drain: NodeJS.Timeout | undefined;
    const cut = (why: "timed-out" | "stopped"): void => {
      if (cutShort !== null || child.pid === undefined) return;
      cutShort = why;
      calm = endProcessTree(child.pid, program.graceMs);
    };
    const stop = (): void => cut("stopped");
    const timer = setTimeout(() => cut("timed-out"), program.timeoutMs);
    const finish = (end: Partial<ProgramEnd>): void => {
      clearTimeout(timer);
      clearTimeout(drain);
      calm();
      signal.removeEventListener("abort", stop);
      resolve({ ...notStarted(null), cutShort, output: collector.text(), ...end });
    };
    signal.addEventListener("abort", stop);
    child.once("error", (error) => {
      if (child.pid === undefined)
        finish({ startFailure: whyNotStarted(program.argv[0] ?? "", error) });
    });
    child.once("exit", () => {
      if (child.pid !== undefined) sweepProcessGroup(child.pid);
      drain = setTimeout(() => pipes.forEach((pipe) => void pipe.destroy()), drainMs);
    });
    child.once("close", (exitCode, ended) => {
      if (child.pid !== undefined) finish({ exitCode, signal: ended });
    });
  });
}

function notStarted(startFailure: string | null): ProgramEnd {
  return { exitCode: null, signal: null, cutShort: null, startFailure, output: "" };
}

function whyNotStarted(program: string, error: unknown): string {
  const code = errorCode(error);
  if (code === "ENOENT") return `${program} is not installed or not on the PATH.`;
  if (code === "EACCES") return `${program} may not be run: it is not an executable file.`;
  return `${program} could not be started. ${explainDiskError(error)}`;
}
