import { describe, expect, it } from '@jest/globals';
import { capabilityTree } from '#lib/taxonomy';
import fc from 'fast-check';
import { BoundSweep } from './bound.sweep.js';
import { MatchIndex } from './match.index.js';
import { listOf, strengthOf } from './posting.lists.js';
import { supplierArbitrary } from '../testing/economy.arbitrary.js';
import { TextTotals } from './text.totals.js';

const suppliers = fc
  .sample(supplierArbitrary(1), { numRuns: 40, seed: 21 })
  .map((supplier, at) => ({ ...supplier, no: at + 1, id: `S${at + 1}` }));

function summed(index: MatchIndex, ids: readonly number[], weights: readonly number[]): number[] {
  const { termStart, termEntry, slots } = index.columns;
  const weightOf = new Map(ids.map((id, at) => [id, weights[at]!]));
  return Array.from({ length: slots }, (_, slot) =>
    termEntry.data
      .slice(termStart.data[slot], termStart.data[slot + 1])
      .reduce((sum, entry) => sum + (weightOf.get(listOf(entry)) ?? 0) * strengthOf(entry), 0),
  );
}

describe('totals of words', () => {
  it('are those of the words asked for where they are asked for, whatever was asked before', () => {
    const index = MatchIndex.build(suppliers, { capabilities: capabilityTree().nodes });
    const { columns } = index;
    const words = columns.tables.terms.size;
    // Few, so that most recur from one list to the next; the last two are of no table.
    const id = fc.constantFrom(0, 1, 2, 3, 5, 8, words >> 1, words - 1, words, words + 9);
    const wanted = fc.uniqueArray(fc.tuple(id, fc.constantFrom(3, 900)), { selector: ([one]) => one });
    // Eight slots a stretch, so that there are five of them.
    const stretches = fc.subarray([0, 1, 2, 3, 4], { minLength: 1 });
    const asked = fc.array(fc.tuple(wanted, stretches), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(asked, (all) => {
        const totals = new TextTotals(new BoundSweep(), 3);
        for (const [wantedNow, some] of all) {
          const [ids, weights] = [wantedNow.map(([id]) => id), wantedNow.map(([, weight]) => weight)];
          const owner = {};
          const sums = totals.take(owner, columns, some, { ids, weights });
          const expected = summed(index, ids, weights);
          for (let slot = 0; slot < columns.slots; slot += 1) {
            const isAsked = some.includes(slot >> 3);
            expect(totals.knows(owner, slot)).toBe(isAsked);
            if (isAsked) expect(sums[slot]).toBe(expected[slot]);
          }
        }
      }),
    );
  });

  it('know nothing of those who came after the postings were made', () => {
    const index = MatchIndex.build(suppliers.slice(1), { capabilities: capabilityTree().nodes });
    index.apply({ upsert: suppliers.slice(0, 1) });
    const totals = new TextTotals(new BoundSweep());
    totals.take(totals, index.columns, [0], { ids: [1], weights: [5] });
    expect(totals.knows(totals, index.columns.posted - 1)).toBe(true);
    expect(totals.knows(totals, index.columns.posted)).toBe(false);
  });
});
