import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { projectFolder } from "./project.mjs";
import { runCommand } from "./run-command.mjs";

const fixture = join(projectFolder, "test", "fixtures", "workspaces", "mail-bot");

interface Commit {
  readonly message: string;
  readonly date: string;
  /** Git pathspecs; what matches nothing is left to the last commit. */
  readonly paths: readonly string[];
}

/** The sample's history. Author, dates and order are fixed, so the commit ids are too. */
const commits: readonly Commit[] = [
  {
    message: "Answer mails with the help of an LLM",
    date: "2026-09-07T09:12:00Z",
    paths: [":!test", ":!CONSTRAINTS.md", ":!README.md"],
  },
  {
    message: "Test the bot against a fake provider",
    date: "2026-09-09T16:40:00Z",
    paths: ["test"],
  },
  { message: "Write down what we hold each other to", date: "2026-09-15T08:05:00Z", paths: ["."] },
];

/**
 * Copies the sample project to a fresh place and gives it its git history.
 * @param folder Replaced when it exists; a new temporary folder when left out.
 * @returns the absolute path of the copy
 */
export async function prepareSampleWorkspace(folder?: string): Promise<string> {
  const target = folder ?? join(await mkdtemp(join(tmpdir(), "signoff-sample-")), "mail-bot");
  await rm(target, { recursive: true, force: true });
  await mkdir(dirname(target), { recursive: true });
  await cp(fixture, target, { recursive: true });
  await git(target, ["init", "--quiet", "--initial-branch=main"]);
  for (const { message, date, paths } of commits) {
    await git(target, ["add", "--all", "--", ...paths]);
    await git(target, ["commit", "--quiet", "--allow-empty", "--message", message], date);
  }
  return target;
}

/** Git without the machine's own settings: no signing, no hooks, no other name. */
function git(cwd: string, args: readonly string[], date = ""): Promise<string> {
  return runCommand("git", args, {
    cwd,
    remedy: "The sample project needs `git`.",
    env: {
      ...process.env,
      GIT_CONFIG_GLOBAL: join(cwd, ".git", "none"),
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_AUTHOR_NAME: "Ada Example",
      GIT_AUTHOR_EMAIL: "ada@example.com",
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: "Ada Example",
      GIT_COMMITTER_EMAIL: "ada@example.com",
      GIT_COMMITTER_DATE: date,
    },
  });
}
