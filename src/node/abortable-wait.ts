/** Resolves after `duration` milliseconds, or at once when the signal aborts. Never rejects. */
export function abortableWait(duration: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", finish);
      resolve();
    };
    const timer = setTimeout(finish, duration);
    signal.addEventListener("abort", finish);
  });
}
