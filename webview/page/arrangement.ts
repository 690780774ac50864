import * as z from "zod";
import { isApprovalWord } from "../../src/core/lock/approval-word.ts";
import type { VscodeApi } from "./vscode-api.ts";

const arrangementSchema = z.object({
  draft: z.string().catch(""),
  /** The session the draft was written in; empty before one has begun. */
  session: z.string().catch(""),
  /** Pixels from the top of the conversation; null at its end, where it follows what arrives. */
  scroll: z.number().nullable().catch(null),
  /** What is folded otherwise than it would be by itself. */
  folds: z.array(z.string()).catch([]),
  /** Rows of the plan tree that were folded (true) or opened (false), by key. */
  tree: z.record(z.string(), z.boolean()).catch({}),
  finding: z.string().nullable().catch(null),
  tab: z.enum(["plan", "review"]).catch("review"),
});

/** What the person arranged on a page and nothing else; it survives a reload. */
export type Arrangement = z.infer<typeof arrangementSchema>;

const untouched: Arrangement = {
  draft: "",
  session: "",
  scroll: null,
  folds: [],
  tree: {},
  finding: null,
  tab: "review",
};

export interface ArrangementStore {
  readonly value: Arrangement;
  change(part: Partial<Arrangement>): void;
}

/** The arrangement VS Code kept for this page; whatever does not fit is as if untouched. */
export function keptArrangement(api: VscodeApi): ArrangementStore {
  const kept = arrangementSchema.safeParse(api.getState());
  let value = kept.success ? kept.data : untouched;
  return {
    get value() {
      return value;
    },
    change(part) {
      value = { ...value, ...part };
      api.setState(value);
    },
  };
}

/**
 * The draft as it is shown with this session. Words go along to another session, except an
 * approval: that was meant for a plan of the session it was typed in.
 */
export function draftIn(session: string, { draft, session: before }: Arrangement): string {
  const isOther = before !== "" && before !== session;
  return isOther && isApprovalWord(draft) ? "" : draft;
}

/** The folds with `key` turned over or not. */
export function withFold(folds: readonly string[], key: string, turned: boolean): string[] {
  const others = folds.filter((fold) => fold !== key);
  return turned ? [...others, key] : others;
}
