import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { filledWords, sharedAmong, sharedBy, spread } from './bit.sets.js';
import { countShared, slotsIn } from './found.slots.js';

const WORDS = 40;
const sparse = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(2 ** 32 - 1)), {
    minLength: WORDS,
    maxLength: WORDS,
  })
  .map((words) => Uint32Array.from(words));
const other = fc.array(fc.nat(2 ** 32 - 1), { maxLength: WORDS + 3 }).map((words) => Uint32Array.from(words));

describe('sets of slots', () => {
  it('share the same slots in the words that are filled alone as in all', () => {
    fc.assert(
      fc.property(sparse, fc.array(other, { maxLength: 4 }), (first, others) => {
        const filled = filledWords(first);
        const all = sharedBy([first, ...others], WORDS);
        const among = sharedAmong([first, ...others], filled);
        const count = slotsOf(all).length;
        expect(slotsIn(among, count, filled)).toEqual(slotsIn(all, count));
        expect(spread(among, filled, WORDS)).toEqual(all);
      }),
    );
  });

  it('are counted as what they share', () => {
    fc.assert(
      fc.property(sparse, other, (some, others) => {
        expect(countShared(some, others)).toBe(slotsOf(sharedBy([some, others], WORDS)).length);
        expect(countShared(others, some)).toBe(countShared(some, others));
      }),
    );
  });
});

const slotsOf = (bits: Uint32Array): number[] =>
  Array.from({ length: 32 * bits.length }, (_, slot) => slot).filter(
    (slot) => ((bits[slot >>> 5]! >>> (slot & 31)) & 1) === 1,
  );
