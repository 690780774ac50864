import * as z from "zod";
import { keepFileStyle } from "../../core/edit/keep-file-style.ts";
import type { FencedWorkspace } from "../build/fenced-workspace.ts";
import type { TextFile } from "../ports.ts";
import type { ReadMemory } from "./read-memory.ts";
import { defineTool, done, refused, type Tool } from "./tool.ts";

const input = z.strictObject({ path: z.string(), text: z.string() });

/** A file that is there is replaced only after the model has read it: the person may have written in it. */
export function writeFile(workspace: FencedWorkspace, memory: ReadMemory): Tool {
  return defineTool({
    name: "write_file",
    description: "Creates a file, or replaces the whole text of one.",
    input,
    summarize: ({ path }) => `wrote ${path}`,
    execute: async ({ path, text }) => {
      const before = await workspace.current(path);
      if (!before.ok) return refused(before.error);
      if (before.value !== null && !memory.has(path)) {
        return refused(`You have not read ${path}. Read it, then replace it.`);
      }
      const written = await workspace.write(path, before.value, styled(before.value, text));
      return written.ok ? done(`${path} is written.`) : refused(written.error);
    },
  });
}

/** Models write line feeds and no byte order mark; a file that had others keeps them. */
function styled(before: TextFile | null, text: string): string {
  return keepFileStyle(before?.text ?? null, text);
}
