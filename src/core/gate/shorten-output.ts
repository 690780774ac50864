/**
 * At most about `limit` characters of an output: its beginning and, three times as long, its end,
 * with a line between them that says how much was left out.
 */
export function shortenOutput(output: string, limit: number): string {
  if (output.length <= limit) return output;
  const head = Math.floor(limit / 4);
  const tail = limit - head;
  return joinShortened(output.slice(0, head), output.slice(-tail), output.length - limit);
}

/** Collects output of any length in bounded memory. */
export class OutputCollector {
  readonly #limit: number;
  #head = "";
  #tail = "";
  #length = 0;

  /** `limit` in characters. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  add(text: string): void {
    const room = Math.floor(this.#limit / 4) - this.#head.length;
    this.#length += text.length;
    this.#head += text.slice(0, Math.max(0, room));
    this.#tail += text.slice(Math.max(0, room));
    const most = this.#limit - Math.floor(this.#limit / 4);
    if (this.#tail.length > 2 * most) this.#tail = this.#tail.slice(-most);
  }

  /** What was collected, with a line in the middle that says how much was left out. */
  text(): string {
    const tail = this.#tail.slice(-(this.#limit - Math.floor(this.#limit / 4)));
    const left = this.#length - this.#head.length - tail.length;
    return left === 0 ? this.#head + tail : joinShortened(this.#head, tail, left);
  }
}

function joinShortened(head: string, tail: string, left: number): string {
  return `${head}\n[… ${left} characters left out …]\n${tail}`;
}
