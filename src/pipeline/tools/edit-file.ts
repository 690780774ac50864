import * as z from "zod";
import { applyEdits } from "../../core/edit/apply-edits.ts";
import type { FencedWorkspace } from "../build/fenced-workspace.ts";
import { defineTool, done, failed, refused, type Tool } from "./tool.ts";

const input = z.strictObject({
  path: z.string(),
  edits: z
    .array(
      z.strictObject({
        search: z.string().describe("Exact text that occurs once in the file."),
        replace: z.string(),
      }),
    )
    .min(1),
});

export function editFile(workspace: FencedWorkspace): Tool {
  return defineTool({
    name: "edit_file",
    description:
      "Changes a file by replacing exact pieces of text. All pieces are replaced, or none. Each search text must occur exactly once.",
    input,
    summarize: ({ path }) => `edited ${path}`,
    execute: async ({ path, edits }) => {
      const before = await workspace.current(path);
      if (!before.ok) return refused(before.error);
      if (before.value === null)
        return failed(`${path} does not exist. Create it with write_file.`);
      const text = applyEdits(before.value.text, edits);
      if (!text.ok) return failed(text.error);
      const written = await workspace.write(path, before.value, text.value);
      return written.ok ? done(`${path} is changed.`) : refused(written.error);
    },
  });
}
