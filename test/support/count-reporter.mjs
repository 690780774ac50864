/**
 * A reporter of `node --test` that gives one JSON line: how many tests passed, failed, were skipped.
 * @param {AsyncIterable<import("node:test/reporters").TestEvent>} events
 */
export async function* countReporter(events) {
  for await (const { type, data } of events) {
    // The summary without a file is the one of the whole run.
    if (type !== "test:summary" || data.file !== undefined) continue;
    const { passed, failed, cancelled, skipped, todo } = data.counts;
    yield JSON.stringify({ passed, failed: failed + cancelled, skipped: skipped + todo });
  }
}

// biome-ignore lint/style/noDefaultExport: node --test loads a reporter by its default export
export default countReporter;
