/** Longer timers fire at once. */
const longestTimer = 2 ** 31 - 1;

/**
 * The promise's own outcome, or a rejection with `late()` when it has not settled in `limit`
 * milliseconds. `release` then frees what the work holds; it runs after the rejection, so that work
 * which ends because of it does not count as having been in time.
 */
export async function within<T>(
  work: Promise<T>,
  limit: number,
  late: () => Error,
  release: () => void = () => undefined,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_, reject) => {
    const expire = () => {
      reject(late());
      release();
    };
    timer = setTimeout(expire, Math.min(limit, longestTimer));
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
