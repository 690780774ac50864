import type { SessionState } from "../../src/core/session/state.ts";
import { plainWords } from "../words/code-spans.ts";
import { liveArchitectTurns } from "./chat-rows.ts";

/** How long a screen reader gets to take up what is said, in milliseconds. */
const hearing = 2_000;

/** Speaks a streamed turn in finished sentences, not token by token, and what is left when it ends. */
export class Announcer {
  #turn = "";
  #end = 0;
  #clear: ReturnType<typeof setTimeout> | undefined;

  /** `place` is a polite live region; it is empty again soon, so that nobody reads the text twice. */
  follow(state: SessionState, place: Element): void {
    const live = liveArchitectTurns(state.live).at(-1);
    if (live === undefined) {
      this.#finish(state, place);
      return;
    }
    if (live.turn !== this.#turn) {
      this.#turn = live.turn;
      this.#end = 0;
    }
    const { spoken, end } = finishedSentences(live.text, this.#end);
    this.#end = end;
    this.#say(spoken, place);
  }

  dispose(): void {
    clearTimeout(this.#clear);
  }

  #finish(state: SessionState, place: Element): void {
    if (this.#turn === "") return;
    const ended = state.timeline.findLast((item) => item.id === this.#turn);
    this.#turn = "";
    if (ended?.kind === "turn") this.#say(ended.text.slice(this.#end).trim(), place);
  }

  #say(words: string, place: Element): void {
    if (words === "") return;
    place.textContent = plainWords(words);
    clearTimeout(this.#clear);
    this.#clear = setTimeout(() => {
      place.textContent = "";
    }, hearing);
  }
}

/**
 * The sentences of a growing text that are finished and not yet spoken. `from` is how many
 * characters were spoken before; `end` is where to go on next time.
 */
export function finishedSentences(text: string, from: number): { spoken: string; end: number } {
  const rest = text.slice(from);
  const ends = [...rest.matchAll(/[.!?:](?=\s)|\n(?=\n)/g)];
  const last = ends.at(-1);
  if (last === undefined) return { spoken: "", end: from };
  const end = last.index + 1;
  return { spoken: rest.slice(0, end).trim(), end: from + end };
}
