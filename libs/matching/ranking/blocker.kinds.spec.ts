import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type BlockerKind, blockerKindsAt } from './blocker.kinds.js';
import { explain } from '../explanation/match.explanation.js';
import { MatchIndex } from '../index/match.index.js';
import type { Explanation } from '../model/model.types.js';
import { atOnce } from '../model/work.pieces.js';
import { RequirementIndex } from '../standing/requirement.index.js';
import { planRequirement } from '../scoring/requirement.plan.js';
import { Evaluator } from './supplier.evaluation.js';
import { economyArbitrary, requirementArbitrary, TINY_TREE } from '../testing/economy.arbitrary.js';

it('names and counts the blockers that the explanation tells, from columns', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(economyArbitrary(6), fc.array(requirementArbitrary, { maxLength: 6 }), (suppliers, asked) => {
      const index = MatchIndex.build(suppliers, { capabilities: TINY_TREE });
      for (const requirement of asked) {
        const evaluator = new Evaluator(index, planRequirement(requirement, index));
        for (const { no } of suppliers) {
          const told = kindsOf(explain(index, requirement, no));
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

it('gives the outlook of a supplier on every standing requirement as it would be explained', () => {
  fc.assert(
    fc.property(
      economyArbitrary(5),
      fc.array(requirementArbitrary, { minLength: 1, maxLength: 8 }),
      (suppliers, asked) => {
        const index = MatchIndex.build(suppliers, { capabilities: TINY_TREE });
        const standing = new RequirementIndex(index);
        const requirements = asked.map((one, at) => ({ ...one, no: at + 1 }));
        for (const requirement of requirements) standing.upsert(requirement);
        for (const { no } of suppliers) {
          const told = requirements.map((requirement) => {
            const explained = explain(index, requirement, no);
            const { score, needs } = explained;
            const fit = needs.length === 0 ? null : Math.max(...needs.map((need) => need.fit));
            expect(standing.explain(requirement.no, no)).toEqual(explained);
            return { requirementNo: requirement.no, score, fit, blockers: kindsOf(explained) };
          });
          expect(atOnce(standing.outlooksOf(no))).toEqual(told);
        }
        expect(atOnce(standing.outlooksOf(99_999))).toEqual([]);
      },
    ),
    { numRuns: 100 },
  );
});

const kindsOf = ({ blockers }: Explanation): BlockerKind[] =>
  blockers.map(({ code, subject }) =>
    // Nobody counts by what is ruled out.
    code === 'EXCLUDED' || subject === undefined ? { code } : { code, subject },
  );
