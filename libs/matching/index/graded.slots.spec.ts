import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GradedSlots } from './graded.slots.js';

const number = fc.oneof(
  fc.constant(NaN),
  fc.integer({ min: 0, max: 300 }),
  fc.constantFrom(-1, 0, 0.5, 1_000, 1_000.001, 4e9, Infinity),
  fc.double({ min: 0, max: 1e9, noNaN: true }),
);

describe('slots by a number', () => {
  it('refuse an amount exactly where comparing one after another says so', () => {
    fc.assert(
      fc.property(fc.array(number, { maxLength: 80 }), number, (numbers, asked) => {
        const amount = Number.isNaN(asked) ? 0 : asked;
        // Beside it in each row stands what must not be read.
        const graded = new GradedSlots(
          Float64Array.from(numbers.flatMap((own) => [7, own])),
          2,
          1,
          numbers.length,
        );
        const kept = (clear: (words: Uint32Array) => number): boolean[] => {
          const words = new Uint32Array(3).fill(-1);
          expect(clear(words)).toBe(numbers.length);
          return numbers.map((_, slot) => ((words[slot >>> 5]! >>> (slot & 31)) & 1) === 1);
        };
        expect(kept((words) => graded.clearBelow(amount, words, (wanted, own) => own < wanted))).toEqual(
          numbers.map((own) => !(own < amount)),
        );
        expect(kept((words) => graded.clearAbove(amount, words, (wanted, own) => own > wanted))).toEqual(
          numbers.map((own) => !(own > amount)),
        );
      }),
      { numRuns: 300 },
    );
  });
});
