import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Makes an empty folder for this process alone, named after its id, and removes those of processes
 * that have ended.
 * @param parent holds nothing but such folders
 */
export async function freshFolder(parent: string): Promise<string> {
  const folder = join(parent, String(process.pid));
  await mkdir(parent, { recursive: true });
  const abandoned = (await pidsIn(parent)).filter((pid) => pid === process.pid || !isAlive(pid));
  for (const pid of abandoned) await removeFolder(join(parent, String(pid)));
  await mkdir(folder);
  return folder;
}

/**
 * Takes a lasting folder for this process. Each process that wants it leaves its id there before it
 * looks for others, so no two ever have it; two that come at the same moment may both go without.
 * @returns gives it back; null when another living process has it
 */
export async function claimFolder(folder: string): Promise<(() => Promise<void>) | null> {
  const claims = join(folder, "claims");
  const own = join(claims, String(process.pid));
  await mkdir(claims, { recursive: true });
  await writeFile(own, "");
  const release = () => rm(own, { force: true });
  const others = (await pidsIn(claims)).filter((pid) => pid !== process.pid);
  for (const pid of others.filter((pid) => !isAlive(pid)))
    await removeFolder(join(claims, `${pid}`));
  if (!others.some(isAlive)) return release;
  await release();
  return null;
}

async function pidsIn(folder: string): Promise<readonly number[]> {
  return (await readdir(folder)).filter((name) => /^\d+$/.test(name)).map(Number);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // A process of somebody else lives too.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
