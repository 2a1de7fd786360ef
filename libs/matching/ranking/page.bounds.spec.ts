import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MatchIndex } from '../index/match.index.js';
import type { RequirementRecord } from '../model/model.types.js';
import { wordsFor } from '../model/growable.arrays.js';
import { planRequirement } from '../scoring/requirement.plan.js';
import { requirementArbitrary, supplierArbitrary, TINY_TREE } from '../testing/economy.arbitrary.js';
import { needColumnsOf } from './candidate.finder.js';
import { work } from './candidate.board.js';
import { boundAll, boundTexts } from './page.bounds.js';
import { Evaluator } from './supplier.evaluation.js';

const suppliers = fc
  .sample(supplierArbitrary(1), { numRuns: 120, seed: 71 })
  .map((supplier, at) => ({ ...supplier, no: at + 1, id: `S${at + 1}` }));
const index = MatchIndex.build(suppliers.slice(0, 100), { capabilities: TINY_TREE });
// Some come later, without postings.
index.apply({ upsert: suppliers.slice(100) });
const { slots } = index.columns;
const everybody = new Uint32Array(wordsFor(slots));
for (let slot = 0; slot < slots; slot += 1) everybody[slot >>> 5]! |= 1 << (slot & 31);

/** Typed: words that stand together count for more. */
const typed = (requirement: RequirementRecord): RequirementRecord => ({ ...requirement, description: '' });
/** Postings that are summed; there are fewer than a thousand of any word. */
const postings = fc.constantFrom(0, 30, 60, 120, 10_000);

/** Slot and bound of those noted, in order. */
const noted = (count: number): [slot: number, bound: number][] =>
  Array.from({ length: count }, (_, at) => [work.slots[at]!, work.bounds[at]!]);

describe('bounds for a page', () => {
  it('are never below a score, however many words are summed, and leave out only whom they keep out', () => {
    work.fit(slots);
    fc.assert(
      fc.property(requirementArbitrary, postings, postings, fc.nat(3), (requirement, first, then, mark) => {
        for (const asked of [requirement, typed(requirement)]) {
          const evaluator = new Evaluator(index, planRequirement(asked, index));
          const columns = needColumnsOf(index, evaluator.plan);
          const words = evaluator.facts.rareWords();
          words.sum(first);
          const all = noted(boundAll(evaluator, columns, everybody, words, 0));
          expect(all).toHaveLength(slots);
          for (const [slot, bound] of all) expect(bound).toBeGreaterThanOrEqual(evaluator.score(slot));
          const least = all.map(([, bound]) => bound).sort((a, b) => a - b)[
            Math.floor((mark * (slots - 1)) / 3)
          ]!;
          const count = boundAll(evaluator, columns, everybody, words, least);
          expect(noted(count)).toEqual(all.filter(([, bound]) => bound >= least));
          words.sum(then);
          boundTexts(words, count);
          for (const [slot, bound] of noted(count)) {
            expect(bound).toBeGreaterThanOrEqual(evaluator.score(slot));
            expect(bound).toBeLessThanOrEqual(all[slot]![1]);
          }
          words.clear();
        }
      }),
    );
  });
});
