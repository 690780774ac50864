import { type CommentThread, window } from "vscode";
import * as z from "zod";
import type { Disposition } from "../../core/review/finding.ts";
import type { FindingThreads } from "../review/finding-threads.ts";
import type { CurrentSession } from "../session/current-session.ts";
import type { CommandTable } from "./command-table.ts";

/** VS Code gives the title menu's commands the thread, the reply box's commands thread and text. */
const replySchema = z.object({ thread: z.custom<CommentThread>(), text: z.string() });

/** Accept and Reject on the native comment threads. */
export function findingCommands(session: CurrentSession, threads: FindingThreads): CommandTable {
  const settle = async (
    thread: unknown,
    disposition: Disposition,
    reason: string | null,
  ): Promise<void> => {
    const finding = threads.findingOf(thread as CommentThread);
    if (finding === undefined || session.pipeline === null) return;
    const refused = await session.pipeline.settleDisposition(finding, disposition, reason);
    if (refused !== null) void window.showInformationMessage(refused);
  };
  return {
    "signoff.acceptFinding": (thread) => settle(thread, "accept", null),
    "signoff.rejectFinding": (thread) => settle(thread, "reject", null),
    "signoff.rejectFindingWithReason": async (reply) => {
      const parsed = replySchema.safeParse(reply);
      if (parsed.success)
        await settle(parsed.data.thread, "reject", parsed.data.text.trim() || null);
    },
  };
}
