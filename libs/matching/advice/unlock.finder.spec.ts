import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MatchIndex } from '../index/match.index.js';
import { rank } from '../ranking/match.ranking.js';
import type { RequirementRecord, SupplierRecord } from '../model/model.types.js';
import { findPathways } from './pathway.finder.js';
import { RequirementIndex } from '../standing/requirement.index.js';
import { applyChange, applyChanges, changeKey, claimOf, type SupplierChange } from './supplier.change.js';
import {
  economyArbitrary,
  requirementArbitrary,
  supplierArbitrary,
  TINY_TREE,
} from '../testing/economy.arbitrary.js';
import { findUnlocks } from './unlock.finder.js';
import { plainRequirement } from '../testing/plain.records.js';

const requirementsArbitrary = fc
  .array(requirementArbitrary, { minLength: 1, maxLength: 12 })
  .map((list): RequirementRecord[] => list.map((item, at) => ({ ...item, no: at + 1, id: `R${at + 1}` })));

/** Eligible requirements of a supplier, with its score, from the ranking of every one. */
function eligibleFor(
  index: MatchIndex,
  requirements: readonly RequirementRecord[],
  supplierNo: number,
): Map<number, number> {
  const found = new Map<number, number>();
  for (const requirement of requirements) {
    const match = rank(index, requirement, { limit: 1000 }).matches.find(
      (item) => item.supplierNo === supplierNo,
    );
    if (match) found.set(requirement.no, match.score);
  }
  return found;
}

const setUp = (
  suppliers: SupplierRecord[],
  requirements: readonly RequirementRecord[],
): { index: MatchIndex; standing: RequirementIndex } => {
  const index = MatchIndex.build(suppliers, { capabilities: TINY_TREE });
  const standing = new RequirementIndex(index);
  for (const requirement of requirements) standing.upsert(requirement);
  return { index, standing };
};

const opened = (
  before: ReadonlyMap<number, number>,
  after: ReadonlyMap<number, number>,
): [number, number][] => [...after].filter(([no]) => !before.has(no)).sort(([a], [b]) => a - b);

describe('unlocks', () => {
  it('keep their promise: the change made, the same requirements open with the same scores', () => {
    let promised = 0;
    fc.assert(
      fc.property(economyArbitrary(5), requirementsArbitrary, (suppliers, requirements) => {
        const { index, standing } = setUp(suppliers, requirements);
        for (const supplier of suppliers) {
          const before = eligibleFor(index, requirements, supplier.no);
          for (const { change, opens } of findUnlocks(index, standing, supplier.no, { limit: 50 })) {
            promised += opens.length;
            index.apply({ upsert: [applyChange(supplier, change)] });
            const after = eligibleFor(index, requirements, supplier.no);
            index.apply({ upsert: [supplier] });
            const told = opens.map(({ requirementNo, score }) => [requirementNo, score] as const);
            expect(told.sort(([a], [b]) => a - b)).toEqual(opened(before, after));
          }
        }
      }),
      { numRuns: 100 },
    );
    expect(promised).toBeGreaterThan(20);
  });

  it('name each kind of change, and none for what cannot be changed', () => {
    const kinds = new Set<SupplierChange['kind']>();
    fc.assert(
      fc.property(economyArbitrary(4), requirementsArbitrary, (suppliers, requirements) => {
        const { index, standing } = setUp(suppliers, requirements);
        for (const { no } of suppliers)
          for (const { change } of findUnlocks(index, standing, no, { limit: 50 })) kinds.add(change.kind);
      }),
      { numRuns: 150, seed: 7 },
    );
    expect([...kinds].sort()).toEqual([
      'ACCEPT_WORK',
      'CAPABILITY',
      'CERTIFICATE',
      'LARGER_BATCH',
      'SITE',
      'SMALLER_BATCH',
    ]);
    const { index, standing } = setUp([], []);
    expect(findUnlocks(index, standing, 99, { limit: 5 })).toEqual([]);
  });
});

describe('steps that others make superfluous', () => {
  /** Pounds a year: more than a supplier of this turnover may take on. */
  const TOO_MUCH = 100_000_000;
  const requirementWith = (no: number, schemes: readonly string[], valueGbp: number): RequirementRecord =>
    plainRequirement({
      no,
      id: `R${no}`,
      title: 'Milled parts',
      needs: [{ phrase: 'milling', codes: ['milling'], importance: 'must' }],
      certifications: schemes.map((scheme) => ({ scheme, importance: 'required' })),
      valueGbp,
      splittable: false,
    });
  const [sampled] = fc.sample(supplierArbitrary(1), { numRuns: 1, seed: 1 });
  const miller: SupplierRecord = {
    ...sampled!,
    capabilities: [claimOf('milling')],
    certificates: [],
    turnoverGbp: 1_000_000,
    acceptingWork: true,
    roles: [],
  };
  const stepsBeside = (requirements: RequirementRecord[], supplier = miller): string[] => {
    const { index, standing } = setUp([supplier], requirements);
    return findUnlocks(index, standing, 1, { limit: 50 }).map(({ change }) => changeKey(change));
  };

  it('leave out a certificate built on one that opens the same', () => {
    const outOfReach = requirementWith(2, ['AS9100'], TOO_MUCH);
    expect(stepsBeside([requirementWith(1, ['ISO_9001'], 1), outOfReach])).toEqual([
      'CERTIFICATE:ISO_9001:::',
    ]);
  });

  it('leave out a capability that is asked for only where it opens nothing', () => {
    const must = (code: string): RequirementRecord['needs'][number] => ({
      phrase: code,
      codes: [code],
      importance: 'must',
    });
    const together = { ...requirementWith(1, [], TOO_MUCH), needs: [must('making'), must('materials')] };
    const beside = { ...requirementWith(2, [], 1), needs: [must('steel')] };
    expect(stepsBeside([together, beside], { ...miller, capabilities: [claimOf('making')] })).toEqual([]);
  });

  it('leave in a certificate built on others that opens more', () => {
    const both = [requirementWith(1, ['ISO_9001'], 1), requirementWith(2, ['AS9100'], 1)];
    expect(stepsBeside(both)).toEqual(['CERTIFICATE:AS9100:::', 'CERTIFICATE:ISO_9001:::']);
  });
});

describe('pathways', () => {
  it('open, step upon step, exactly what making the changes opens in the sector', () => {
    let longest = 0;
    fc.assert(
      fc.property(economyArbitrary(4), requirementsArbitrary, (suppliers, requirements) => {
        const { index, standing } = setUp(suppliers, requirements);
        const inSector = requirements.filter(({ sectors }) => sectors.includes('CLEAN_ENERGY'));
        for (const supplier of suppliers) {
          const before = eligibleFor(index, inSector, supplier.no);
          for (const { steps, opensCount } of findPathways(index, standing, supplier.no, 'CLEAN_ENERGY', {
            limit: 3,
          })) {
            longest = Math.max(longest, steps.length);
            expect(new Set(steps.map(({ change }) => changeKey(change))).size).toBe(steps.length);
            index.apply({
              upsert: [
                applyChanges(
                  supplier,
                  steps.map(({ change }) => change),
                ),
              ],
            });
            const after = eligibleFor(index, inSector, supplier.no);
            index.apply({ upsert: [supplier] });
            const told = steps.flatMap(({ opens }) => opens.map(({ requirementNo }) => requirementNo));
            expect(told.sort((a, b) => a - b)).toEqual(opened(before, after).map(([no]) => no));
            expect(told).toHaveLength(opensCount);
          }
        }
      }),
      { numRuns: 60 },
    );
    expect(longest).toBeGreaterThan(1);
  });
});
