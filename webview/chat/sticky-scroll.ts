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
  /** Where this put the scroller last, in pixels. */
  #top = 0;
  #height = 0;
  #room = 0;

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
    if (!isAtEnd && this.#arrangement.value.scroll === null && !this.#isMovedUp(log)) {
      this.#follow();
      return;
    }
    const scroll = isAtEnd ? null : Math.round(log.scrollTop);
    if (scroll !== this.#arrangement.value.scroll) this.#arrangement.change({ scroll });
    this.#mark(isAtEnd);
  }

  /** At the end the browser must not hold on to what is above it, for example a card that unfolds. */
  #mark(isAtEnd: boolean): void {
    this.#log?.toggleAttribute("data-follows", isAtEnd);
    this.#button?.toggleAttribute("hidden", isAtEnd);
  }

  /**
   * Text that arrives between a scroll and its event also leaves the scroller short of the end,
   * and what is folded away or a scroller that grows moves it up; none is the person's doing.
   */
  #isMovedUp(log: Element): boolean {
    const isSqueezed = log.scrollHeight < this.#height || log.clientHeight > this.#room;
    return log.scrollTop < this.#top - 1 && !isSqueezed;
  }

  #follow(): void {
    const log = this.#log;
    if (log === null) return;
    const { scroll } = this.#arrangement.value;
    if (scroll === null) log.scrollTop = log.scrollHeight;
    else if (!this.#restored) log.scrollTop = scroll;
    this.#restored = true;
    this.#top = log.scrollTop;
    this.#height = log.scrollHeight;
    this.#room = log.clientHeight;
    this.#mark(scroll === null);
  }
}
