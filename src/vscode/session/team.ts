import { FileType, Uri, workspace } from "vscode";
import { contentHash } from "../../base/hash.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { Role } from "../../core/role/role.ts";
import { allowedTools, parseRoleFile, type RoleFile } from "../../core/role/role-file.ts";
import type { Failure } from "../../core/session/failure.ts";
import { makerOf } from "../../model/makers.ts";
import type { Roster, Seat } from "../../pipeline/team/roster.ts";
import type { Settings } from "../settings.ts";

/** Where the person keeps role files of the project; they override the shipped ones of the same name. */
const projectFolder = ".signoff/agents";

/**
 * The team as role files and settings name it now. Models come from the settings alone, never
 * from a file of the workspace. A role file that cannot be read fails with the line to mend.
 */
export async function readRoster(
  extensionUri: Uri,
  root: Uri,
  settings: Settings,
): Promise<Result<Roster, Failure>> {
  const shipped = await readFolder(Uri.joinPath(extensionUri, "agents"));
  const own = await readFolder(Uri.joinPath(root, projectFolder));
  const texts = new Map([...shipped, ...own]);
  const seats: Seat[] = [];
  for (const [name, text] of [...texts].sort(([a], [b]) => a.localeCompare(b))) {
    const { file, problems } = parseRoleFile(name, text);
    const error = problems.find((problem) => problem.severity === "error");
    if (error !== undefined) return err(brokenRoleFile(name, own.has(name), error));
    if (file.role !== null) seats.push(toSeat(file, file.role, text, settings));
  }
  const architect = first(seats, "architect", own);
  const developer = first(seats, "developer", own);
  const reviewer = first(seats, "reviewer", own);
  if (architect === undefined) return err(missingRole("architect"));
  if (developer === undefined) return err(missingRole("developer"));
  if (reviewer === undefined) return err(missingRole("reviewer"));
  return ok({ architect, developer, reviewers: [reviewer] });
}

/** The project's own file for a role comes before a shipped one. */
function first(
  seats: readonly Seat[],
  role: Role,
  own: ReadonlyMap<string, string>,
): Seat | undefined {
  const fitting = seats.filter((seat) => seat.role === role);
  return fitting.find((seat) => own.has(seat.name)) ?? fitting[0];
}

function toSeat(file: RoleFile, role: Role, text: string, settings: Settings): Seat {
  const model = settings.model(role);
  return {
    role,
    name: file.name,
    model,
    maker: makerOf(model),
    instructions: file.body,
    fileHash: contentHash(text),
    allows: (tool) => allowedTools(file, [tool]).length > 0,
  };
}

/** Text of every Markdown file of a folder by name without `.md`; empty where there is no folder. */
async function readFolder(folder: Uri): Promise<ReadonlyMap<string, string>> {
  const entries = await workspace.fs.readDirectory(folder).then(
    (found) => found,
    () => [],
  );
  const files = new Map<string, string>();
  for (const [name, type] of entries) {
    if (type !== FileType.File || !name.endsWith(".md")) continue;
    const bytes = await workspace.fs.readFile(Uri.joinPath(folder, name));
    files.set(name.slice(0, -".md".length), new TextDecoder().decode(bytes));
  }
  return files;
}

function brokenRoleFile(
  name: string,
  own: boolean,
  problem: { readonly message: string; readonly startLine: number },
): Failure {
  const path = own ? `${projectFolder}/${name}.md` : `agents/${name}.md`;
  return {
    what: `The role file ${path} cannot be used.`,
    why: `Line ${problem.startLine}: ${problem.message}`,
    next: "Mend the line and send your message again; nothing was changed.",
    action: null,
  };
}

function missingRole(role: Role): Failure {
  return {
    what: `No role file describes the ${role}.`,
    why: `A file with "role: ${role}" is needed in ${projectFolder}.`,
    next: `Add one, or remove the file that overrides the shipped ${role}.`,
    action: null,
  };
}
