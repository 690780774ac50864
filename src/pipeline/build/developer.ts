import type { Result } from "../../base/result.ts";
import { diffLines } from "../../core/diff/line-diff.ts";
import type { CheckResult } from "../../core/gate/check-result.ts";
import { type Approval, approvalRecord } from "../../core/lock/approval.ts";
import { compileFence } from "../../core/plan/fence.ts";
import type { CheckSpec } from "../../core/plan/plan.ts";
import type { ChunkFile } from "../../core/session/event.ts";
import type { Failure } from "../../core/session/failure.ts";
import type { ProposedPlan } from "../../core/session/state.ts";
import type { Message } from "../../model/message.ts";
import { approvalHolds } from "../approval/approval-keeper.ts";
import type { PipelineDeps } from "../pipeline-deps.ts";
import { filesOfScope } from "../review/changed-files.ts";
import { runRecordedCheck } from "../round/recorded-check.ts";
import type { Seat } from "../team/roster.ts";
import { deleteFile } from "../tools/delete-file.ts";
import { editFile } from "../tools/edit-file.ts";
import { type FinishReport, finishTask } from "../tools/finish-task.ts";
import { newReadMemory } from "../tools/read-memory.ts";
import { readTools } from "../tools/read-tools.ts";
import { checkReport, runCheck } from "../tools/run-check.ts";
import type { Tool } from "../tools/tool.ts";
import { writeFile } from "../tools/write-file.ts";
import { constraintBlock, planBlock } from "../turn/prompt-blocks.ts";
import { runSeatTurn } from "../turn/seat-turn.ts";
import { fencedWorkspace, imageScope } from "./fenced-workspace.ts";

const maxCalls = 80;
/** How often the developer is told that it ended without finishing, or that checks did not pass. */
const mostReminders = 2;

/** A piece of work for the developer: a task of the plan or a fix. */
export interface Assignment {
  /** `T1`, or `fix-1`. */
  readonly id: string;
  /** The task of the plan, whose files a refusal names first; null for a fix. */
  readonly planTask: string | null;
  /** The checks the developer may run and the host runs at the end. */
  readonly checks: readonly CheckSpec[];
  /** End-to-end checks the host also runs at the end. */
  readonly integration: readonly CheckSpec[];
  /** The first message, which starts with `Current task: T1`. */
  readonly brief: string;
}

export interface AssignmentRun {
  readonly approval: Approval;
  readonly seat: Seat;
  readonly plan: ProposedPlan;
  readonly assignment: Assignment;
  readonly signal: AbortSignal;
}

/** Builds one assignment in a fresh context and records it from start to end. */
export async function runAssignment(deps: PipelineDeps, run: AssignmentRun): Promise<void> {
  const { round } = approvalRecord(run.approval);
  const task = run.assignment.id;
  const soFar = await chunkSoFar(deps, round, task);
  await deps.store.record({ type: "task-start", task });
  const end = await develop(deps, run, soFar.text);
  await deps.store.record({
    type: "task-end",
    task,
    status: end.status,
    summary: end.report?.done ?? "",
    notCovered: end.report?.notCovered ?? "",
    chunk: [...(await chunkSoFar(deps, round, task)).files],
    failure: end.failure,
  });
}

interface TaskEnd {
  readonly status: "done" | "stopped" | "failed";
  readonly report: FinishReport | null;
  readonly failure: Failure | null;
}

async function develop(deps: PipelineDeps, run: AssignmentRun, soFar: string): Promise<TaskEnd> {
  const { assignment, seat } = run;
  const locked = new AbortController();
  const holds = async (): Promise<Result<void, string>> => {
    const held = await approvalHolds(deps, run.approval);
    // A developer that may not write any more would only spend money.
    if (!held.ok) locked.abort();
    return held;
  };
  let report: FinishReport | null = null;
  const tools = await developerTools(deps, run, holds, (finished) => {
    report = finished;
  });
  const signal = AbortSignal.any([run.signal, locked.signal]);
  const context = [constraintBlock(await deps.constraints()), planBlock(run.plan)];
  let messages: readonly Message[] = [userMessage(assignment.brief + soFar)];
  for (let reminders = 0; ; reminders++) {
    const turn = { seat, task: assignment.id, context, messages, tools, maxCalls, signal };
    const result = await runSeatTurn(deps, turn);
    const held = await holds();
    if (!held.ok) return { status: "stopped", report, failure: changedMeanwhile(held.error) };
    if (result.outcome.kind === "stopped") return { status: "stopped", report, failure: null };
    if (result.outcome.kind === "failed") {
      return { status: "failed", report, failure: result.outcome.failure };
    }
    const wanting = report === null ? unfinished : await failingChecks(deps, assignment, signal);
    if (signal.aborted) return { status: "stopped", report, failure: null };
    if (wanting === null) return { status: "done", report, failure: null };
    if (reminders === mostReminders) {
      return { status: "failed", report, failure: notFinished(report === null) };
    }
    report = null;
    messages = [...result.messages, userMessage(wanting)];
  }
}

function userMessage(text: string): Message {
  return { role: "user", parts: [{ type: "text", text }] };
}

const unfinished =
  "You ended without calling finish_task. Go on if something is left; then call finish_task.";

async function developerTools(
  deps: PipelineDeps,
  { approval, plan, assignment }: AssignmentRun,
  holds: () => Promise<Result<void, string>>,
  onFinish: (report: FinishReport) => void,
): Promise<readonly Tool[]> {
  const { path: constraintDocument } = await deps.constraints();
  const memory = newReadMemory();
  const workspace = fencedWorkspace(approval, {
    ...deps,
    fence: compileFence(plan.plan, [constraintDocument]),
    memory,
    task: assignment.id,
    planTask: assignment.planTask,
    holds,
  });
  const run = (check: CheckSpec, signal: AbortSignal): Promise<CheckResult> =>
    runRecordedCheck(deps, { purpose: "task", task: assignment.id }, check, signal);
  return [
    ...readTools(deps.reader, memory),
    editFile(workspace),
    writeFile(workspace, memory),
    deleteFile(workspace),
    runCheck(assignment.checks, holds, run),
    finishTask(onFinish),
  ];
}

/** Runs what must pass at the end; gives what the developer must know when something does not, else null. */
async function failingChecks(
  deps: PipelineDeps,
  { id, checks, integration }: Assignment,
  signal: AbortSignal,
): Promise<string | null> {
  const failing: CheckResult[] = [];
  const run = async (check: CheckSpec, purpose: "task" | "integration"): Promise<void> => {
    if (signal.aborted || passedSinceLastEdit(deps, id, check)) return;
    const result = await runRecordedCheck(deps, { purpose, task: id }, check, signal);
    if (!result.passed) failing.push(result);
  };
  for (const check of checks) await run(check, "task");
  for (const check of integration) await run(check, "integration");
  if (failing.length === 0) return null;
  const reports = failing.map(checkReport).join("\n\n");
  return `The checks of the task do not pass yet. Mend that inside the fence, then call finish_task again.\n\n${reports}`;
}

/** The developer ran this very check last thing: running it again over the same files would say the same. */
function passedSinceLastEdit(deps: PipelineDeps, task: string, check: CheckSpec): boolean {
  const { round } = deps.store.state;
  const runs = round?.checks.filter((run) => run.task === task && sameCheck(run.check, check));
  const last = runs?.at(-1);
  return last?.result?.passed === true && last.edits === round?.edits.length;
}

function sameCheck(a: CheckSpec, b: CheckSpec): boolean {
  return a.cwd === b.cwd && JSON.stringify(a.argv) === JSON.stringify(b.argv);
}

function changedMeanwhile(what: string): Failure {
  return {
    what: "The build stopped because the approval no longer holds.",
    why: `Changed since you approved: ${what}.`,
    next: "Read the plan card and approve again to go on, or undo the round.",
    action: null,
  };
}

function notFinished(noReport: boolean): Failure {
  return {
    what: "The task is not finished.",
    why: noReport
      ? "The developer stopped working without saying that it is done."
      : "Its checks still do not pass after two more tries.",
    next: "Go on to try again with what is there, or drop the task.",
    action: null,
  };
}

interface Chunk {
  readonly files: readonly ChunkFile[];
  /** Words for a developer that takes the task up again; empty when nothing was written yet. */
  readonly text: string;
}

/** What the task has changed so far, from its own before-images. */
async function chunkSoFar(deps: PipelineDeps, round: number, task: string): Promise<Chunk> {
  const changed = await filesOfScope(deps, imageScope(round, task));
  const files = [...changed].map(([path, { before, after }]): ChunkFile => {
    const change = before === null ? "create" : after === null ? "delete" : "modify";
    const { added, removed } = diffLines(before ?? "", after ?? "");
    return { path, change, added, removed };
  });
  if (files.length === 0) return { files, text: "" };
  const lines = files.map(
    (file) => `- ${file.path}: ${file.change}, +${file.added} −${file.removed}`,
  );
  const text = `\n\nThe task was interrupted. It has already changed these files; read them before you go on:\n${lines.join("\n")}`;
  return { files, text };
}
