/**
 * The tool names a role file may deny, and the names the OpenCode convention has for groups of
 * them, so that a file written for that tool narrows the same things here.
 */
export const toolGroups: Readonly<Record<string, readonly string[]>> = {
  read: ["read_file"],
  list: ["list_files"],
  glob: ["list_files"],
  grep: ["search_text"],
  edit: ["edit_file", "write_file", "delete_file"],
  write: ["edit_file", "write_file", "delete_file"],
  bash: ["run_check"],
  question: ["ask_person"],
};

/** Names of that convention for tools no role has here; denying them changes nothing. */
export const absentTools: ReadonlySet<string> = new Set([
  ...["task", "skill", "lsp", "webfetch", "websearch", "codesearch", "todoread", "todowrite"],
  ...["external_directory", "doom_loop", "patch", "multiedit"],
]);

/** Every tool of ours a role may have (DESIGN 4). */
export const toolNames: ReadonlySet<string> = new Set([
  ...["read_file", "list_files", "search_text", "find_symbol", "problems", "read_decisions"],
  ...["ask_person", "propose_plan", "propose_followup"],
  ...["edit_file", "write_file", "delete_file", "run_check"],
  ...["ask_architect", "request_change", "finish_task", "report_findings"],
]);
