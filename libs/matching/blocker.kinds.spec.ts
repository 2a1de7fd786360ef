import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { blockerKindsAt } from './blocker.kinds.js';
import { explain } from './match.explanation.js';
import { MatchIndex } from './match.index.js';
import { planRequirement } from './requirement.plan.js';
import { Evaluator } from './supplier.evaluation.js';
import { economyArbitrary, requirementArbitrary, TINY_TREE } from './testing/economy.arbitrary.js';

it('names and counts the blockers that the explanation tells, from columns', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(economyArbitrary(6), fc.array(requirementArbitrary, { maxLength: 6 }), (suppliers, asked) => {
      const index = MatchIndex.build(suppliers, { capabilities: TINY_TREE });
      for (const requirement of asked) {
        const evaluator = new Evaluator(index, planRequirement(requirement, index));
        for (const { no } of suppliers) {
          const told = explain(index, requirement, no).blockers.map(({ code, subject }) =>
            // Nobody counts by what is ruled out.
            code === 'EXCLUDED' || subject === undefined ? { code } : { code, subject },
          );
          told.forEach(({ code }) => seen.add(code));
          const slot = index.slotOf(no);
          expect(evaluator.countBlockers(slot)).toBe(told.length);
          expect(blockerKindsAt(evaluator, slot)).toEqual(told);
        }
      }
    }),
    { numRuns: 200 },
  );
  expect([...seen].sort()).toEqual([
    'BATCH_TOO_LARGE',
    'BATCH_TOO_SMALL',
    'CERTIFICATE_EXPIRED',
    'CERTIFICATE_MISSING',
    'CERTIFICATE_NOT_YET_VALID',
    'CERTIFICATE_UNKNOWN',
    'EXCLUDED',
    'MISSING_CAPABILITY',
    'NOT_ACCEPTING_WORK',
    'OUT_OF_REGION',
    'TOO_FAR',
    'TURNOVER_TOO_SMALL',
  ]);
});
