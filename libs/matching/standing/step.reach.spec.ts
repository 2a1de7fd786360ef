import { capabilityTree } from '#lib/taxonomy';
import { describe, expect, it } from '@jest/globals';
import { MatchIndex } from '../index/match.index.js';
import type { RequirementRecord, SupplierRecord } from '../model/model.types.js';
import { nearMissesOf, slotsOf } from './near-miss.sieve.js';
import { planRequirement } from '../scoring/requirement.plan.js';
import { doesHalfOfTheRest, isMissingWithinReach } from './step.reach.js';
import { plainRequirement, plainSupplier, stated } from '../testing/plain.records.js';

const derby = { lat: 52.92, lon: -1.47, region: 'EAST_MIDLANDS' as const };
const supplier = (no: number, summary: string, ...codes: string[]): SupplierRecord =>
  plainSupplier(no, {
    summary,
    capabilities: codes.map(stated),
    sectors: ['CREATIVE'],
    sites: [{ id: 's', ...derby, combinedAuthority: null, districtCode: 'E1', zones: [] }],
  });
const panes = plainRequirement({
  title: 'Curved panes for an immersive theatre',
  description: 'Bent and laminated panes, moulded to shape.',
  needs: [
    { phrase: 'curved laminated glass', codes: ['toughened-glass'], importance: 'must' },
    { phrase: 'optical coating', codes: ['pvd-coating'], importance: 'should' },
  ],
  sectors: ['CREATIVE'],
  place: derby,
});
const index = MatchIndex.build(
  [
    supplier(1, 'Moulded composite panes and panels, coated by us.', 'carbon-composites', 'pvd-coating'),
    supplier(2, 'Blown tubes, coated by us.', 'scientific-glass', 'pvd-coating'),
    supplier(3, 'Coated panes.', 'pvd-coating'),
  ],
  { capabilities: capabilityTree().nodes },
);
const toldOf = (requirement: RequirementRecord, stepsOnly: boolean): number[] =>
  nearMissesOf(index, requirement, { among: slotsOf(index, [1, 2, 3]), least: 0, stepsOnly })
    .map(({ match }) => match.supplierNo)
    .sort();

it('tells a missing capability as a step to those who do something beside it, and to nobody else', () => {
  expect(toldOf(panes, false)).toEqual([1, 2, 3]);
  expect(toldOf(panes, true)).toEqual([2]);
});

it('takes neither one reading of three, nor a doubtful claim, for doing the other thing', () => {
  const { graph } = index;
  const need = (phrase: string, codes: string[]) => ({ phrase, codes, importance: 'must' as const });
  const plan = planRequirement(
    {
      ...panes,
      needs: [
        need('optical coating', ['pvd-coating']),
        need('glass products, folding and carbon composites', [
          'glass-products',
          'folding',
          'carbon-composites',
        ]),
        need('optics and photonics', ['lasers-optics']),
      ],
    },
    index,
  );
  const reaches = (...claims: [code: string, strength: number][]): boolean =>
    isMissingWithinReach(
      plan,
      'optical coating',
      claims.map(([code, strength]) => ({ id: graph.idOf(code), strength })),
    );
  expect(reaches(['folding', 255], ['laser-cutting', 255])).toBe(false);
  expect(reaches(['folding', 255], ['glass-products', 255])).toBe(true);
  expect(reaches(['lasers-optics', 70])).toBe(false);
  expect(reaches(['lasers-optics', 255])).toBe(true);
});

it('tells it to those who already do the other thing that must come with it', () => {
  const both = { ...panes, needs: panes.needs.map((need) => ({ ...need, importance: 'must' as const })) };
  expect(toldOf(both, true)).toEqual([1, 2, 3]);
});

it('does not take the general half of what a phrase was read as for doing it', () => {
  const need = (phrase: string, codes: string[]) => ({ phrase, codes, importance: 'must' as const });
  const needs = [
    need('welding of busbars to cells', ['busbar-welding', 'battery-cells']),
    need('traction battery assembly', ['battery-packs', 'mechanical-assembly']),
  ];
  const assemblers = Array.from({ length: 20 }, (_, at) =>
    supplier(at + 1, 'We assemble.', 'mechanical-assembly'),
  );
  const crowded = MatchIndex.build(assemblers, { capabilities: capabilityTree().nodes });
  const plan = planRequirement({ ...panes, needs }, crowded);
  const reaches = (code: string): boolean =>
    isMissingWithinReach(plan, needs[0]!.phrase, [{ id: crowded.graph.idOf(code), strength: 255 }]);
  expect(reaches('mechanical-assembly')).toBe(false);
  expect(reaches('battery-packs')).toBe(true);
});

describe('half of what must be done', () => {
  const need = (phrase: string, code: string, importance: 'must' | 'should' = 'must') => ({
    phrase,
    codes: [code],
    importance,
  });
  const planOf = (...needs: RequirementRecord['needs']) => planRequirement({ ...panes, needs }, index);

  it('must be met on average, whatever else is asked for', () => {
    const plan = planOf(
      need('optical coating', 'pvd-coating'),
      need('folding', 'folding'),
      need('glass', 'glass-products', 'should'),
    );
    expect(doesHalfOfTheRest(plan.needs, [200, 56, 0])).toBe(true);
    expect(doesHalfOfTheRest(plan.needs, [60, 60, 255])).toBe(false);
    // What is missing is left out of the reckoning.
    expect(doesHalfOfTheRest(plan.needs, [200, 0, 0])).toBe(true);
    expect(doesHalfOfTheRest(plan.needs, [100, 0, 0])).toBe(false);
  });

  it('is the best of what is asked for where nothing must be done', () => {
    const plan = planOf(
      need('optical coating', 'pvd-coating', 'should'),
      need('folding', 'folding', 'should'),
    );
    expect(plan.needs.every(({ any }) => any)).toBe(true);
    expect(doesHalfOfTheRest(plan.needs, [10, 130])).toBe(true);
    expect(doesHalfOfTheRest(plan.needs, [120, 120])).toBe(false);
    expect(doesHalfOfTheRest(plan.needs, [10, 20])).toBe(false);
  });

  it('is what else is asked for where the one thing that must be done is missing', () => {
    const plan = planOf(need('folding', 'folding'), need('optical coating', 'pvd-coating', 'should'));
    expect(doesHalfOfTheRest(plan.needs, [0, 200])).toBe(true);
    expect(doesHalfOfTheRest(plan.needs, [0, 100])).toBe(false);
  });

  it('asks nothing where nothing is asked for', () => {
    expect(doesHalfOfTheRest(planOf().needs, [])).toBe(true);
  });

  it('keeps a certificate from being told as the one step of another trade', () => {
    const vfx: RequirementRecord = {
      ...panes,
      needs: [need('optical coating', 'pvd-coating')],
      certifications: [{ scheme: 'ISO_9001', importance: 'required' }],
    };
    const trade = MatchIndex.build(
      [
        supplier(1, 'Coated panes.', 'pvd-coating'),
        supplier(2, 'Coating of bread and cakes; optical instruments sold.'),
      ],
      { capabilities: capabilityTree().nodes },
    );
    const told = (stepsOnly: boolean): number[] =>
      nearMissesOf(trade, vfx, { among: slotsOf(trade, [1, 2]), least: 0, stepsOnly }).map(
        ({ match }) => match.supplierNo,
      );
    expect(told(false)).toEqual([1, 2]);
    expect(told(true)).toEqual([1]);
  });
});

it('is no step for whoever lacks all that is asked for', () => {
  const [need] = planRequirement(panes, index).needs;
  const only = [{ ...need!, any: false }];
  expect(doesHalfOfTheRest(only, [0])).toBe(false);
  expect(doesHalfOfTheRest(only, [need!.floor])).toBe(need!.floor >= 128);
  expect(doesHalfOfTheRest([], [])).toBe(true);
});
