import type { ToolTrace } from "../../src/core/session/state.ts";

interface Deed {
  readonly one: string;
  many(count: number): string;
}

function deed(verb: string, singular: string, plural: string): Deed {
  return { one: `${verb} ${singular}`, many: (count) => `${verb} ${count} ${plural}` };
}

const deeds: Readonly<Record<string, Deed>> = {
  read_file: deed("read", "1 file", "files"),
  list_files: deed("listed", "1 folder", "folders"),
  search_text: { one: "searched once", many: (count) => `searched ${count} times` },
  edit_file: { one: "made 1 edit", many: (count) => `made ${count} edits` },
  write_file: deed("wrote", "1 file", "files"),
  delete_file: deed("deleted", "1 file", "files"),
  run_check: { one: "ran 1 check", many: (count) => `ran ${count} checks` },
  propose_plan: { one: "proposed a plan", many: (count) => `proposed a plan ${count} times` },
  report_findings: { one: "reported findings", many: () => "reported findings" },
  finish_task: { one: "finished the task", many: () => "finished the task" },
};

/** Tool use in one line, for example `read 6 files, searched 3 times`; what was refused or failed is said. */
export function toolWords(tools: readonly ToolTrace[]): string {
  const counts = new Map<string, number>();
  for (const { tool, status } of tools) {
    if (status === "done" || status === "running") counts.set(tool, (counts.get(tool) ?? 0) + 1);
  }
  const parts = [...counts].map(([tool, count]) => countWords(tool, count));
  for (const status of ["refused", "failed"] as const) {
    const count = tools.filter((trace) => trace.status === status).length;
    if (count > 0) parts.push(`${count} ${status}`);
  }
  return parts.join(", ");
}

function countWords(tool: string, count: number): string {
  const known = deeds[tool] ?? {
    one: `used ${tool}`,
    many: (times: number) => `used ${tool} ${times} times`,
  };
  return count === 1 ? known.one : known.many(count);
}
