import type { Uri } from "vscode";
import { type Disposable, DisposableStore } from "../../base/disposable.ts";
import { createBeforeImages } from "../../node/before-images.ts";
import { sessionFolder } from "../../node/session-folders.ts";
import { imageScope } from "../../pipeline/build/fenced-workspace.ts";
import { registerBeforeDocuments } from "../review/before-documents.ts";
import { followFindings } from "../review/finding-anchors.ts";
import { registerFindingDecorations } from "../review/finding-decorations.ts";
import {
  createFindingController,
  createFindingThreads,
  type FindingThreads,
} from "../review/finding-threads.ts";
import { createOpenChanges, type OpenChanges } from "../review/open-changes.ts";
import type { CurrentSession } from "./current-session.ts";

export interface ReviewParts extends Disposable {
  readonly changes: OpenChanges;
  readonly threads: FindingThreads;
}

/** Everything a review shows in the editor: diffs, comment threads, marks. `storage` is the workspace's folder outside it. */
export function createReviewParts(
  root: Uri,
  storage: string,
  session: CurrentSession,
): ReviewParts {
  const store = new DisposableStore();
  store.add(
    registerBeforeDocuments({
      root,
      read: ({ session: id, round, path }) =>
        createBeforeImages(root.fsPath, sessionFolder(storage, id).images).read(
          imageScope(round),
          path,
        ),
    }),
  );
  const anchors = store.add(followFindings({ root, session }));
  store.add(registerFindingDecorations(anchors));
  const changes = createOpenChanges({ root, session });
  const threads = store.add(
    createFindingThreads({ anchors, changes, controller: createFindingController() }),
  );
  return { changes, threads, dispose: () => store.dispose() };
}
