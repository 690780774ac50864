import { win32 } from "node:path";
import { err, ok, type Result } from "../base/result.ts";

export interface WindowsCommand {
  readonly file: string;
  readonly args: readonly string[];
  /** The arguments are a finished command line and must not be quoted again. */
  readonly verbatim: boolean;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * How to start a program on Windows without a shell reading the arguments. Programs such as npm
 * are `.cmd` files there, which only cmd.exe can run; cmd.exe gives many characters a meaning that
 * no quoting takes away reliably, so arguments with such characters are refused in words.
 */
export function windowsCommand(
  argv: readonly string[],
  env: Env,
  exists: (path: string) => boolean,
): Result<WindowsCommand, string> {
  const [program = "", ...args] = argv;
  const file = findProgram(program, env, exists);
  if (file === null) return err(`${program} is not installed or not on the PATH.`);
  if (!/\.(?:cmd|bat)$/i.test(file)) return ok({ file, args, verbatim: false });
  const unsafe = [file, ...args].find((part) => !/^[\w\-./\\:=@,+~() ]*$/.test(part));
  if (unsafe !== undefined) {
    return err(
      `On Windows ${program} cannot be given the argument ${JSON.stringify(unsafe)} safely.`,
    );
  }
  const line = [file, ...args].map((part) => `"${part}"`).join(" ");
  const shell = env["ComSpec"] ?? "C:\\Windows\\System32\\cmd.exe";
  return ok({ file: shell, args: ["/d", "/s", "/c", `"${line}"`], verbatim: true });
}

function findProgram(program: string, env: Env, exists: (path: string) => boolean): string | null {
  const extensions = (env["PATHEXT"] ?? ".COM;.EXE;.BAT;.CMD").split(";");
  const names = /\.\w+$/.test(program) ? [program] : extensions.map((end) => program + end);
  const folders = /[\\/]/.test(program) ? [""] : (env["Path"] ?? env["PATH"] ?? "").split(";");
  for (const folder of folders) {
    for (const name of names) {
      const path = folder === "" ? name : win32.join(folder, name);
      if ((folder === "" ? /[\\/]/.test(name) : win32.isAbsolute(folder)) && exists(path))
        return path;
    }
  }
  return null;
}
