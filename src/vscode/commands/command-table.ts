import { commands } from "vscode";
import { type Disposable, DisposableStore } from "../../base/disposable.ts";

/** Commands by id. VS Code passes arguments that each command checks for itself. */
export type CommandTable = Readonly<
  Record<string, (...args: readonly unknown[]) => Promise<void> | void>
>;

export function registerCommands(table: CommandTable): Disposable {
  const store = new DisposableStore();
  for (const [id, run] of Object.entries(table)) store.add(commands.registerCommand(id, run));
  return store;
}
