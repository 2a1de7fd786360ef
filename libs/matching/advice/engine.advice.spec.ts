import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findConsortia } from './consortium.finder.js';
import { straightLineDrive } from '../scoring/drive.estimate.js';
import { MatchIndex } from '../index/match.index.js';
import { rank } from '../ranking/match.ranking.js';
import { rerank } from '../ranking/match.reweighing.js';
import { findShortfall, type Shortfall, type ShortfallKind } from '../standing/gap.shortfall.js';
import { explain } from '../explanation/match.explanation.js';
import type { BlockerCode, RequirementRecord, SupplierRecord } from '../model/model.types.js';
import { findRelaxations } from '../search/query.relaxation.js';
import { suggestQueries } from '../search/query.suggestions.js';
import { understandQuery } from '../search/query.understanding.js';
import { search } from '../search/search.page.js';
import { planRequirement } from '../scoring/requirement.plan.js';
import { Evaluator } from '../ranking/supplier.evaluation.js';
import { gapOf, tabulateGaps } from './supply-gap.finder.js';
import { economyArbitrary, requirementArbitrary, TINY_TREE } from '../testing/economy.arbitrary.js';
import { plainRequirement, plainSupplier, stated } from '../testing/plain.records.js';
import { capabilityTree } from '#lib/taxonomy';

const build = (suppliers: SupplierRecord[]): MatchIndex =>
  MatchIndex.build(suppliers, { capabilities: TINY_TREE });
const [derby, walsall] = [
  { lat: 52.92, lon: -1.47, region: 'EAST_MIDLANDS' as const },
  { lat: 52.59, lon: -1.98, region: 'WEST_MIDLANDS' as const },
];
const supplier = (no: number, more: Partial<SupplierRecord>): SupplierRecord =>
  plainSupplier(no, {
    sites: [{ id: 's', ...derby, combinedAuthority: null, districtCode: 'E1', zones: [] }],
    ...more,
  });
const doing = (...codes: string[]): Pick<SupplierRecord, 'capabilities'> => ({
  capabilities: codes.map(stated),
});
const asking = (...codes: string[]): RequirementRecord =>
  plainRequirement({
    needs: codes.map((code) => ({ phrase: code, codes: [code], importance: 'must' })),
    place: derby,
  });

describe('reweighing', () => {
  it('gives the ranking with the new weights, each place beside the old one, and a reason only for moves', () => {
    fc.assert(
      fc.property(economyArbitrary(12), requirementArbitrary, (suppliers, requirement) => {
        const index = build(suppliers);
        const weights = { reach: 9, capability: 1 };
        const moved = rerank(index, requirement, weights, 50);
        const after = rank(index, { ...requirement, weights }, { limit: 50 }).matches;
        const before = rank(index, requirement, { limit: 50 }).matches.map(({ supplierNo }) => supplierNo);
        expect(moved.map(({ match }) => match)).toEqual(after);
        for (const { match, rank: place, before: was, movedBy, because } of moved) {
          expect(was).toBe(before.indexOf(match.supplierNo) + 1);
          expect(movedBy).toBe(was! - place);
          if (movedBy === 0) expect(because).toBeNull();
        }
      }),
      { numRuns: 60 },
    );
  });

  it('names the criterion that lifted a supplier', () => {
    const near = supplier(1, { ...doing('machining') });
    const far = supplier(2, {
      ...doing('milling'),
      sites: [{ id: 's', ...walsall, combinedAuthority: null, districtCode: 'W1', zones: [] }],
    });
    const index = build([near, far]);
    // The narrower fit of the other one counts for little now.
    const [first, second] = rerank(index, asking('milling'), { reach: 100, capability: 1 }, 10);
    expect(first).toMatchObject({ rank: 1, before: 2, movedBy: 1, because: 'capability' });
    expect(second).toMatchObject({ rank: 2, before: 1, movedBy: -1 });
  });
});

describe('consortia', () => {
  const economy = [
    supplier(1, doing('casting')),
    supplier(2, {
      ...doing('grinding'),
      sites: [{ id: 's', ...walsall, combinedAuthority: null, districtCode: 'W1', zones: [] }],
    }),
    supplier(3, { ...doing('grinding'), acceptingWork: false }),
    supplier(4, doing('gears')),
  ];

  it('put together those who meet every must between them, and nobody else', () => {
    const [best, ...more] = findConsortia(build(economy), asking('casting', 'grinding'), 5);
    expect(best).toMatchObject({
      members: [
        { supplierNo: 1, does: ['casting'] },
        { supplierNo: 2, does: ['grinding'] },
      ],
      crossRegional: true,
      handOverMinutes: Math.round(straightLineDrive(derby, walsall)),
    });
    for (const { members } of more) expect(members.map(({ supplierNo }) => supplierNo)).not.toContain(3);
  });

  it('are not offered where one supplier does it all, or for a single must', () => {
    const able = build([...economy, supplier(5, doing('casting', 'grinding'))]);
    expect(findConsortia(able, asking('casting', 'grinding'), 5)).toEqual([]);
    expect(findConsortia(build(economy), asking('casting'), 5)).toEqual([]);
  });

  it('add turnovers up against the value, and never spare a condition', () => {
    const rich = economy.map((item) => ({ ...item, turnoverGbp: 600_000 }));
    const worth = (valueGbp: number): RequirementRecord => ({ ...asking('casting', 'grinding'), valueGbp });
    expect(findConsortia(build(rich), worth(1_000_000), 5).length).toBeGreaterThan(0);
    expect(findConsortia(build(rich), worth(2_000_000), 5)).toEqual([]);
  });

  it('cover every must with no member to spare, in any economy', () => {
    fc.assert(
      fc.property(economyArbitrary(10), requirementArbitrary, (suppliers, requirement) => {
        const index = build(suppliers);
        for (const { members, fit } of findConsortia(index, requirement, 5)) {
          expect(members.length).toBeGreaterThan(1);
          expect(fit).toBeLessThanOrEqual(1);
          for (const { supplierNo } of members) expect(index.get(supplierNo)!.acceptingWork).toBe(true);
        }
      }),
      { numRuns: 80 },
    );
  });
});

describe('supply gaps', () => {
  it('are the requirements without an eligible supplier, with who comes nearest', () => {
    fc.assert(
      fc.property(economyArbitrary(8), requirementArbitrary, (suppliers, requirement) => {
        const index = build(suppliers);
        const gap = gapOf(index, requirement);
        const { eligibleCount } = rank(index, requirement, { limit: 0 });
        expect(gap === null).toBe(eligibleCount > 0);
      }),
      { numRuns: 80 },
    );
    const index = build([supplier(1, { ...doing('casting'), acceptingWork: false })]);
    const gap = gapOf(index, { ...asking('casting'), valueGbp: 5 })!;
    expect(gap.misses.map(({ blocker }) => blocker.code)).toEqual(['NOT_ACCEPTING_WORK']);
    expect(tabulateGaps([gap, gap])).toEqual([
      {
        capability: 'casting',
        region: 'EAST_MIDLANDS',
        requirements: 2,
        valueGbp: 10,
        blockers: [{ code: 'NOT_ACCEPTING_WORK', count: 2 }],
      },
    ]);
  });
});

describe('a shortfall', () => {
  /** Blockers in the order in which conditions are looked at. */
  const STAGES: readonly (readonly [ShortfallKind, readonly BlockerCode[]])[] = [
    ['TOGETHER', ['MISSING_CAPABILITY']],
    [
      'CERTIFICATE',
      ['CERTIFICATE_MISSING', 'CERTIFICATE_EXPIRED', 'CERTIFICATE_NOT_YET_VALID', 'CERTIFICATE_UNKNOWN'],
    ],
    ['PLACE', ['TOO_FAR', 'OUT_OF_REGION']],
    ['LOT', ['BATCH_TOO_SMALL', 'BATCH_TOO_LARGE']],
    ['TURNOVER', ['TURNOVER_TOO_SMALL']],
    ['WORK', ['NOT_ACCEPTING_WORK']],
    ['RULED_OUT', ['EXCLUDED']],
  ];
  const stageOf = (code: BlockerCode): number => STAGES.findIndex(([, codes]) => codes.includes(code));

  it('is the first condition that nobody meets, with how many meet those before, as explanations have it', () => {
    fc.assert(
      fc.property(economyArbitrary(8), requirementArbitrary, (suppliers, requirement) => {
        const index = build(suppliers);
        const shortfall = findShortfall(new Evaluator(index, planRequirement(requirement, index)));
        const first = suppliers.map(({ no }) =>
          Math.min(
            STAGES.length,
            ...explain(index, requirement, no).blockers.map(({ code }) => stageOf(code)),
          ),
        );
        const furthest = Math.max(-1, ...first);
        if (furthest === STAGES.length) {
          expect(shortfall).toBeNull();
        } else if (furthest <= 0) {
          expect(['CAPABILITY', 'TOGETHER']).toContain(shortfall!.kind);
        } else {
          expect(shortfall).toMatchObject({
            kind: STAGES[furthest]![0],
            able: first.filter((stage) => stage === furthest).length,
          });
        }
      }),
      { numRuns: 200 },
    );
  });

  it('names the capability that nobody has, and those that nobody has together', () => {
    const index = build([supplier(1, doing('casting')), supplier(2, doing('gears'))]);
    const of = (...codes: string[]): Shortfall | null =>
      findShortfall(new Evaluator(index, planRequirement(asking(...codes), index)));
    expect(of('casting')).toBeNull();
    expect(of('casting', 'welding')).toMatchObject({ kind: 'CAPABILITY', needs: [{ phrase: 'welding' }] });
    expect(of('casting', 'gears')).toMatchObject({
      kind: 'TOGETHER',
      needs: [{ phrase: 'casting' }, { phrase: 'gears' }],
    });
  });
});

describe('relaxations and suggestions', () => {
  const held = { scheme: 'AS9100', validFrom: null, validTo: '2030-01-01', evidence: 'DOCUMENT' } as const;
  const index = MatchIndex.build(
    [
      supplier(1, { name: 'Alder Grinding Ltd', phrases: ['gear grinding'], ...doing('gear-grinding') }),
      supplier(2, {
        phrases: ['gear grinding'],
        ...doing('gear-grinding'),
        certificates: [held],
        sites: [{ id: 's', ...walsall, combinedAuthority: null, districtCode: 'W1', zones: [] }],
      }),
    ],
    { capabilities: capabilityTree().nodes },
  );
  const context = { today: '2026-11-22' };

  it('promise what sending them gives, and only what finds more', () => {
    for (const text of [
      'gear grinding AS9100',
      'gear grinding AS9100 near derby',
      'gear grinding within 30 mins of derby',
    ]) {
      const understood = understandQuery(text, context);
      const now = search(index, understood, { first: 0 }).totalCount;
      const found = findRelaxations(index, understood, { context, limit: 10 });
      expect(found.length).toBeGreaterThan(0);
      for (const { query, without, filter, count } of found) {
        expect(count).toBeGreaterThan(now);
        const again = search(index, understandQuery(query, context, without), { filter, first: 0 });
        expect(again.totalCount).toBe(count);
      }
    }
  });

  it('widen the circle and drop a certificate or a filter', () => {
    const labels = (text: string, filter = {}): string[] =>
      findRelaxations(index, understandQuery(text, context), { context, filter, limit: 10 }).map(
        ({ label }) => label,
      );
    expect(labels('gear grinding AS9100 near derby')).toContain('Within 75 minutes of Derby');
    expect(labels('gear grinding AS9100')).toEqual([expect.stringMatching(/^Without .*9100/u)]);
    expect(labels('gear grinding', { districts: ['W1'] })).toEqual(['Without the filter on districts']);
  });

  it('give up the only thing asked for where nothing else helps', () => {
    const apart = MatchIndex.build(
      [
        supplier(1, { phrases: ['gear grinding'], ...doing('gear-grinding') }),
        supplier(2, { phrases: ['sand casting'], ...doing('sand-casting'), certificates: [held] }),
      ],
      { capabilities: capabilityTree().nodes },
    );
    const labels = (text: string): string[] =>
      findRelaxations(apart, understandQuery(text, context), { context, limit: 10 }).map(
        ({ label }) => label,
      );
    expect(labels('gear grinding AS9100')).toEqual([expect.stringMatching(/^Without .*9100/u)]);
    expect(labels('glass blowing AS9100')).toEqual(['Without Glass products']);
  });

  it('suggest each kind by its beginning', () => {
    const kinds = (prefix: string): string[] =>
      suggestQueries(index, prefix, 8, ['Derby', 'Walsall']).map(({ kind, label }) => `${kind} ${label}`);
    expect(kinds('grind')).toContain('SUPPLIER Alder Grinding Ltd');
    expect(kinds('gear g')).toContain('CAPABILITY Gear grinding');
    expect(kinds('as91').some((shown) => shown.startsWith('CERTIFICATION'))).toBe(true);
    expect(kinds('wal')).toContain('PLACE Walsall');
    expect(kinds('')).toEqual([]);
  });

  it('know suppliers that came after the first question, and forget those that left', () => {
    const small = MatchIndex.build([supplier(1, { name: 'Alder Ltd' })], { capabilities: TINY_TREE });
    const named = (prefix: string): string[] => suggestQueries(small, prefix, 8).map(({ label }) => label);
    expect(named('alder')).toEqual(['Alder Ltd']);
    small.apply({ upsert: [supplier(2, { name: 'Alderney Ltd' })], remove: [1] });
    expect(named('alder')).toEqual(['Alderney Ltd']);
  });

  it('complete the last words of a longer query, and leave the others', () => {
    const texts = (prefix: string): string[] =>
      suggestQueries(index, prefix, 8, ['Derby', 'Walsall']).map(({ text }) => text);
    expect(texts('gear grinding as91')).toContain('gear grinding AS9100');
    expect(texts('gear grinding  near wal')).toContain('gear grinding near Walsall');
    expect(texts('gear grinding within 40 minutes of der')).toContain(
      'gear grinding within 40 minutes of Derby',
    );
    expect(texts('gear grinding ald')).not.toContain('gear grinding Alder Grinding Ltd');
  });
});
