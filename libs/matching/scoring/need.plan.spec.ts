import { capabilityTree } from '#lib/taxonomy';
import { describe, expect, it } from '@jest/globals';
import { MatchIndex } from '../index/match.index.js';
import { rank } from '../ranking/match.ranking.js';
import type { SupplierRecord } from '../model/model.types.js';
import { claimOf } from '../advice/supplier.change.js';
import { planNeeds } from './need.plan.js';
import { plainRequirement, plainSupplier } from '../testing/plain.records.js';

const firm = (no: number, ...codes: string[]): SupplierRecord =>
  plainSupplier(no, {
    capabilities: codes.map((code) => ({
      ...claimOf(code),
      weight: code === 'mechanical-assembly' ? 0.65 : 1,
    })),
  });

describe('the least fit of a must', () => {
  const index = MatchIndex.build(
    [
      firm(1, 'mechanical-assembly'),
      firm(2, 'tube-bending'),
      firm(3, 'mechanical-assembly', 'tube-bending'),
      ...Array.from({ length: 20 }, (_, at) => firm(at + 4, at < 4 ? 'mechanical-assembly' : 'milling')),
    ],
    { capabilities: capabilityTree().nodes },
  );
  const fitting = (...codes: string[]): number[] =>
    rank(
      index,
      plainRequirement({ needs: [{ phrase: 'bent tube assemblies', codes, importance: 'must' }] }),
      { limit: 50 },
    )
      .matches.map(({ supplierNo }) => supplierNo)
      .sort((a, b) => a - b);

  it('is more than the general part of a phrase comes to where it is mentioned in passing', () => {
    expect(fitting('tube-bending', 'mechanical-assembly')).toEqual([2, 3]);
  });

  it('is met by the general skill where nothing else is asked for', () => {
    expect(fitting('mechanical-assembly')).toEqual([1, 3, 4, 5, 6, 7]);
  });
});

describe('a must of work that may be split', () => {
  const index = MatchIndex.build([firm(1, 'milling')], { capabilities: capabilityTree().nodes });
  const floorOf = (splittable: boolean): number =>
    planNeeds(
      plainRequirement({
        description: 'A description.',
        splittable,
        needs: [{ phrase: 'milling', codes: ['milling'], importance: 'must' }],
      }),
      index,
    )[0]!.floor;

  it('asks more of whoever may be given a part alone', () => {
    expect(floorOf(true)).toBeGreaterThan(floorOf(false));
  });
});
