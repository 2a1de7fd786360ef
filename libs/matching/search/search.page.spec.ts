import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MatchIndex } from '../index/match.index.js';
import { rank } from '../ranking/match.ranking.js';
import type { RequirementRecord, SupplierRecord } from '../model/model.types.js';
import { enrichQuery } from './query.enrichment.js';
import { sizeBand } from '../index/facet.values.js';
import { FACET_DIMENSIONS } from './search.facets.js';
import { countResults, CursorError, search } from './search.page.js';
import type { SearchFilter, SearchPage, UnderstoodQuery } from '../model/search.types.js';
import { economyArbitrary, requirementArbitrary, TINY_TREE } from '../testing/economy.arbitrary.js';

const build = (suppliers: SupplierRecord[]): MatchIndex =>
  MatchIndex.build(suppliers, { capabilities: TINY_TREE });
const understood = (requirement: RequirementRecord): UnderstoodQuery => ({
  text: requirement.title,
  parts: [],
  remaining: '',
  corrections: [],
  requirement,
});
const filterArbitrary: fc.Arbitrary<SearchFilter> = fc.record(
  {
    regions: fc.subarray(['EAST_MIDLANDS' as const, 'WEST_MIDLANDS' as const]),
    districts: fc.subarray(['E1', 'W1']),
    sectors: fc.subarray(['AUTOMOTIVE_RAIL' as const, 'CLEAN_ENERGY' as const]),
    certifications: fc.subarray(['ISO_9001', 'AS9100']),
    capabilities: fc.subarray(['machining', 'gears']),
    combinedAuthorities: fc.subarray(['EMCCA' as const, 'WMCA' as const]),
    sizeBands: fc.subarray(['SMALL' as const, 'MEDIUM' as const]),
  },
  { requiredKeys: [] },
);
const numbers = (page: SearchPage): number[] => page.edges.map(({ match }) => match.supplierNo);

describe('a search page', () => {
  it('finds nobody for words that ask for nothing', () => {
    const [economy] = fc.sample(economyArbitrary(14), 1) as [SupplierRecord[]];
    const [requirement] = fc.sample(requirementArbitrary, 1) as [RequirementRecord];
    const asked = { ...understood({ ...requirement, needs: [] }), asksNothing: true };
    expect(search(build(economy), asked, { first: 5, includeBlocked: true })).toMatchObject({
      edges: [],
      totalCount: 0,
      blockedCount: 0,
    });
    expect(countResults(build(economy), asked, {})).toBe(0);
  });

  it.each<[string, Pick<UnderstoodQuery, 'within' | 'awayFrom'>, (districts: readonly string[]) => boolean]>([
    [
      'leaves out who is in a district that is ruled out',
      { awayFrom: ['E1'] },
      (districts) => !districts.includes('E1'),
    ],
    [
      'finds who has a site in one of the districts named alone',
      { within: ['E1', 'W1'], awayFrom: ['E2'] },
      (districts) => districts.some((code) => code === 'E1' || code === 'W1') && !districts.includes('E2'),
    ],
  ])('%s, in totals and facets too', (_, places, isRight) => {
    fc.assert(
      fc.property(
        economyArbitrary(14),
        requirementArbitrary,
        filterArbitrary,
        (economy, requirement, filter) => {
          const index = build(economy);
          const all = search(index, understood(requirement), { filter, first: 50, includeBlocked: true });
          const asked = { ...understood(requirement), ...places };
          const page = search(index, asked, { filter, first: 50, includeBlocked: true });
          const stands = (no: number): boolean =>
            isRight(index.get(no)!.sites.map(({ districtCode }) => districtCode));
          expect(numbers(page)).toEqual(numbers(all).filter(stands));
          expect(page.totalCount).toBe(countResults(index, asked, filter));
          if (filter.districts?.length) return;
          const values = page.facets.districts.map(({ value }) => value);
          for (const code of places.awayFrom ?? []) expect(values).not.toContain(code);
          for (const { value, count } of page.facets.districts)
            expect(countResults(index, asked, { ...filter, districts: [value] })).toBe(count);
        },
      ),
    );
  });

  it('finds the same, counts the same in all, when neither reasons nor facets are asked for', () => {
    fc.assert(
      fc.property(
        economyArbitrary(14),
        requirementArbitrary,
        filterArbitrary,
        (economy, requirement, filter) => {
          const index = build(economy);
          const whole = search(index, understood(requirement), { filter, first: 5, includeBlocked: true });
          const bare = search(index, understood(requirement), {
            filter,
            first: 5,
            includeBlocked: true,
            explanations: false,
            facets: false,
          });
          expect(bare.edges).toEqual(whole.edges.map((edge) => ({ ...edge, explanation: undefined })));
          expect(bare.facets).toEqual(
            Object.fromEntries(FACET_DIMENSIONS.map((dimension) => [dimension, []])),
          );
          expect({ ...bare, edges: [], facets: {} }).toEqual({ ...whole, edges: [], facets: {} });
        },
      ),
    );
  });

  it('counts in each facet what clicking it gives', () => {
    fc.assert(
      fc.property(
        economyArbitrary(14),
        requirementArbitrary,
        filterArbitrary,
        economyArbitrary(4),
        (suppliers, requirement, filter, changed) => {
          const index = build(suppliers);
          // What was counted before some came, went or changed is not taken for what is there now.
          search(index, understood(requirement), { filter, first: 3 });
          index.apply({ upsert: changed, remove: suppliers.slice(-1).map(({ no }) => no) });
          const page = search(index, understood(requirement), { filter, first: 3 });
          for (const dimension of FACET_DIMENSIONS) {
            for (const { value, count } of page.facets[dimension]) {
              const clicked: SearchFilter = { ...filter, [dimension]: [value] };
              expect(search(index, understood(requirement), { filter: clicked, first: 0 }).totalCount).toBe(
                count,
              );
            }
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('pages through exactly the ranking, each supplier once', () => {
    fc.assert(
      fc.property(
        economyArbitrary(14),
        requirementArbitrary,
        fc.integer({ min: 1, max: 4 }),
        fc.boolean(),
        (suppliers, requirement, first, includeBlocked) => {
          const index = build(suppliers);
          const found: number[] = [];
          let after: string | null = null;
          for (;;) {
            const page: SearchPage = search(index, understood(requirement), { first, after, includeBlocked });
            found.push(...numbers(page));
            after = page.endCursor;
            if (!page.hasNextPage) break;
          }
          const ranked = rank(index, enrichQuery(index, requirement).requirement, {
            limit: 100,
            includeBlocked,
          });
          expect(found).toEqual(ranked.matches.map((match) => match.supplierNo));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('parts the likely from the less likely by their scores: the same in any order and on any page', () => {
    let parted = 0;
    const answers = new Set<boolean>();
    fc.assert(
      fc.property(
        economyArbitrary(14),
        requirementArbitrary,
        filterArbitrary,
        (suppliers, wanted, filter) => {
          // Hardly a condition: most are eligible then, some of them hardly.
          const index = build(suppliers.map((supplier) => ({ ...supplier, acceptingWork: true })));
          const { excludes: _excludes, ...without } = wanted;
          const requirement: RequirementRecord = {
            ...without,
            certifications: [],
            valueGbp: null,
            quantity: null,
            place: null,
            regions: null,
            splittable: true,
            weights: { capability: 1, text: 1 },
          };
          const all = { filter, first: 100, includeBlocked: true };
          const { edges: whole, answered } = search(index, understood(requirement), all);
          const best = whole[0]?.match.eligible === true ? whole[0].match.score : 0;
          const asked = requirement.needs.length > 0;
          for (const { match, likely } of whole)
            expect(likely).toBe(match.eligible && (!asked || (answered && match.score >= 0.45 * best)));
          answers.add(answered);
          if (whole.some(({ match, likely }) => match.eligible && !likely)) parted += 1;
          const byNo = new Map(whole.map(({ match, likely }) => [match.supplierNo, likely]));
          for (const orderBy of ['NAME', 'DISTANCE'] as const)
            for (const { match, likely } of search(index, understood(requirement), { ...all, orderBy }).edges)
              expect(likely).toBe(byNo.get(match.supplierNo));
          for (const { cursor } of [whole[0], whole.at(-1)].filter((edge) => edge !== undefined)) {
            const next = search(index, understood(requirement), { ...all, after: cursor });
            expect(next.answered).toBe(answered);
            for (const { match, likely } of next.edges) expect(likely).toBe(byNo.get(match.supplierNo));
          }
        },
      ),
      { numRuns: 150 },
    );
    expect(parted).toBeGreaterThan(0);
    expect(answers.size).toBe(2);
  });

  it('counts what is eligible and, apart from it, what is blocked', () => {
    fc.assert(
      fc.property(economyArbitrary(12), requirementArbitrary, (suppliers, requirement) => {
        const index = build(suppliers);
        const { excludes: _excludes, ...plain } = requirement;
        const page = search(index, understood(plain), { first: 5 });
        const all = rank(index, enrichQuery(index, plain).requirement, { limit: 100, includeBlocked: true });
        expect(page.totalCount).toBe(all.eligibleCount);
        expect(page.blockedCount).toBe(all.matches.length - all.eligibleCount);
      }),
      { numRuns: 100 },
    );
  });

  it('orders by name and by distance when asked', () => {
    const at = (no: number, name: string, lat: number): SupplierRecord => ({
      no,
      id: `S${no}`,
      name,
      summary: 'milling',
      phrases: [],
      capabilities: [{ code: 'milling', evidence: 'SELF_DECLARED', weight: 1 }],
      certificates: [],
      sectors: [],
      sicCodes: [],
      sites: [
        {
          id: 's',
          lat,
          lon: -1.5,
          region: 'EAST_MIDLANDS',
          combinedAuthority: null,
          districtCode: 'E1',
          zones: [],
        },
      ],
      employees: 20,
      turnoverGbp: null,
      batch: null,
      leadTimeDays: null,
      acceptingWork: true,
      verified: false,
      completeness: 1,
      replyRate: null,
    });
    const index = build([at(1, 'Zeta', 52.9), at(2, 'alpha', 53.2), at(3, 'Mid', 52.95)]);
    const [base] = fc.sample(requirementArbitrary, { numRuns: 1, seed: 1 });
    const requirement: RequirementRecord = {
      ...base!,
      needs: [{ phrase: 'milling', codes: ['milling'], importance: 'must' }],
      certifications: [],
      valueGbp: null,
      quantity: null,
      leadTimeDays: null,
      regions: null,
      excludes: undefined,
      place: { lat: 52.9, lon: -1.5, region: 'EAST_MIDLANDS' },
      maxDriveMinutes: null,
    };
    expect(numbers(search(index, understood(requirement), { first: 5, orderBy: 'NAME' }))).toEqual([2, 3, 1]);
    expect(numbers(search(index, understood(requirement), { first: 5, orderBy: 'DISTANCE' }))).toEqual([
      1, 3, 2,
    ]);
  });

  it('counts facets once for all pages and orders of what is found', () => {
    const [suppliers] = fc.sample(economyArbitrary(14), { numRuns: 1, seed: 3 });
    const [requirement] = fc.sample(requirementArbitrary, { numRuns: 1, seed: 3 });
    const index = build(suppliers!);
    const asked = understood({ ...requirement!, needs: [], certifications: [], place: null });
    const { facets, endCursor } = search(index, asked, { first: 1 });
    expect(search(index, asked, { first: 1, after: endCursor }).facets).toBe(facets);
    expect(search(index, asked, { first: 3, orderBy: 'NAME' }).facets).toBe(facets);
    const filter = { regions: ['EAST_MIDLANDS' as const] };
    expect(search(index, asked, { first: 1, filter }).facets).not.toBe(facets);
  });

  it('refuses a cursor it did not give out', () => {
    const [requirement] = fc.sample(requirementArbitrary, { numRuns: 1, seed: 2 });
    expect(() => search(build([]), understood(requirement!), { first: 1, after: 'nonsense' })).toThrow(
      CursorError,
    );
  });

  it.each([
    [null, 'UNKNOWN'],
    [9, 'MICRO'],
    [10, 'SMALL'],
    [49, 'SMALL'],
    [50, 'MEDIUM'],
    [249, 'MEDIUM'],
    [250, 'LARGE'],
  ])('puts %p employees in band %s', (employees, band) => {
    expect(sizeBand(employees)).toBe(band);
  });
});
