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

describe('musts beside the work itself', () => {
  const index = MatchIndex.build([firm(1, 'milling')], { capabilities: capabilityTree().nodes });
  const floors = (splittable: boolean, ...needs: [phrase: string, code: string][]): number[] =>
    planNeeds(
      plainRequirement({
        description: 'A description.',
        splittable,
        needs: needs.map(([phrase, code]) => ({ phrase, codes: [code], importance: 'must' })),
      }),
      index,
    ).map(({ floor }) => floor);
  const work: [string, string] = ['milling', 'milling'];
  const service: [string, string] = ['calibration', 'calibration'];

  it('rule out only those who say nothing of them, where they are services', () => {
    const [ofWork, ofService] = floors(false, work, service);
    expect(ofService).toBeLessThan(ofWork! / 2);
    expect(ofService).toBeGreaterThan(0);
  });

  it('count in full where they are what is asked for first, or work as well', () => {
    expect(floors(false, service, work)).toEqual([...floors(false, service), ...floors(false, work)]);
    const turning: [string, string] = ['turning', 'turning'];
    expect(floors(false, turning, work)).toEqual([...floors(false, turning), ...floors(false, work)]);
  });

  it('ask more of whoever may be given a part alone', () => {
    expect(floors(true, work)[0]).toBeGreaterThan(floors(false, work)[0]!);
  });
});
