import type { SessionEvent, SessionFact } from "../../src/core/session/event.ts";
import { fold, reduce } from "../../src/core/session/reduce.ts";
import type { SessionState } from "../../src/core/session/state.ts";

/**
 * `npm run bench`: what a streamed word costs early and late in a conversation. Absolute figures
 * stand beside a calibration loop of the same run; only the ratio can fail.
 */
const deltas = 20_000;
const shortTalk = 100;
const longTalk = 10_000;
/** Noise of a shared machine; growth with the length would be a factor near 100. */
const largestRatio = 2;

const model = { provider: "bench", id: "bench" };

function conversation(messages: number): SessionState {
  const facts: SessionFact[] = [];
  for (let index = 0; index < messages; index++) {
    facts.push({ type: "message-add", id: `m${index}`, from: "person", text: "A message." });
  }
  const turn = { turn: "live", role: "architect", name: "architect", model, task: null } as const;
  facts.push({ type: "turn-start", ...turn });
  return fold(facts.map((fact, index) => ({ sequence: index + 1, at: 0, fact })));
}

/** Microseconds per delta, the best of five runs. */
function perDelta(start: SessionState): number {
  const fact: SessionFact = { type: "text-delta", turn: "live", text: "word " };
  const event: SessionEvent = { sequence: start.sequence, at: 0, fact };
  return best(() => {
    let state = start;
    for (let index = 0; index < deltas; index++) state = reduce(state, event);
    return state;
  });
}

/** Microseconds per round of a loop that does nothing of ours: how fast this machine is just now. */
function calibration(): number {
  return best(() => {
    let text = "";
    for (let index = 0; index < deltas; index++) text = `${text.slice(-40)}word `;
    return text;
  });
}

function best(run: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const started = performance.now();
    run();
    return performance.now() - started;
  });
  return (Math.min(...times) * 1_000) / deltas;
}

const [early, late] = [perDelta(conversation(shortTalk)), perDelta(conversation(longTalk))];
const ratio = late / early;
console.log(`calibration loop            ${calibration().toFixed(3)} µs`);
console.log(`a delta after ${shortTalk} messages    ${early.toFixed(3)} µs`);
console.log(`a delta after ${longTalk} messages  ${late.toFixed(3)} µs`);
console.log(`ratio ${ratio.toFixed(2)}, at most ${largestRatio}`);
process.exitCode = ratio <= largestRatio ? 0 : 1;
