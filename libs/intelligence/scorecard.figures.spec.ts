import { describe, expect, it } from '@jest/globals';
import { composeScorecard, type Figure, type Measure, type ScorecardFacts } from './scorecard.figures.js';
import { before, quartersOf, readPeriod } from './scorecard.period.js';

const periodOf = (text: string | null, today = '2026-11-23') => {
  const read = readPeriod(text, today);
  if (!read.ok) throw new Error(read.errors[0]!.message);
  return read.value;
};

describe('a period', () => {
  it.each([
    ['2026', '2026-01-01', '2027-01-01', '2025'],
    ['2026/27', '2026-04-01', '2027-04-01', '2025/26'],
    ['2026-27', '2026-04-01', '2027-04-01', '2025/26'],
    ['2026-Q1', '2026-01-01', '2026-04-01', '2025-Q4'],
    ['2026q4', '2026-10-01', '2027-01-01', '2026-Q3'],
  ])('%s', (text, from, until, earlier) => {
    const period = periodOf(text);
    expect(period).toMatchObject({ from, until });
    expect(before(period)).toMatchObject({ label: earlier, until: from });
  });

  it('is the financial year of today unless told', () => {
    expect(periodOf(null, '2026-03-31').label).toBe('2025/26');
    expect(periodOf('', '2026-04-01').label).toBe('2026/27');
    expect(quartersOf(periodOf('2026/27'))).toEqual(['2026-Q2', '2026-Q3', '2026-Q4', '2027-Q1']);
  });

  it.each(['26', '2026/28', '2026-Q5', 'last year'])('is not %s', (text) => {
    expect(readPeriod(text, '2026-11-23')).toMatchObject({ ok: false, errors: [{ code: 'INVALID_PERIOD' }] });
  });
});

const award = (day: string, crossRegional: boolean, valueGbp: number, jobs: number | null = null) => ({
  day,
  sectors: ['CLEAN_ENERGY' as const, 'CREATIVE' as const],
  crossRegional,
  valueGbp,
  jobs,
  erased: false,
});
const times = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);
const facts: ScorecardFacts = {
  matches: [
    { day: '2026-04-01', sectors: ['CLEAN_ENERGY'], crossRegional: true, count: 30 },
    { day: '2026-07-01', sectors: ['CLEAN_ENERGY'], crossRegional: false, count: 70 },
    { day: '2025-07-01', sectors: [], crossRegional: true, count: 10 },
  ],
  introductions: [
    ...times(3, { day: '2026-05-02', sectors: ['CREATIVE' as const], crossRegional: true }),
    ...times(13, { day: '2026-05-02', sectors: ['CREATIVE' as const], crossRegional: false }),
    ...times(21, { day: '2026-08-02', sectors: [], crossRegional: true }),
    ...times(22, { day: '2026-08-02', sectors: [], crossRegional: false }),
    { day: '2026-03-31', sectors: [], crossRegional: true },
  ],
  awards: [
    award('2026-06-30', true, 100_000, 4),
    award('2026-06-30', false, 300_000),
    { ...award('2026-09-01', true, 50_000, 1), sectors: [], erased: true },
    award('2027-04-01', true, 1),
  ],
  replies: [
    ...times(8, { day: '2026-05-05', side: 'SUPPLIER' as const, answered: true }),
    ...times(2, { day: '2026-05-05', side: 'SUPPLIER' as const, answered: false }),
  ],
};
const of = (figures: readonly Figure[], measure: Measure): Figure =>
  figures.find((figure) => figure.measure === measure)!;
const year = periodOf('2026/27');

describe('a scorecard', () => {
  const exact = composeScorecard(facts, year, before(year), false);

  it('counts what lies in the period, within and across, and beside the period before', () => {
    expect(of(exact.total, 'MATCHES')).toEqual({
      measure: 'MATCHES',
      within: 70,
      across: 30,
      total: 100,
      crossRegionalShare: 0.3,
    });
    expect(of(exact.total, 'INTRODUCTIONS')).toMatchObject({ within: 35, across: 24, total: 59 });
    expect(of(exact.total, 'AWARDS')).toMatchObject({ within: 1, across: 2 });
    expect(of(exact.total, 'AWARD_VALUE_GBP')).toMatchObject({ within: 300_000, across: 150_000 });
    expect(of(exact.total, 'JOBS')).toMatchObject({ within: 0, across: 5, crossRegionalShare: 1 });
    expect(of(exact.before, 'MATCHES')).toMatchObject({ within: 0, across: 10 });
    expect(of(exact.before, 'INTRODUCTIONS')).toMatchObject({ total: 1 });
  });

  it('splits by sector, each of several, and by quarter, which add up', () => {
    const sector = (key: string): Figure[] => exact.bySector.find((row) => row.key === key)!.figures;
    expect(of(sector('CREATIVE'), 'AWARD_VALUE_GBP').total).toBe(400_000);
    expect(of(sector('CLEAN_ENERGY'), 'AWARD_VALUE_GBP').total).toBe(400_000);
    expect(exact.byQuarter.map(({ key }) => key)).toEqual(['2026-Q2', '2026-Q3', '2026-Q4', '2027-Q1']);
    for (const measure of ['MATCHES', 'INTRODUCTIONS', 'AWARDS', 'AWARD_VALUE_GBP', 'JOBS'] as const) {
      const parts = exact.byQuarter.map(({ figures }) => of(figures, measure).total ?? 0);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(of(exact.total, measure).total);
    }
  });

  it('says how questions are answered', () => {
    expect(exact.replies).toEqual([
      { side: 'SUPPLIER', asked: 10, answered: 8, rate: 0.8 },
      { side: 'BUYER', asked: 0, answered: 0, rate: null },
    ]);
  });

  it('for anybody shows no small count, nor one that the others give away', () => {
    const open = composeScorecard(facts, year, before(year), true);
    const spring = open.byQuarter[0]!.figures;
    // 3 across; 13 within would give it away with the total, and the summer below both.
    expect(of(spring, 'INTRODUCTIONS')).toMatchObject({ across: null, within: null, total: 15 });
    const summer = open.byQuarter[1]!.figures;
    expect([of(summer, 'INTRODUCTIONS').across, of(open.total, 'INTRODUCTIONS').across]).toContain(null);
    expect(of(open.total, 'AWARDS')).toMatchObject({ within: null, across: null, total: null });
    expect(of(open.total, 'AWARD_VALUE_GBP').total).toBeNull();
    expect(of(open.total, 'MATCHES')).toMatchObject({ within: 70, across: 30, total: 100 });
    expect(open.replies[0]).toEqual({ side: 'SUPPLIER', asked: 10, answered: null, rate: null });
    const told = [
      open.total,
      open.before,
      ...[...open.bySector, ...open.byQuarter].map(({ figures }) => figures),
    ]
      .flat()
      .flatMap(({ within, across, total }) => [within, across, total])
      .filter((figure) => figure !== null);
    for (const figure of told) expect(figure === 0 || figure >= 5).toBe(true);
  });
});
