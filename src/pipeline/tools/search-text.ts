import * as z from "zod";
import type { WorkspaceReader } from "../ports.ts";
import { defineTool, done, failed, type Tool } from "./tool.ts";

const mostHits = 200;

const input = z.strictObject({
  query: z.string().min(1),
  isRegex: z.boolean().describe("Whether the query is a regular expression."),
});

export function searchText(workspace: WorkspaceReader): Tool {
  return defineTool({
    name: "search_text",
    description: "Finds lines in the files of the workspace.",
    input,
    summarize: ({ query }) => `searched ${JSON.stringify(query)}`,
    execute: async ({ query, isRegex }) => {
      const hits = await workspace.searchText(query, isRegex, mostHits);
      if (!hits.ok) return failed(hits.error.message);
      if (hits.value.length === 0) return done("No line matches.");
      const lines = hits.value.map((hit) => `${JSON.stringify(hit.path)}:${hit.line}: ${hit.text}`);
      const cut = hits.value.length === mostHits ? `\n(only the first ${mostHits})` : "";
      return done(lines.join("\n") + cut);
    },
  });
}
