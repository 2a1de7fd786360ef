import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MatchIndex } from '../index/match.index.js';
import type { RequirementRecord } from '../model/model.types.js';
import { requirementArbitrary, supplierArbitrary, TINY_TREE } from '../testing/economy.arbitrary.js';
import { rank } from './match.ranking.js';

const suppliers = fc
  .sample(supplierArbitrary(1), { numRuns: 120, seed: 41 })
  .map((supplier, at) => ({ ...supplier, no: at + 1, id: `S${at + 1}` }));
/** The first hundred; the others come later, by an edit. */
const start = (): MatchIndex => MatchIndex.build(suppliers.slice(0, 100), { capabilities: TINY_TREE });
const late = suppliers.slice(100);

/** Whom a buyer takes work from, by where they are and what they are. */
const terms = fc.record({
  regions: fc.constantFrom<RequirementRecord['regions'][]>(
    null,
    ['EAST_MIDLANDS'],
    ['WEST_MIDLANDS'],
    ['EAST_MIDLANDS', 'WEST_MIDLANDS'],
  ),
  maxDriveMinutes: fc.constantFrom(null, 30, 90),
  roles: fc.subarray(['sells' as const, 'trains' as const, 'buysIn' as const]),
});

/** Nothing else is hard, so that somebody is left. */
const askedBy = (
  requirement: RequirementRecord,
  { roles, ...where }: typeof terms extends fc.Arbitrary<infer T> ? T : never,
): RequirementRecord => ({
  ...requirement,
  ...where,
  needs: [],
  certifications: [],
  quantity: null,
  valueGbp: null,
  excludes: { codes: [], roles, phrases: [] },
});

describe('an index that has answered before', () => {
  it('ranks as one that is asked for the first time, whatever was asked and came in between', () => {
    let found = 0;
    fc.assert(
      fc.property(
        requirementArbitrary,
        fc.array(terms, { minLength: 2, maxLength: 5 }),
        fc.nat(3),
        (requirement, questions, edited) => {
          const kept = start();
          questions.forEach((question, at) => {
            const asked = askedBy(requirement, question);
            const afresh = start();
            if (at === edited) kept.apply({ upsert: late });
            if (at >= edited) afresh.apply({ upsert: late });
            const ours = rank(kept, asked, { limit: 200 });
            found += ours.matches.length;
            expect(ours).toEqual(rank(afresh, asked, { limit: 200 }));
          });
        },
      ),
      { numRuns: 20 },
    );
    expect(found).toBeGreaterThan(0);
  });
});
