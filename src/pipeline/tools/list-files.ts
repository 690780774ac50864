import * as z from "zod";
import type { WorkspaceReader } from "../ports.ts";
import { defineTool, done, failed, type Tool } from "./tool.ts";

const mostFiles = 500;

const input = z.strictObject({
  folder: z.string().describe('Folder relative to the workspace root; "" for the root.'),
});

export function listFiles(workspace: WorkspaceReader): Tool {
  return defineTool({
    name: "list_files",
    description: "Lists the files below a folder. Ignored files are left out.",
    input,
    summarize: ({ folder }) => `listed ${folder === "" ? "the workspace" : folder}`,
    execute: async ({ folder }) => {
      const paths = await workspace.listFiles(folder, mostFiles);
      if (!paths.ok) return failed(paths.error.message);
      const cut = paths.value.length === mostFiles ? `\n(only the first ${mostFiles})` : "";
      return done(`${paths.value.map((path) => JSON.stringify(path)).join("\n")}${cut}`);
    },
  });
}
