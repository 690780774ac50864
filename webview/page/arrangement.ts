import * as z from "zod";
import type { VscodeApi } from "./vscode-api.ts";

const arrangementSchema = z.object({
  draft: z.string().catch(""),
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

/** The folds with `key` turned over or not. */
export function withFold(folds: readonly string[], key: string, turned: boolean): string[] {
  const others = folds.filter((fold) => fold !== key);
  return turned ? [...others, key] : others;
}
