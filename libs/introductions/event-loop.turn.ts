import type { Pieces } from '#lib/matching';
import { setImmediate as nextTurn } from 'node:timers/promises';

let last: Promise<unknown> = Promise.resolve();

/**
 * Resolves in a turn of the event loop that no other caller gets: long work calls it between its pieces, so that
 * several pieces of work side by side do not add up to one long pause.
 */
export function ownTurn(): Promise<void> {
  const mine = last.then(() => nextTurn());
  last = mine;
  return mine;
}

/** Longest that work in pieces goes on before others get their turn, milliseconds; a piece may run a little over. */
const TURN_MS = 8;

/** Does work in pieces, in turns with everything else this process does. */
export async function inTurns<T>(work: Pieces<T> | Generator<void, T>): Promise<T> {
  for (;;) {
    const began = performance.now();
    do {
      const step = work.next();
      if (step.done) return step.value;
    } while (performance.now() - began < TURN_MS);
    await ownTurn();
  }
}

/** For work in pieces too small for a turn each: rests whenever it has gone on for a while. */
export class Pace {
  private since = performance.now();

  async rest(): Promise<void> {
    if (performance.now() - this.since < TURN_MS) return;
    await ownTurn();
    this.since = performance.now();
  }
}
