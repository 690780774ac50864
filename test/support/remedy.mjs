/** A failure the person can do something about. The message is one sentence and its remedy; no stack is shown. */
export class Remedy extends Error {}

/**
 * Runs a command's main function. Exits with its code; a `Remedy` is printed as it is, a bug with its stack.
 * @param {() => Promise<number>} main
 */
export async function exitWith(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(`\n${error instanceof Remedy ? error.message : (error?.stack ?? error)}`);
    process.exitCode = 1;
  }
}
