import { describe, expect, it } from '@jest/globals';
import { sicCapabilityHints } from '#lib/taxonomy';
import fc from 'fast-check';
import { claimStrength } from '../scoring/criteria.scoring.js';
import { explain } from '../explanation/match.explanation.js';
import type { DriveEstimate } from '../scoring/drive.estimate.js';
import { MatchIndex } from '../index/match.index.js';
import { countEligible, rank } from './match.ranking.js';
import type { BlockerCode, NearMiss, RequirementRecord, SupplierRecord } from '../model/model.types.js';
import { nearMisses } from '../standing/near-miss.finder.js';
import { nearMissesAmong, slotsOf } from '../standing/near-miss.sieve.js';
import { RequirementIndex } from '../standing/requirement.index.js';
import { planRequirement } from '../scoring/requirement.plan.js';
import { SCORE_UNITS } from '../model/scoring.constants.js';
import { doesHalfOfTheRest, isMissingWithinReach } from '../standing/step.reach.js';
import { Evaluator } from './supplier.evaluation.js';
import {
  economyArbitrary,
  requirementArbitrary,
  supplierArbitrary,
  TINY_TREE,
} from '../testing/economy.arbitrary.js';
import { referenceRanking } from '../testing/ranking.reference.js';

const options = { capabilities: TINY_TREE };
const build = (suppliers: SupplierRecord[]): MatchIndex => MatchIndex.build(suppliers, options);
const RUNS = { numRuns: 150 };
/** Blockers that are no step a firm can take. */
const UNCHANGEABLE: ReadonlySet<BlockerCode> = new Set([
  'TOO_FAR',
  'OUT_OF_REGION',
  'TURNOVER_TOO_SMALL',
  'EXCLUDED',
]);
/** Any other source of drive times than the straight line. */
const gridDrive: DriveEstimate = (a, b) => 90 * (Math.abs(a.lat - b.lat) + Math.abs(a.lon - b.lon));

describe('ranking', () => {
  it('agrees with the reference on scores, order, ties and eligibility', () => {
    fc.assert(
      fc.property(
        economyArbitrary(14),
        requirementArbitrary,
        fc.boolean(),
        (suppliers, requirement, byGrid) => {
          const index = MatchIndex.build(suppliers, { ...options, drive: byGrid ? gridDrive : undefined });
          const expected = referenceRanking(suppliers, requirement, index);
          // Twice: what is remembered gives the same.
          for (let time = 0; time < 2; time += 1) {
            const found = rank(index, requirement, { limit: 100, includeBlocked: true });
            expect(found.matches).toEqual(expected.map(({ blockers: _blockers, ...match }) => match));
            expect(found.eligibleCount).toBe(expected.filter((match) => match.eligible).length);
          }
          for (const region of [undefined, 'EAST_MIDLANDS', 'WEST_MIDLANDS'] as const)
            expect(countEligible(index, requirement, region)).toBe(
              rank(index, requirement, { limit: 1, region }).eligibleCount,
            );
        },
      ),
      RUNS,
    );
  });

  it('gives the exact top k, whatever k', () => {
    fc.assert(
      fc.property(
        economyArbitrary(14),
        requirementArbitrary,
        fc.integer({ min: 0, max: 6 }),
        (suppliers, requirement, limit) => {
          const index = build(suppliers);
          const all = rank(index, requirement, { limit: 100, includeBlocked: true });
          expect(rank(index, requirement, { limit, includeBlocked: true }).matches).toEqual(
            all.matches.slice(0, limit),
          );
        },
      ),
      RUNS,
    );
  });

  it('does not depend on the order of suppliers in memory', () => {
    fc.assert(
      fc.property(economyArbitrary(10), requirementArbitrary, (suppliers, requirement) => {
        const sorted = build(suppliers);
        const asTheyCame = MatchIndex.build([], { ...options, statistics: sorted.statistics });
        asTheyCame.apply({ upsert: suppliers.toReversed() });
        const wanted = { limit: 20, includeBlocked: true };
        expect(rank(asTheyCame, requirement, wanted)).toEqual(rank(sorted, requirement, wanted));
      }),
      RUNS,
    );
  });

  it('stays the same as a fresh build through updates and deletions', () => {
    const change = fc.array(
      fc.integer({ min: 1, max: 12 }).chain((no) => fc.oneof(supplierArbitrary(no), fc.constant(no))),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(economyArbitrary(10), change, requirementArbitrary, (suppliers, changes, requirement) => {
        const index = build(suppliers);
        const now = new Map(suppliers.map((supplier) => [supplier.no, supplier]));
        // What is kept of the requirement has to take in who comes and who goes.
        rank(index, requirement, { limit: 30 });
        for (const step of changes) {
          if (typeof step === 'number') {
            index.apply({ remove: [step] });
            now.delete(step);
          } else {
            index.apply({ upsert: [step] });
            now.set(step.no, step);
          }
        }
        const fresh = MatchIndex.build(now.values(), { ...options, statistics: index.statistics });
        const wanted = { limit: 30, includeBlocked: true };
        expect(rank(index, requirement, wanted)).toEqual(rank(fresh, requirement, wanted));
        expect(index.size).toBe(now.size);
      }),
      RUNS,
    );
  });

  it.each([
    ['much alike', 1],
    ['of whom few do anything', 8],
  ])('agrees with the reference among so many that most are never worked out, %s', (_, apart) => {
    const variants = fc.sample(supplierArbitrary(1), { numRuns: 700, seed: 11 });
    const idle = { name: '', summary: '', phrases: [], capabilities: [], pastWork: [] };
    const suppliers = variants.map((supplier, at): SupplierRecord => ({
      ...supplier,
      ...(at % apart === 0 ? {} : idle),
      no: at + 1,
      id: `S${at + 1}`,
    }));
    const requirements = fc.sample(requirementArbitrary, { numRuns: 20, seed: 12 });
    // Some come later, without postings, and some go.
    const index = build(suppliers.slice(0, 600));
    index.apply({ upsert: suppliers.slice(550), remove: [3, 5] });
    const now = suppliers.filter(({ no }) => no !== 3 && no !== 5);
    for (const requirement of requirements) {
      // With nothing hard, nearly everybody is eligible.
      const soft: RequirementRecord = {
        ...requirement,
        needs: requirement.needs.map((need) => ({ ...need, importance: 'should' as const })),
        certifications: requirement.certifications.map((wanted) => ({ ...wanted, importance: 'desired' })),
        valueGbp: null,
        quantity: null,
        maxDriveMinutes: null,
        regions: null,
        excludes: undefined,
      };
      for (const asked of [requirement, soft]) {
        const expected = referenceRanking(now, asked, index);
        const eligible = expected.filter((match) => match.eligible);
        // What the needs come to together is kept from the second time on, and used from the third. A page and a list of
        // matches go about words in different ways.
        for (const limit of [5, 5, 5, 40]) {
          const found = rank(index, asked, { limit });
          expect(found.eligibleCount).toBe(eligible.length);
          expect(found.matches).toEqual(
            eligible.slice(0, limit).map(({ blockers: _blockers, ...match }) => match),
          );
        }
      }
    }
  });

  it('finds only suppliers of a region when one is named', () => {
    fc.assert(
      fc.property(economyArbitrary(10), requirementArbitrary, (suppliers, requirement) => {
        const index = build(suppliers);
        const found = rank(index, requirement, { limit: 30, region: 'EAST_MIDLANDS', includeBlocked: true });
        const all = rank(index, requirement, { limit: 30, includeBlocked: true });
        const inRegion = (no: number): boolean =>
          index.get(no)!.sites.some((site) => site.region === 'EAST_MIDLANDS');
        expect(found.matches).toEqual(all.matches.filter((match) => inRegion(match.supplierNo)));
      }),
      RUNS,
    );
  });
});

describe('explanation', () => {
  it('decomposes exactly into its criteria and agrees with the ranking', () => {
    fc.assert(
      fc.property(economyArbitrary(8), requirementArbitrary, (suppliers, requirement) => {
        const index = build(suppliers);
        for (const match of rank(index, requirement, { limit: 20, includeBlocked: true }).matches) {
          const explanation = explain(index, requirement, match.supplierNo);
          expect(explanation.score).toBe(match.score);
          expect(explanation.eligible).toBe(match.eligible);
          expect(explanation.crossRegional).toBe(match.crossRegional);
          const units = explanation.criteria.reduce(
            (sum, { contribution }) => sum + Math.round(contribution * SCORE_UNITS),
            0,
          );
          expect(units).toBe(match.score);
          expect(explanation.criteria.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
        }
      }),
      RUNS,
    );
  });

  it('is faithful: without the capabilities it cites, the tree meets the need no longer', () => {
    fc.assert(
      fc.property(economyArbitrary(8), requirementArbitrary, (suppliers, requirement) => {
        const index = build(suppliers);
        for (const supplier of suppliers) {
          const before = explain(index, requirement, supplier.no);
          const cited = new Set(before.needs.flatMap((need) => need.metBy));
          const without = {
            ...supplier,
            capabilities: supplier.capabilities.filter(({ code }) => !cited.has(code)),
            sicCodes: supplier.sicCodes.filter(
              (sic) => !sicCapabilityHints(sic).some((code) => cited.has(code)),
            ),
          };
          const bare = MatchIndex.build([without], { ...options, statistics: index.statistics });
          const after = explain(bare, requirement, supplier.no);
          expect(after.needs.every((need) => need.metBy.length === 0)).toBe(true);
          const falls = before.criteria.map(({ name, contribution }, at) => ({
            name,
            fell: Math.round((contribution - after.criteria[at]!.contribution) * SCORE_UNITS),
          }));
          expect(before.score - after.score).toBe(falls.reduce((sum, { fell }) => sum + fell, 0));
          // A code that goes takes the words of its activity along; those of another then stand in a shorter text.
          const codeGoes = without.sicCodes.length < supplier.sicCodes.length;
          for (const { name, fell } of falls)
            if (name === 'capability') expect(fell).toBeGreaterThanOrEqual(0);
            else if (name !== 'text' || !codeGoes) expect(fell).toBe(0);
        }
      }),
      { numRuns: 80 },
    );
  });
});

describe('near misses', () => {
  it('are those with exactly one blocker, best first', () => {
    fc.assert(
      fc.property(economyArbitrary(12), requirementArbitrary, (suppliers, requirement) => {
        const index = build(suppliers);
        const expected = referenceRanking(suppliers, requirement, index).filter(
          ({ blockers }) => blockers.length === 1,
        );
        const found = nearMisses(index, requirement, 5);
        expect(found.map(({ match, blocker }) => [match.supplierNo, match.score, blocker])).toEqual(
          expected.slice(0, 5).map(({ supplierNo, score, blockers }) => [supplierNo, score, blockers[0]]),
        );
      }),
      RUNS,
    );
  });

  it('are the same by the sieve, among the suppliers asked about and from the score asked for', () => {
    fc.assert(
      fc.property(
        economyArbitrary(12),
        requirementArbitrary,
        fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        fc.integer({ min: 0, max: SCORE_UNITS }),
        (suppliers, requirement, chosen, least) => {
          const index = build(suppliers);
          const nos = suppliers.map(({ no }) => no).filter((_, at) => chosen[at]);
          const expected = nearMisses(index, requirement, suppliers.length).filter(
            ({ match }) => nos.includes(match.supplierNo) && match.score >= least,
          );
          const evaluator = new Evaluator(index, planRequirement(requirement, index));
          const question = { among: slotsOf(index, nos), least };
          expect(nearMissesAmong(evaluator, question)).toEqual(expected);
          const doesRest = ({ match }: NearMiss): boolean => {
            const judge = new Evaluator(index, evaluator.plan);
            judge.score(index.slotOf(match.supplierNo));
            return doesHalfOfTheRest(judge.plan.needs, judge.fits);
          };
          expect(nearMissesAmong(evaluator, { ...question, stepsOnly: true })).toEqual(
            expected.filter(
              ({ match, blocker }) =>
                !UNCHANGEABLE.has(blocker.code) &&
                doesRest({ match, blocker }) &&
                (blocker.code !== 'MISSING_CAPABILITY' ||
                  isMissingWithinReach(
                    evaluator.plan,
                    blocker.subject,
                    index
                      .get(match.supplierNo)!
                      .capabilities.map((claim) => ({
                        id: index.graph.idOf(claim.code),
                        strength: claimStrength(claim),
                      }))
                      .filter(({ id }) => id >= 0),
                  )),
            ),
          );
        },
      ),
      RUNS,
    );
  });
});

describe('standing requirements', () => {
  it('match one changed supplier exactly as a ranking of everyone would', () => {
    fc.assert(
      fc.property(
        economyArbitrary(6),
        fc.array(requirementArbitrary, { maxLength: 5 }),
        (suppliers, list) => {
          // The others come later, with words and certificates that were not known when the requirements were.
          const index = build(suppliers.slice(0, 2));
          const standing = new RequirementIndex(index);
          const requirements = list.map((requirement, at) => ({ ...requirement, no: at + 1 }));
          for (const requirement of requirements) standing.upsert(requirement);
          const check = (): void => {
            for (const { no } of suppliers) {
              const expected = requirements.flatMap((requirement) => {
                const match = rank(index, requirement, { limit: 50 }).matches.find(
                  ({ supplierNo }) => supplierNo === no,
                );
                return match ? [{ requirementNo: requirement.no, match }] : [];
              });
              expect(standing.matchesOf(no)).toEqual(expected);
            }
          };
          check();
          index.apply({ upsert: suppliers.slice(2), remove: [1] });
          check();
          standing.remove(1);
          requirements.shift();
          check();
        },
      ),
      RUNS,
    );
  });
});
