import { capabilityTree } from '#lib/taxonomy';
import { expect, it } from '@jest/globals';
import { MatchIndex } from './match.index.js';
import type { RequirementRecord, SupplierRecord } from './model.types.js';
import { nearMissesOf, slotsOf } from './near-miss.sieve.js';
import { planRequirement } from './requirement.plan.js';
import { isMissingWithinReach } from './step.reach.js';

const derby = { lat: 52.92, lon: -1.47, region: 'EAST_MIDLANDS' as const };
const supplier = (no: number, summary: string, ...codes: string[]): SupplierRecord => ({
  no,
  id: `S${no}`,
  name: `Firm ${no}`,
  summary,
  phrases: [],
  capabilities: codes.map((code) => ({ code, evidence: 'SELF_DECLARED', weight: 1 })),
  certificates: [],
  sectors: ['CREATIVE'],
  sicCodes: [],
  sites: [{ id: 's', ...derby, combinedAuthority: null, districtCode: 'E1', zones: [] }],
  employees: null,
  turnoverGbp: null,
  batch: null,
  leadTimeDays: null,
  acceptingWork: true,
  verified: false,
  completeness: 0.5,
  replyRate: null,
});
const panes: RequirementRecord = {
  no: 1,
  id: 'R1',
  title: 'Curved panes for an immersive theatre',
  description: 'Bent and laminated panes, moulded to shape.',
  needs: [
    { phrase: 'curved laminated glass', codes: ['toughened-glass'], importance: 'must' },
    { phrase: 'optical coating', codes: ['pvd-coating'], importance: 'should' },
  ],
  certifications: [],
  sectors: ['CREATIVE'],
  cpvCodes: [],
  valueGbp: null,
  quantity: null,
  leadTimeDays: null,
  place: derby,
  maxDriveMinutes: null,
  regions: null,
  onDate: '2026-11-22',
};
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
