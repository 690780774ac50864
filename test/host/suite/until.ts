const patience = 10_000;

/** Resolves with the first value that is neither undefined, null nor false; fails after ten seconds with what was awaited. */
export async function until<T>(
  awaited: string,
  look: () => T | undefined | null | false,
): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const value = look();
    if (value !== undefined && value !== null && value !== false) return value;
    if (Date.now() > end) throw new Error(`Waited in vain until ${awaited}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
