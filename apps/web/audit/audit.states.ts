import { describe, expect, it } from '@jest/globals';
import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, officer, problemsAt } from '../testing/template.harness.js';
import { auditAsked, auditCsv, auditHref, auditProblems, type Entry } from './audit.view.js';
import { changesOf, subjectItems, told } from './audit.words.js';
import { type AuditQuery, auditQuery } from './document.operations.js';

const differing = {
  before: JSON.stringify({ leadTimeDays: null, markets: [], published: false }),
  after: JSON.stringify({ leadTimeDays: 12, markets: ['CLEAN_ENERGY', 'Rail & <trams>'], published: true }),
};
const page = ({ auditTrail }: AuditQuery, query = {}) => ({
  title: 'Who changed what',
  visitor: officer,
  asked: auditAsked(query),
  total: auditTrail.totalCount,
  entries: auditTrail.edges.map(({ node }) => told({ ...node, before: null, after: null })),
  subjectItems,
  isNarrowed: false,
  most: 5_000,
  csvHref: '/office/audit.csv',
  firstHref: null,
  nextHref: null,
});
const full = fullAnswer(auditQuery);
const entry: Entry = {
  ...full.auditTrail.edges[0]!.node,
  subjectKind: 'SUPPLIER',
  action: 'CHANGED',
  ...differing,
};

describeTemplate(
  'audit/audit.njk',
  {
    full: {
      ...page(full),
      total: 7_000,
      entries: [told(entry), ...page(full).entries],
      isNarrowed: true,
      firstHref: '/office/audit',
      nextHref: '/office/audit?after=x',
    },
    bare: page(bareAnswer(auditQuery)),
    empty: page(emptyAnswer(auditQuery)),
    'nothing fits': { ...page(emptyAnswer(auditQuery)), isNarrowed: true },
    wrong: {
      ...page(emptyAnswer(auditQuery), { from: 'yesterday', to: 'x' }),
      problems: problemsAt('from', 'to'),
    },
  },
  {
    full: /newest 5,000.*Supplier profile: changed.*3 fields differ.*Lead time in days\s*Nothing\s*12.*Clean energyRail & <trams>.*No\s*Yes.*Older changes/s,
    empty: 'Nothing has been changed yet.',
    'nothing fits': 'No change fits.',
  },
);

describe('the trail', () => {
  it('keeps in its address how it is narrowed, page by page', () => {
    const asked = {
      organisation: 'A & B',
      person: 'sam@example.org',
      subject: 'REQUIREMENT',
      from: '2026-03-01',
      to: '2026-03-31',
      after: '1_x',
    };
    expect(Object.fromEntries(new URL(auditHref(auditAsked(asked)), 'http://a').searchParams)).toEqual(asked);
    expect(auditHref(auditAsked({}))).toBe('/office/audit');
  });

  it('is narrowed by days alone that are days, in their order', () => {
    const fields = (from: string, to: string): string[] =>
      auditProblems(auditAsked({ from, to })).map(({ field }) => field);
    expect(fields('2026-03-01', '2026-03-01')).toEqual([]);
    expect(fields('01/03/2026', '2026-13-01')).toEqual(['from', 'to']);
    expect(fields('2026-03-02', '2026-03-01')).toEqual(['to']);
  });

  it('says what differs in words: money, days, codes, lists and what is in them', () => {
    expect(
      changesOf({
        before: JSON.stringify({ award: null, closesOn: '2026-04-01', note: '' }),
        after: JSON.stringify({
          award: { jobs: 8, startsOn: null, valueGbp: 1_152_000, awardedOn: '2026-11-19' },
          closesOn: null,
          note: null,
          needs: [{ phrase: 'AS9100 brackets', importance: 'MUST' }, { phrase: 'ISO 9001' }],
        }),
      }),
    ).toEqual([
      {
        field: 'Award',
        before: ['Nothing'],
        after: ['Jobs: 8; Value: £1,152,000; Awarded on: 19 November 2026'],
      },
      { field: 'Closes on', before: ['1 April 2026'], after: ['Nothing'] },
      {
        field: 'Needs',
        before: ['Nothing'],
        after: ['Phrase: AS9100 brackets; Importance: Must', 'Phrase: ISO 9001'],
      },
    ]);
  });

  it('is given as CSV with a row for each field', () => {
    const rows = auditCsv([entry, { ...entry, before: null, after: null }])
      .trim()
      .split('\r\n');
    expect(rows[0]).toBe('when,organisation,what,by,field,before,after,request');
    expect(rows.slice(1).map((row) => row.split(',').slice(4, -1).join())).toEqual([
      'Lead time in days,Nothing,12',
      'Markets,Nothing,Clean energy; Rail & <trams>',
      'Published,No,Yes',
      ',,',
    ]);
  });
});
