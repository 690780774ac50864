import type { Result } from "../../base/result.ts";
import type { Pipeline } from "../../pipeline/pipeline.ts";
import type { Refusal } from "../../pipeline/round/round-acts.ts";
import type { MethodHandlers } from "../../protocol/methods.ts";
import type { CurrentSession } from "./current-session.ts";

/** Where a page's acts lead outside the session. */
export interface PlacesToOpen {
  /** By its number; null for the newest. */
  plan(number: number | null): Promise<void>;
  board(): void;
  changes(): Promise<void>;
  /** One-based line, null for the start. */
  file(path: string, line: number | null): Promise<void>;
  finding(id: string): Promise<void>;
  link(href: string): Promise<void>;
  /** Runs a command of this extension; others are refused. */
  action(command: string): Promise<void>;
}

type Act = (pipeline: Pipeline) => Promise<Refusal> | Refusal;

/** Joins the protocol's methods to the session at hand. */
export function pageHandlers(session: CurrentSession, places: PlacesToOpen): MethodHandlers {
  const act = async (run: Act): Promise<{ refused: Refusal }> => {
    const { pipeline } = session;
    if (pipeline === null)
      return { refused: "There is no session yet. Send a message to start one." };
    return { refused: await run(pipeline) };
  };
  const opened = async (opening: Promise<void> | void): Promise<Record<string, never>> => {
    await opening;
    return {};
  };
  return {
    ready: () => ({}),
    sendMessage: async ({ text, card }) => {
      const need = session.value.setup;
      if (need !== null) return { refused: `${need.what} ${need.why}` };
      const pipeline = await session.ensure();
      return { refused: await send(pipeline, text, card) };
    },
    cardPainted: ({ card }) => {
      session.pipeline?.cardPainted(card);
      return {};
    },
    approvePlan: ({ card }) => act((pipeline) => pipeline.approve(card)),
    stop: () => {
      session.pipeline?.stop();
      return {};
    },
    goOn: () => act((pipeline) => pipeline.goOn()),
    tryAgain: () => act((pipeline) => pipeline.tryAgain()),
    dropTask: ({ task }) => act((pipeline) => pipeline.dropTask(task)),
    settleDisposition: ({ finding, disposition, reason }) =>
      act((pipeline) => pipeline.settleDisposition(finding, disposition, reason)),
    sendDecisions: () => act((pipeline) => pipeline.sendDecisions()),
    keepRound: ({ reason }) => act((pipeline) => pipeline.keep(reason)),
    undoRound: () => act((pipeline) => pipeline.undo()),
    openPlan: ({ number }) => opened(places.plan(number)),
    openBoard: () => opened(places.board()),
    openChanges: () => opened(places.changes()),
    openFile: ({ path, line }) => opened(places.file(path, line)),
    openFinding: ({ finding }) => opened(places.finding(finding)),
    openLink: ({ href }) => opened(places.link(href)),
    newSession: async () => ({ refused: await startAnew(session) }),
    runAction: ({ command }) => opened(places.action(command)),
  };
}

async function send(
  pipeline: Result<Pipeline, string>,
  text: string,
  card: string | null,
): Promise<Refusal> {
  return pipeline.ok ? pipeline.value.sendMessage(text, card) : pipeline.error;
}

/** Starts a new session unless a round is under way, whose files would be left without a decision. */
export async function startAnew(session: CurrentSession): Promise<Refusal> {
  const { round } = session.state;
  if (round !== null && round.outcome === null) {
    return "A round is under way. Keep it or undo it first, then start a new session.";
  }
  session.pipeline?.stop();
  const started = await session.start();
  return started.ok ? null : started.error;
}
