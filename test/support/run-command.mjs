import { spawn } from "node:child_process";
import { Remedy } from "./remedy.mjs";

const keptLines = 20;

/**
 * Runs a program to its end with its output kept back; rejects with the last lines of it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, remedy?: string }} [options] `remedy` is added to the failure.
 * @returns {Promise<string>} what it printed
 */
export function runCommand(command, args, options = {}) {
  const { cwd, env = process.env, remedy = "" } = options;
  return new Promise((resolve, reject) => {
    // npm and npx are batch files on Windows, which only a shell starts.
    const shell = process.platform === "win32";
    const child = spawn(command, args, { cwd, env, shell, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const keep = (/** @type {Buffer} */ data) => {
      output += data;
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => reject(new Remedy(`${command}: ${error.message}. ${remedy}`)));
    child.on("close", (code) => {
      if (code === 0) return resolve(output);
      const tail = output.trim().split("\n").slice(-keptLines).join("\n");
      reject(new Remedy(`${tail}\n\n\`${command} ${args.join(" ")}\` failed. ${remedy}`));
    });
  });
}
