export interface HostTest {
  readonly name: string;
  readonly run: () => void | Promise<void>;
}

/** The list lives as long as the bundle of one run, which VS Code loads once. */
const registered: HostTest[] = [];

/** Registers a test that runs in VS Code's extension host. Tests run one after the other, in order. */
export function hostTest(name: string, run: HostTest["run"]): void {
  registered.push({ name, run });
}

/** Called by VS Code. Prints a line per test and the counts last; rejects when a test failed. */
export async function run(): Promise<void> {
  let failed = 0;
  for (const { name, run: runTest } of registered) {
    try {
      await runTest();
      console.log(`ok ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`not ok ${name}\n${error instanceof Error ? error.stack : error}`);
    }
  }
  console.log(`${registered.length - failed} passed, ${failed} failed`);
  if (failed > 0) throw new Error(`${failed} tests failed`);
}
