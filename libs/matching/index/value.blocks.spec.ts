import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { growableInts, growableShorts, wordsFor } from '../model/growable.arrays.js';
import { useKernels } from '../kernels/kernel.loader.js';
import { ValueBlocks } from './value.blocks.js';

const VALUES = 12;
/** Runs of like slots among unlike ones, as trades stand side by side: both ways of counting are met. */
const listsArbitrary = fc
  .array(
    fc.tuple(
      fc.uniqueArray(fc.integer({ min: 0, max: VALUES - 1 }), { maxLength: 6 }),
      fc.integer({ min: 1, max: 160 }),
    ),
    { maxLength: 8 },
  )
  .map((runs) => runs.flatMap(([list, times]) => Array.from({ length: times }, () => list)));

function bitsOf(slots: readonly number[]): Uint32Array {
  const bits = new Uint32Array(wordsFor(Math.max(0, ...slots) + 1));
  for (const slot of slots) bits[slot >>> 5]! |= 1 << (slot & 31);
  return bits;
}

describe.each([
  ['a kernel', true],
  ['plain code', false],
])('values counted by blocks, in %s', (_, withKernels) => {
  beforeEach(() => useKernels(withKernels));
  afterEach(() => useKernels(true));

  it('are those counted one by one, as lists are added', () => {
    fc.assert(
      fc.property(
        fc.array(listsArbitrary, { minLength: 1, maxLength: 3 }),
        fc.func(fc.boolean()),
        (stages, takes) => {
          const starts = growableInts();
          const ids = growableShorts();
          starts.push(0);
          const blocks = new ValueBlocks({ starts, ids });
          const all: number[][] = [];
          for (const lists of stages) {
            for (const list of lists) {
              all.push(list);
              for (const value of list) ids.push(value);
              starts.push(ids.length);
            }
            // Whole stretches are found as often as single slots.
            const slots = [...all.keys()].filter((slot) => takes(slot >> 4) || takes(slot + 1_000));
            const expected = new Array<number>(VALUES).fill(0);
            for (const slot of slots) for (const value of all[slot]!) expected[value]! += 1;
            expect([...blocks.count(bitsOf(slots), VALUES)]).toEqual(expected);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('counts a run by what its block has in common', () => {
    const starts = growableInts();
    const ids = growableShorts();
    starts.push(0);
    for (let slot = 0; slot < 260; slot += 1) {
      ids.push(slot % 2);
      ids.push(5);
      starts.push(ids.length);
    }
    const blocks = new ValueBlocks({ starts, ids });
    const slots = Array.from({ length: 256 }, (_, at) => at + 2);
    expect([...blocks.count(bitsOf(slots), 6)]).toEqual([128, 128, 0, 0, 0, 256]);
  });
});
