import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { claimStrength } from '../scoring/criteria.scoring.js';
import { explain } from '../explanation/match.explanation.js';
import { MatchIndex } from '../index/match.index.js';
import type { RequirementRecord, SupplierRecord } from '../model/model.types.js';
import { RequirementIndex } from '../standing/requirement.index.js';
import { doesHalfOfTheRest, isMissingWithinReach } from '../standing/step.reach.js';
import { changeKey } from './supplier.change.js';
import { economyArbitrary, requirementArbitrary, TINY_TREE } from '../testing/economy.arbitrary.js';
import { findTransitions } from './transition.finder.js';
import { plainRequirement } from '../testing/plain.records.js';

const SECTOR = 'CLEAN_ENERGY';
const requirementsArbitrary = fc
  .array(requirementArbitrary, { minLength: 1, maxLength: 8 })
  .map((list): RequirementRecord[] =>
    list.map((item, at) => ({
      ...item,
      no: at + 1,
      id: `R${at + 1}`,
      sectors: at % 2 === 0 ? [SECTOR] : item.sectors,
    })),
  );
/** Every other one in other sectors alone, so that enough of them lack one step. */
const suppliersArbitrary = economyArbitrary(8).map((list) =>
  list.map((item) =>
    item.no % 2 === 0 ? item : { ...item, sectors: item.sectors.filter((sector) => sector !== SECTOR) },
  ),
);

const lots = { BATCH_TOO_SMALL: 'SMALLER_BATCH', BATCH_TOO_LARGE: 'LARGER_BATCH' } as const;

it('counts, change by change, the suppliers of other sectors that one explained blocker keeps out', () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(suppliersArbitrary, requirementsArbitrary, (suppliers, requirements) => {
      const index = MatchIndex.build(suppliers, { capabilities: TINY_TREE });
      const standing = new RequirementIndex(index);
      for (const requirement of requirements) standing.upsert(requirement);
      const expected = new Map<string, { suppliers: Set<number>; requirements: Set<number> }>();
      for (const requirement of requirements.filter(({ sectors }) => sectors.includes(SECTOR))) {
        for (const supplier of suppliers.filter(({ sectors }) => !sectors.includes(SECTOR))) {
          const { blockers, needs } = explain(index, requirement, supplier.no);
          const [blocker] = blockers;
          const isRelated = needs.length === 0 || needs.some(({ fit }) => fit * 255 >= 20);
          if (!blocker || blockers.length > 1 || !isRelated) continue;
          const fits = needs.map(({ fit }) => Math.round(fit * 255));
          const { plan } = standing.evaluatorFor(requirement.no)!;
          if (!doesHalfOfTheRest(plan.needs, fits)) continue;
          if (blocker.code === 'MISSING_CAPABILITY') {
            const held = supplier.capabilities
              .map((claim) => ({ id: index.graph.idOf(claim.code), strength: claimStrength(claim) }))
              .filter(({ id }) => id >= 0);
            if (!isMissingWithinReach(plan, blocker.subject, held)) continue;
          }
          const key = keyFor(requirement, blocker.code, blocker.subject);
          if (key === undefined) continue;
          const found = expected.get(key) ?? { suppliers: new Set(), requirements: new Set() };
          expected.set(key, found);
          found.suppliers.add(supplier.no);
          found.requirements.add(requirement.no);
        }
      }
      const told = findTransitions(index, standing, SECTOR);
      told.forEach(({ change }) => kinds.add(change.kind));
      expect(Object.fromEntries(told.map((one) => [changeKey(one.change), counts(one)]))).toEqual(
        Object.fromEntries(
          [...expected].map(([key, found]) => {
            const among = suppliers.filter(({ no }) => found.suppliers.has(no));
            const inRegion = (region: string): number =>
              among.filter(({ sites }) => sites.some((site) => site.region === region)).length;
            return [
              key,
              [
                found.suppliers.size,
                inRegion('EAST_MIDLANDS'),
                inRegion('WEST_MIDLANDS'),
                found.requirements.size,
              ],
            ];
          }),
        ),
      );
    }),
    { numRuns: 400 },
  );
  expect([...kinds]).toEqual(expect.arrayContaining(['CERTIFICATE', 'LARGER_BATCH']));
});

it('tells a capability to those who do the rest, and to nobody else', () => {
  const [bare] = fc.sample(
    economyArbitrary(1).filter(({ length }) => length === 1),
    { numRuns: 1, seed: 7 },
  )[0]!;
  const firm = (no: number, ...codes: string[]): SupplierRecord => ({
    ...bare!,
    no,
    id: `S${no}`,
    summary: '',
    phrases: [],
    sectors: ['AUTOMOTIVE_RAIL'],
    acceptingWork: true,
    turnoverGbp: null,
    batch: null,
    roles: [],
    capabilities: codes.map((code) => ({ code, evidence: 'SITE_AUDITED', weight: 1 })),
  });
  const suppliers = [firm(1, 'five-axis', 'titanium'), firm(2, 'casting')];
  const index = MatchIndex.build(suppliers, { capabilities: TINY_TREE });
  const standing = new RequirementIndex(index);
  const wanted = plainRequirement({
    title: 'Ground parts',
    needs: [
      { phrase: 'five axis milling', codes: ['five-axis'], importance: 'must' },
      { phrase: 'gears', codes: ['gears'], importance: 'must' },
    ],
    sectors: [SECTOR],
  });
  standing.upsert(wanted);
  expect(
    findTransitions(index, standing, SECTOR).map(({ change, suppliers: n }) => [changeKey(change), n]),
  ).toEqual([['CAPABILITY:gears', 1]]);
});

const counts = (one: {
  suppliers: number;
  eastMidlands: number;
  westMidlands: number;
  requirements: number;
}): number[] => [one.suppliers, one.eastMidlands, one.westMidlands, one.requirements];

/** Key of the change that lifts a blocker; undefined for what is no step. */
function keyFor(
  { needs, quantity }: RequirementRecord,
  code: string,
  subject: string | undefined,
): string | undefined {
  if (code.startsWith('CERTIFICATE_'))
    return changeKey({ kind: 'CERTIFICATE', certificate: { scheme: subject! } });
  if (code === 'MISSING_CAPABILITY') {
    const wanted = needs.find(({ phrase }) => phrase === subject)?.codes[0];
    return wanted && changeKey({ kind: 'CAPABILITY', code: wanted });
  }
  return code in lots ? `${lots[code as keyof typeof lots]}:${quantity!.batch!}` : undefined;
}
