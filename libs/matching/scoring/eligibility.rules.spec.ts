import { describe, expect, it } from '@jest/globals';
import { MatchIndex } from '../index/match.index.js';
import { explain } from '../explanation/match.explanation.js';
import { rank } from '../ranking/match.ranking.js';
import type { RequirementRecord, SupplierRecord } from '../model/model.types.js';
import { TINY_TREE } from '../testing/economy.arbitrary.js';

const supplier: SupplierRecord = {
  no: 1,
  id: 'S1',
  name: 'Fictional Milling',
  summary: 'Five-axis milling.',
  phrases: ['five-axis milling'],
  capabilities: [{ code: 'five-axis', evidence: 'SELF_DECLARED', weight: 1 }],
  certificates: [{ scheme: 'AS9100', validFrom: '2025-01-01', validTo: '2027-12-31', evidence: 'DOCUMENT' }],
  sectors: ['ADVANCED_MANUFACTURING'],
  sicCodes: ['25620'],
  sites: [
    {
      id: 's',
      lat: 52.92,
      lon: -1.47,
      region: 'EAST_MIDLANDS',
      combinedAuthority: 'EMCCA',
      districtCode: 'E06000015',
      zones: [],
    },
  ],
  employees: 30,
  turnoverGbp: 2_000_000,
  batch: { min: 10, max: 500 },
  leadTimeDays: 30,
  acceptingWork: true,
  verified: true,
  completeness: 1,
  replyRate: 1,
};
const requirement: RequirementRecord = {
  no: 1,
  id: 'R1',
  title: 'Milled parts',
  description: '',
  needs: [{ phrase: 'milled parts', codes: ['milling'], importance: 'must' }],
  certifications: [{ scheme: 'ISO_9001', importance: 'required' }],
  sectors: [],
  cpvCodes: [],
  valueGbp: 1_000_000,
  quantity: { perYear: null, batch: 100 },
  leadTimeDays: null,
  place: { lat: 52.48, lon: -1.89, region: 'WEST_MIDLANDS' },
  maxDriveMinutes: 90,
  regions: null,
  onDate: '2026-11-22',
};

const codesFor = (changes: Partial<SupplierRecord>, asked: Partial<RequirementRecord> = {}): string[] => {
  const index = MatchIndex.build([{ ...supplier, ...changes }], { capabilities: TINY_TREE });
  const wanted = { ...requirement, ...asked };
  const explanation = explain(index, wanted, 1);
  expect(rank(index, wanted, { limit: 1 }).eligibleCount).toBe(explanation.blockers.length === 0 ? 1 : 0);
  for (const { message } of explanation.blockers) expect(message.length).toBeGreaterThan(10);
  return explanation.blockers.map(({ code }) => code);
};
const held = (validTo: string | null, validFrom: string | null = '2025-01-01'): Partial<SupplierRecord> => ({
  certificates: [{ scheme: 'AS9100', validFrom, validTo, evidence: 'DOCUMENT' }],
});

describe('eligibility', () => {
  it('finds nothing against a firm that fits; AS9100 covers ISO 9001', () => {
    expect(codesFor({})).toEqual([]);
  });

  it.each<[string, Partial<SupplierRecord>, Partial<RequirementRecord>, string[]]>([
    [
      'a must without evidence',
      { capabilities: [], phrases: [], summary: '', name: 'X' },
      {},
      ['MISSING_CAPABILITY'],
    ],
    [
      'a should without evidence',
      {},
      { needs: [...requirement.needs, { phrase: 'castings', codes: ['casting'], importance: 'should' }] },
      [],
    ],
    [
      'one must of two',
      {},
      { needs: [...requirement.needs, { phrase: 'castings', codes: ['casting'], importance: 'must' }] },
      ['MISSING_CAPABILITY'],
    ],
    [
      'one must of two that may be split',
      {},
      {
        splittable: true,
        needs: [...requirement.needs, { phrase: 'castings', codes: ['casting'], importance: 'must' }],
      },
      [],
    ],
    ['no certificate', { certificates: [] }, {}, ['CERTIFICATE_MISSING']],
    ['an expired certificate', held('2026-11-21'), {}, ['CERTIFICATE_EXPIRED']],
    ['a certificate on its last day', held('2026-11-22'), {}, []],
    [
      'a certificate that runs out before delivery',
      held('2027-01-01'),
      { onDate: '2027-02-01' },
      ['CERTIFICATE_EXPIRED'],
    ],
    ['a certificate yet to start', held('2029-01-01', '2026-12-01'), {}, ['CERTIFICATE_NOT_YET_VALID']],
    ['a certificate of unknown expiry', held(null), {}, ['CERTIFICATE_UNKNOWN']],
    [
      'a desired certificate not held',
      { certificates: [] },
      { certifications: [{ scheme: 'ISO_9001', importance: 'desired' }] },
      [],
    ],
    [
      'ISO 13485 in place of ISO 9001',
      {
        certificates: [{ scheme: 'ISO_13485', validFrom: null, validTo: '2028-01-01', evidence: 'DOCUMENT' }],
      },
      {},
      ['CERTIFICATE_MISSING'],
    ],
    ['a journey over the limit', {}, { maxDriveMinutes: 30 }, ['TOO_FAR']],
    ['no known site', { sites: [] }, {}, ['TOO_FAR']],
    ['no site in the region', {}, { regions: ['WEST_MIDLANDS'] }, ['OUT_OF_REGION']],
    ['a lot below the smallest', {}, { quantity: { perYear: null, batch: 9 } }, ['BATCH_TOO_SMALL']],
    ['a lot above the largest', {}, { quantity: { perYear: null, batch: 501 } }, ['BATCH_TOO_LARGE']],
    ['lots at the edges', {}, { quantity: { perYear: null, batch: 500 } }, []],
    ['lot sizes not stated', { batch: null }, { quantity: { perYear: null, batch: 1 } }, []],
    ['turnover below the contract', {}, { valueGbp: 2_000_001 }, ['TURNOVER_TOO_SMALL']],
    ['turnover unknown', { turnoverGbp: null }, { valueGbp: 9_000_000 }, []],
    ['no room for work', { acceptingWork: false }, {}, ['NOT_ACCEPTING_WORK']],
    [
      'a merchant where merchants are ruled out',
      { roles: ['sells'] },
      { excludes: { codes: [], roles: ['sells'], phrases: [] } },
      ['EXCLUDED'],
    ],
    [
      'a process that is ruled out',
      { phrases: [], summary: '', name: 'X' },
      { excludes: { codes: ['milling'], roles: [], phrases: [] } },
      ['MISSING_CAPABILITY'],
    ],
    [
      'words that are ruled out',
      { summary: 'Made in China for you.' },
      { excludes: { codes: [], roles: [], phrases: ['china'] } },
      ['EXCLUDED'],
    ],
    [
      'work bought in where own work is wanted',
      {
        capabilities: [{ code: 'five-axis', evidence: 'SELF_DECLARED', weight: 1, role: 'buysIn' }],
        phrases: [],
        summary: '',
        name: 'X',
      },
      { excludes: { codes: [], roles: ['buysIn'], phrases: [] } },
      ['MISSING_CAPABILITY'],
    ],
    [
      'two things at once',
      { acceptingWork: false, certificates: [] },
      {},
      ['CERTIFICATE_MISSING', 'NOT_ACCEPTING_WORK'],
    ],
  ])('%s', (_name, changes, asked, expected) => {
    expect(codesFor(changes, asked)).toEqual(expected);
  });
});
