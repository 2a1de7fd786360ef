import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { capabilityParts, capabilityValue, weightedMean } from '../scoring/criteria.scoring.js';
import { NeedTotals } from './need.totals.js';

const SLOTS = 70;
const column = fc
  .array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), {
    minLength: SLOTS,
    maxLength: SLOTS,
  })
  .map((numbers) => Uint16Array.from(numbers));
/** Few, so that some stand in the memory of the kernel already. */
const kept = fc.sample(column, { numRuns: 5, seed: 51 });
const asked = fc.record({
  columns: fc.array(fc.oneof(fc.constantFrom(...kept), column), { minLength: 1, maxLength: 12 }),
  slots: fc.constantFrom(SLOTS, SLOTS - 3),
  readable: fc.boolean(),
  importance: fc.func(fc.constantFrom(1, 3)),
});

const capabilities = new Uint8Array(1 << 16);
for (let share = 0; share < 256; share += 1)
  for (let fit = 0; fit < 256; fit += 1)
    capabilities[(share << 8) | fit] = capabilityValue(fit, share, 1, true);

describe('what needs come to together', () => {
  it('is for everybody the mean fit, and the most the criterion can be, of one requirement after another', () => {
    fc.assert(
      fc.property(fc.array(asked, { minLength: 1, maxLength: 4 }), (questions) => {
        const totals = new NeedTotals();
        let before: Uint16Array | undefined;
        for (const { columns, slots, readable, importance } of questions) {
          const weights = columns.map((_, at) => importance(at));
          const parts = capabilityParts(readable);
          const found = totals.sum(columns, weights, slots, parts)!;
          const all = weights.reduce((sum, weight) => sum + weight, 0);
          for (let slot = 0; slot < slots; slot += 1) {
            const sum = columns.reduce((total, one, at) => total + weights[at]! * (one[slot]! & 255), 0);
            const shares = columns.reduce((total, one) => total + (one[slot]! >>> 8), 0);
            const fit = weightedMean(sum, all);
            const capability = readable ? capabilities[(Math.min(255, shares) << 8) | fit]! : fit;
            expect(found[slot]).toBe((capability << 8) | fit);
          }
          // The same again is at hand; what was there before is known to be gone.
          expect(totals.sum(columns, weights, slots, parts)).toBe(found);
          expect(totals.isGone(found)).toBe(false);
          if (before && before !== found) expect(totals.isGone(before)).toBe(before.buffer === found.buffer);
          before = found;
        }
      }),
      { numRuns: 150 },
    );
  });
});
