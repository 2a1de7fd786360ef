import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bitsOf } from '../index/found.slots.js';
import { crestOf } from '../index/need.crests.js';
import { fitIn, focusIn } from '../index/need.column.js';
import { MatchIndex } from '../index/match.index.js';
import { wordsFor } from '../model/growable.arrays.js';
import { planRequirement } from '../scoring/requirement.plan.js';
import { requirementArbitrary, supplierArbitrary, TINY_TREE } from '../testing/economy.arbitrary.js';
import { needColumnsOf } from './candidate.finder.js';
import { WordCrests } from './page.crests.js';
import { Evaluator } from './supplier.evaluation.js';

const SUPPLIERS = 300;
const suppliers = fc
  .sample(supplierArbitrary(1), { numRuns: SUPPLIERS, seed: 81 })
  .map((supplier, at) => ({ ...supplier, no: at + 1, id: `S${at + 1}` }));

describe('the best of each word of slots', () => {
  it('is that of all in it, those included who come later', () => {
    fc.assert(
      fc.property(requirementArbitrary, fc.integer({ min: 1, max: 70 }), (requirement, more) => {
        const index = MatchIndex.build(suppliers.slice(0, 40), { capabilities: TINY_TREE });
        const plan = planRequirement(requirement, index);
        for (const added of [0, more]) {
          index.apply({ upsert: suppliers.slice(40, 40 + added) });
          const { slots } = index.columns;
          for (const column of needColumnsOf(index, plan)) {
            const crest = crestOf(column, slots);
            for (let word = 0; word < wordsFor(slots); word += 1) {
              const inWord = [...column.worth.subarray(32 * word, Math.min(slots, 32 * (word + 1)))];
              expect(fitIn(crest[word]!)).toBe(Math.max(...inWord.map(fitIn)));
              expect(focusIn(crest[word]!)).toBe(Math.max(...inWord.map(focusIn)));
            }
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('keeps everybody who can reach a mark, and names the most capable first', () => {
    const index = MatchIndex.build(suppliers, { capabilities: TINY_TREE });
    const slots = fc.subarray([...Array.from({ length: SUPPLIERS }).keys()], { minLength: 1 });
    fc.assert(
      fc.property(requirementArbitrary, slots, fc.nat(9), (requirement, some, mark) => {
        const evaluator = new Evaluator(index, planRequirement(requirement, index));
        const found = bitsOf(Int32Array.from(some), some.length, wordsFor(SUPPLIERS));
        const crests = new WordCrests(evaluator, needColumnsOf(index, evaluator.plan), found);
        const scores = some.map((slot) => evaluator.score(slot));
        const least = [...scores].sort((a, b) => b - a)[Math.min(mark, some.length - 1)]!;
        const left = found.slice();
        crests.drop(left, least);
        some.forEach((slot, at) => {
          const isLeft = ((left[slot >>> 5]! >>> (slot & 31)) & 1) === 1;
          expect(isLeft || scores[at]! < least).toBe(true);
        });
        const best = crests.best(2);
        const named = [...best.keys()].filter((word) => best[word] !== 0);
        expect(named.length).toBe(Math.min(2, found.filter((word) => word !== 0).length));
        for (const word of named) expect(best[word]).toBe(found[word]);
      }),
    );
  });
});
