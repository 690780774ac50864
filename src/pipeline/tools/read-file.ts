import * as z from "zod";
import type { TextFile, WorkspaceReader } from "../ports.ts";
import type { ReadMemory } from "./read-memory.ts";
import { defineTool, done, failed, type Tool } from "./tool.ts";

const mostLines = 1_000;

const input = z.strictObject({
  path: z.string().describe("Path relative to the workspace root, with forward slashes."),
  startLine: z.int().nullable().describe("First line, one-based; null for the start of the file."),
  endLine: z.int().nullable().describe("Last line, inclusive; null for as far as one answer goes."),
});

export function readFile(workspace: WorkspaceReader, memory: ReadMemory): Tool {
  return defineTool({
    name: "read_file",
    description: "Reads a text file of the workspace, or some of its lines.",
    input,
    summarize: ({ path }) => `read ${path}`,
    execute: async ({ path, startLine, endLine }) => {
      const file = await workspace.readFile(path);
      if (!file.ok) return failed(file.error.message);
      memory.set(file.value.path, file.value.hash);
      return done(excerpt(file.value, startLine ?? 1, endLine));
    },
  });
}

/** The lines asked for under a heading that says which they are; at most 1,000, with the way to read on. */
function excerpt(file: TextFile, start: number, end: number | null): string {
  const lines = file.text.split("\n");
  const first = Math.max(1, start);
  const last = Math.min(lines.length, end ?? lines.length, first + mostLines - 1);
  const more = last < lines.length && end === null ? `\n(${lines.length - last} more lines)` : "";
  const body = lines.slice(first - 1, last).join("\n");
  return `${JSON.stringify(file.path)}, lines ${first} to ${last} of ${lines.length}:\n${body}${more}`;
}
