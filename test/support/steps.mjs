/**
 * Numbered steps on the terminal: one line each, with the seconds it took. On a terminal the line
 * of a running step ticks; elsewhere (a log file) every report is a line of its own.
 * @param {number} first
 */
export function createSteps(first) {
  const out = process.stdout;
  let number = first - 1;
  return {
    /**
     * @param {string} title
     * @param {(report: (what: string) => void) => Promise<string>} work Gives what it came to.
     */
    async step(title, work) {
      number += 1;
      const line = createLine(out, `${number}. ${title.padEnd(9)}`);
      try {
        line.end(await work(line.report));
      } catch (error) {
        line.end("failed");
        throw error;
      }
    },
  };
}

/**
 * @param {NodeJS.WriteStream} out
 * @param {string} head
 */
function createLine(out, head) {
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 1000);
  let current = "";
  const redraw = () => out.write(`\r\x1b[K${head} ${current} ${seconds()} s`);
  const timer = out.isTTY ? setInterval(redraw, 1000) : undefined;
  return {
    /** @param {string} what */
    report(what) {
      current = `${what} …`;
      if (out.isTTY) redraw();
      else out.write(`${head} ${current}\n`);
    },
    /** @param {string} what */
    end(what) {
      clearInterval(timer);
      const took = seconds() > 0 ? ` (${seconds()} s)` : "";
      out.write(`${out.isTTY ? "\r\x1b[K" : ""}${head} ${what}${took}\n`);
    },
  };
}
