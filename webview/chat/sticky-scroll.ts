import type { ArrangementStore } from "../page/arrangement.ts";

/** How near to the end, in pixels, still counts as being there. */
const slack = 24;

/** Follows the end of the conversation as long as the person is there, and keeps their place otherwise. */
export class StickyScroll {
  readonly #arrangement: ArrangementStore;
  readonly #resizes = new ResizeObserver(() => this.#follow());
  #log: Element | null = null;
  #button: HTMLElement | null = null;
  #restored = false;

  constructor(arrangement: ArrangementStore) {
    this.#arrangement = arrangement;
  }

  /** Finds the scroller below `root` once it is rendered; does nothing when it is known. */
  attach(root: Element): void {
    const log = root.querySelector(".log");
    const content = root.querySelector(".log-content");
    if (log === null || content === null || log === this.#log) return;
    this.#log = log;
    this.#button = root.querySelector<HTMLElement>(".to-end");
    log.addEventListener("scroll", () => this.#keepPlace(), { passive: true });
    this.#resizes.observe(log);
    this.#resizes.observe(content);
  }

  toEnd(): void {
    this.#arrangement.change({ scroll: null });
    this.#follow();
  }

  dispose(): void {
    this.#resizes.disconnect();
  }

  #keepPlace(): void {
    const log = this.#log;
    if (log === null || !this.#restored) return;
    const isAtEnd = log.scrollHeight - log.clientHeight - log.scrollTop <= slack;
    const scroll = isAtEnd ? null : Math.round(log.scrollTop);
    if (scroll !== this.#arrangement.value.scroll) this.#arrangement.change({ scroll });
    this.#button?.toggleAttribute("hidden", isAtEnd);
  }

  #follow(): void {
    const log = this.#log;
    if (log === null) return;
    const { scroll } = this.#arrangement.value;
    if (scroll === null) log.scrollTop = log.scrollHeight;
    else if (!this.#restored) log.scrollTop = scroll;
    this.#restored = true;
    this.#button?.toggleAttribute("hidden", scroll === null);
  }
}
