import type { SessionFact } from "./event.ts";
import { append, type ConversationFact } from "./reduce-conversation.ts";
import type { FindingState, Look, Phase, Round, SessionState, TaskProgress } from "./state.ts";

type Fact<T extends SessionFact["type"]> = Extract<SessionFact, { type: T }>;
type RoundFact = Exclude<SessionFact, ConversationFact>;

/** Events of a round: build, review, gate and its end. */
export function reduceRound(state: SessionState, fact: RoundFact, at: number): SessionState {
  if (fact.type === "round-start") return startRound(state, fact);
  const round = state.round;
  if (round === null) return state;
  switch (fact.type) {
    case "baseline-end":
      return inRound(state, { ...round, baseline: fact.results });
    case "task-start":
      return startTask(state, round, fact, at);
    case "task-end":
      return endTask(state, round, fact, at);
    case "edit-start":
    case "edit-end":
      return inRound(state, { ...round, edits: reduceEdits(round.edits, fact) });
    case "check-start":
      return inRound(state, {
        ...round,
        checks: [
          ...round.checks,
          {
            run: fact.run,
            purpose: fact.purpose,
            task: fact.task,
            check: fact.check,
            edits: round.edits.length,
            result: null,
          },
        ],
      });
    case "check-end":
      return inRound(state, {
        ...round,
        checks: round.checks.map((run) =>
          run.run === fact.run ? { ...run, result: fact.result } : run,
        ),
      });
    case "review-start":
      return startReview(state, round, fact);
    case "finding-add":
      return inRound(state, { ...round, findings: [...round.findings, opened(fact)] });
    case "disposition-settle":
      return inRound(state, { ...round, findings: settle(round.findings, fact) });
    case "review-end":
      return endReview(state, round, fact);
    case "decisions-settle":
      return inRound(state, {
        ...round,
        looks: round.looks.map((look) =>
          look.look === fact.look ? { ...look, decided: true } : look,
        ),
      });
    case "gate-start":
      return append(inRound(state, { ...round, gate: { parts: null } }, "gate"), {
        kind: "gate",
        id: `gate-${round.number}-${state.timeline.length}`,
        round: round.number,
      });
    case "gate-end":
      return inRound(state, { ...round, gate: { parts: fact.parts } });
    case "round-end":
      return append(inRound(state, { ...round, outcome: fact.outcome }, fact.outcome), {
        kind: "round-end",
        id: `round-${round.number}-end`,
        round: round.number,
        outcome: fact.outcome,
        reason: fact.reason,
        leftAlone: fact.leftAlone,
        at,
      });
  }
}

function inRound(state: SessionState, round: Round, phase: Phase = state.phase): SessionState {
  return { ...state, round, phase };
}

function startRound(state: SessionState, fact: Fact<"round-start">): SessionState {
  const planned = state.plan?.plan.tasks ?? [];
  return {
    ...state,
    phase: "build",
    round: {
      number: fact.round,
      plan: fact.plan,
      version: fact.version,
      approval: fact.approval,
      planPath: fact.planPath,
      baseline: null,
      tasks: planned.map((task) => plannedTask(task.id, task.title)),
      edits: [],
      checks: [],
      looks: [],
      findings: [],
      gate: null,
      outcome: null,
    },
  };
}

function plannedTask(id: string, title: string): TaskProgress {
  return {
    id,
    title,
    status: "planned",
    startedAt: null,
    endedAt: null,
    tools: [],
    summary: "",
    notCovered: "",
    chunk: [],
    failure: null,
  };
}

/** Title of the task a fix round is, which no plan names. `fix-1` mends what the first look found. */
function fixTitle(id: string): string {
  return id.replace(/^fix-/, "Fix ");
}

function startTask(
  state: SessionState,
  round: Round,
  fact: Fact<"task-start">,
  at: number,
): SessionState {
  const known = round.tasks.some((task) => task.id === fact.task);
  const tasks = known ? round.tasks : [...round.tasks, plannedTask(fact.task, fixTitle(fact.task))];
  const started = tasks.map(
    (task): TaskProgress =>
      task.id === fact.task ? { ...task, status: "running", startedAt: at, failure: null } : task,
  );
  const next = inRound(state, { ...round, tasks: started }, "build");
  const shown = state.timeline.some(
    (item) => item.kind === "task" && item.round === round.number && item.task === fact.task,
  );
  if (shown) return next;
  return append(next, {
    kind: "task",
    id: `task-${round.number}-${fact.task}`,
    round: round.number,
    task: fact.task,
  });
}

function endTask(
  state: SessionState,
  round: Round,
  fact: Fact<"task-end">,
  at: number,
): SessionState {
  if (!round.tasks.some((task) => task.id === fact.task)) return state;
  const tasks = round.tasks.map(
    (task): TaskProgress =>
      task.id === fact.task
        ? {
            ...task,
            status: fact.status,
            endedAt: at,
            summary: fact.summary,
            notCovered: fact.notCovered,
            chunk: fact.chunk,
            failure: fact.failure,
          }
        : task,
  );
  const interrupted = fact.status === "stopped" || fact.status === "failed";
  return inRound(state, { ...round, tasks }, interrupted ? "stopped" : state.phase);
}

function reduceEdits(
  edits: Round["edits"],
  fact: Fact<"edit-start"> | Fact<"edit-end">,
): Round["edits"] {
  if (fact.type === "edit-start") {
    const { edit, task, path, change, before, intended } = fact;
    return [...edits, { edit, task, path, change, before, after: intended, status: "running" }];
  }
  return edits.map((edit) =>
    edit.edit === fact.edit ? { ...edit, status: fact.status, after: fact.after } : edit,
  );
}

function startReview(state: SessionState, round: Round, fact: Fact<"review-start">): SessionState {
  const look: Look = {
    look: fact.look,
    decided: false,
    reviewers: fact.reviewers.map(({ name, model }) => ({
      name,
      model,
      outcome: null,
      unfounded: 0,
    })),
  };
  const looks = [...round.looks.filter((other) => other.look !== fact.look), look];
  // A look taken again starts over; what it had found before would stand twice.
  const findings = round.findings.filter((other) => other.finding.look !== fact.look);
  return append(inRound(state, { ...round, looks, findings }, "review"), {
    kind: "review",
    id: `review-${round.number}-${state.timeline.length}`,
    round: round.number,
    look: fact.look,
  });
}

function endReview(state: SessionState, round: Round, fact: Fact<"review-end">): SessionState {
  const looks = round.looks.map((look) =>
    look.look === fact.look
      ? {
          ...look,
          reviewers: look.reviewers.map((reviewer) =>
            reviewer.name === fact.reviewer
              ? { ...reviewer, outcome: fact.outcome, unfounded: fact.unfounded }
              : reviewer,
          ),
        }
      : look,
  );
  const findings = round.findings.map((state) =>
    fact.resolved.includes(state.finding.id) ? { ...state, resolved: true } : state,
  );
  return inRound(state, { ...round, looks, findings });
}

function opened(fact: Fact<"finding-add">): FindingState {
  return { finding: fact.finding, disposition: null, by: null, reason: null, resolved: false };
}

function settle(
  findings: readonly FindingState[],
  fact: Fact<"disposition-settle">,
): readonly FindingState[] {
  return findings.map((state) =>
    state.finding.id === fact.finding
      ? { ...state, disposition: fact.disposition, by: fact.by, reason: fact.reason }
      : state,
  );
}
