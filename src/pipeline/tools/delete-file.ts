import * as z from "zod";
import type { FencedWorkspace } from "../build/fenced-workspace.ts";
import { defineTool, done, failed, refused, type Tool } from "./tool.ts";

const input = z.strictObject({ path: z.string() });

export function deleteFile(workspace: FencedWorkspace): Tool {
  return defineTool({
    name: "delete_file",
    description: "Deletes a file that the plan says to delete.",
    input,
    summarize: ({ path }) => `deleted ${path}`,
    execute: async ({ path }) => {
      const before = await workspace.current(path);
      if (!before.ok) return refused(before.error);
      if (before.value === null) return failed(`${path} does not exist.`);
      const removed = await workspace.remove(path, before.value);
      return removed.ok ? done(`${path} is deleted.`) : refused(removed.error);
    },
  });
}
