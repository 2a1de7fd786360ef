import type { Pieces } from '#lib/matching';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Turns of the event loop, one for each who asks, in the order they ask. Between two of them whatever has come is read. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  /** Resolves in a turn that no other caller gets. */
  next(): Promise<void> {
    const mine = this.last.then(() => nextTurn());
    this.last = mine;
    return mine;
  }
}

const turns = new Turns();

/**
 * A turn that no other long work gets: it is asked for between pieces of work, so that several pieces side by side do not
 * add up to one long pause.
 */
export const ownTurn = (): Promise<void> => turns.next();

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
