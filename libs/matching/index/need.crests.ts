/**
 * The best of each word of 32 slots in a column. Slots stand by trade, so that most words have nobody who is good at a need:
 * where only the good can get in, whole words are left out unread.
 */
import { wordsFor } from '../model/growable.arrays.js';
import { fitIn, FOCUS_SHIFT, type NeedColumn } from './need.column.js';

interface Crest {
  worth: Uint16Array;
  /** Slots below this have been looked at. */
  upTo: number;
}
const crests = new WeakMap<NeedColumn, Crest>();

/** By word the best fit in it and the best share in it, of whichever slots; made when first asked for. */
export function crestOf(column: NeedColumn, slots: number): Uint16Array {
  let crest = crests.get(column);
  if (!crest) {
    crest = { worth: new Uint16Array(wordsFor(column.worth.length)), upTo: 0 };
    crests.set(column, crest);
  }
  for (let slot = crest.upTo; slot < slots;) {
    const word = slot >>> 5;
    const end = Math.min(slots, (word + 1) << 5);
    let fit = fitIn(crest.worth[word]!);
    // The share stands above the fit, so that the greatest of both is that of the greatest share.
    let both = crest.worth[word]!;
    for (; slot < end; slot += 1) {
      const worth = column.worth[slot]!;
      if (worth > both) both = worth;
      if (fitIn(worth) > fit) fit = fitIn(worth);
    }
    crest.worth[word] = ((both >>> FOCUS_SHIFT) << FOCUS_SHIFT) | fit;
  }
  crest.upTo = slots;
  return crest.worth;
}
