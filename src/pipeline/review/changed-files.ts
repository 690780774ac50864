import type { ChangedFile } from "../../core/review/locate-finding.ts";
import { fixTask } from "../../core/session/next-step.ts";
import { imageScope } from "../build/fenced-workspace.ts";
import type { PipelineDeps } from "../pipeline-deps.ts";

/** Changed files by path, each before and now; null where there is no file. */
export type ChangedFiles = ReadonlyMap<string, ChangedFile>;

/**
 * What a look is about: for the first the change of the whole round, later what changed since
 * the look before, which is the fix in between. The published plan is no part of the change.
 */
export async function changedFiles(
  deps: PipelineDeps,
  round: number,
  look: number,
): Promise<ChangedFiles> {
  const scope = look === 1 ? imageScope(round) : imageScope(round, fixTask(look - 1));
  return filesOfScope(deps, scope);
}

/** Every file captured in a scope whose text differs now. */
export async function filesOfScope(deps: PipelineDeps, scope: string): Promise<ChangedFiles> {
  const files = new Map<string, ChangedFile>();
  const planPath = deps.store.state.round?.planPath;
  for (const path of await deps.images.paths(scope)) {
    if (path === planPath) continue;
    const before = await deps.images.read(scope, path);
    const now = await deps.reader.readFile(path);
    const after = now.ok ? now.value.text : null;
    if (before !== after) files.set(path, { before, after });
  }
  return files;
}
