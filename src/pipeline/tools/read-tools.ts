import type { WorkspaceReader } from "../ports.ts";
import { listFiles } from "./list-files.ts";
import { readFile } from "./read-file.ts";
import type { ReadMemory } from "./read-memory.ts";
import { searchText } from "./search-text.ts";
import type { Tool } from "./tool.ts";

/** What every role may use: it only reads. */
export function readTools(workspace: WorkspaceReader, memory: ReadMemory): readonly Tool[] {
  return [readFile(workspace, memory), listFiles(workspace), searchText(workspace)];
}
