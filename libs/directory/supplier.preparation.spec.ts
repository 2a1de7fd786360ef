import { describe, expect, it } from '@jest/globals';
import { missingParts } from './supplier.completeness.js';
import type { PreparedSupplier, SupplierDraft } from './supplier.draft.js';
import { readSupplierDraft } from './supplier.preparation.js';

const draft = (more: Partial<SupplierDraft> = {}): SupplierDraft => ({
  name: 'Peak Precision Ltd',
  origin: 'REGISTERED',
  ...more,
});

function prepared(more: Partial<SupplierDraft>): PreparedSupplier {
  const { errors, supplier } = readSupplierDraft(draft(more));
  expect(errors).toEqual([]);
  return supplier!;
}

const paths = (more: Partial<SupplierDraft>): string[] =>
  readSupplierDraft(draft(more)).errors.map(({ code, path }) => `${code} ${path.join('.')}`);

describe('capabilities', () => {
  it('counts what was picked in full, a phrase for more than prose, and the strongest of several', () => {
    const { capabilities } = prepared({
      phrases: ['five-axis milling', 'wire EDM'],
      summary: 'We mill on five-axis machines and do heat treatment in house.',
      capabilityCodes: ['wire-edm'],
    });
    const of = (code: string): object | undefined =>
      capabilities.find((capability) => capability.code === code);
    expect(of('wire-edm')).toEqual({ code: 'wire-edm', role: 'performs', source: 'DECLARED', weight: 1 });
    expect(of('five-axis-milling')).toMatchObject({ source: 'PHRASE', role: 'performs' });
    const prose = capabilities.filter(({ source }) => source === 'PROSE');
    expect(prose.length).toBeGreaterThan(0);
    const phrase = capabilities.find(({ code }) => code === 'five-axis-milling')!.weight;
    for (const { weight } of prose) expect(weight).toBeLessThan(phrase);
    expect(new Set(capabilities.map(({ code, role }) => `${code}/${role}`)).size).toBe(capabilities.length);
  });

  it('leaves out what the supplier says it does not do', () => {
    const { capabilities } = prepared({ summary: 'We machine castings. We do not offer anodising.' });
    expect(capabilities.map(({ code }) => code)).not.toContain('anodising');
  });

  it('refuses codes that are not in the tree', () => {
    expect(paths({ capabilityCodes: ['wire-edm', 'flux-capacitors'] })).toEqual([
      'UNKNOWN_CAPABILITY capabilityCodes.1',
    ]);
  });
});

describe('certificates', () => {
  it('reads names and editions, and leaves an unknown expiry unknown', () => {
    const { certificates } = prepared({ certificates: [{ stated: 'AS9100 Rev D' }] });
    expect(certificates).toEqual([
      expect.objectContaining({
        scheme: 'AS9100',
        edition: 'D',
        validFrom: null,
        validTo: null,
        evidence: null,
      }),
    ]);
  });

  it('keeps a name of no known scheme as text, with a warning', () => {
    const { supplier } = readSupplierDraft(
      draft({ certificates: [{ stated: 'Best Stall, Ashbourne 2019' }] }),
    );
    expect(supplier?.certificates).toEqual([
      expect.objectContaining({ scheme: 'UNKNOWN', stated: 'Best Stall, Ashbourne 2019' }),
    ]);
    expect(supplier?.warnings).toEqual([
      expect.objectContaining({ code: 'UNKNOWN_CERTIFICATE', path: ['certificates', '0', 'stated'] }),
    ]);
  });

  it('lets a picked scheme stand whatever the words', () => {
    const { certificates } = prepared({
      certificates: [{ stated: 'our quality badge', scheme: 'ISO_9001' }],
    });
    expect(certificates[0]).toMatchObject({ scheme: 'ISO_9001', stated: 'our quality badge', edition: null });
    expect(paths({ certificates: [{ stated: 'x', scheme: 'ISO_0' }] })).toEqual([
      'UNKNOWN_SCHEME certificates.0.scheme',
    ]);
  });

  it('refuses dates that are none or in the wrong order', () => {
    expect(
      paths({
        certificates: [
          { stated: 'ISO 9001', validTo: '2027-02-30' },
          { stated: 'ISO 9001', validTo: '31/05/2027' },
          { stated: 'ISO 9001', validFrom: '2027-01-02', validTo: '2027-01-01' },
        ],
      }),
    ).toEqual([
      'INVALID_DATE certificates.0.validTo',
      'INVALID_DATE certificates.1.validTo',
      'OUT_OF_RANGE certificates.2.validTo',
    ]);
  });
});

it('tells all that is wrong at once, each at its field', () => {
  expect(
    paths({
      name: '  ',
      postcode: 'DE24 8S',
      website: 'not a site',
      companyNumber: '12',
      employees: -1,
      annualTurnoverGbp: 1.5,
      batch: { min: 9, max: 3 },
      leadTimeDays: 99_999,
      markets: ['Clean Energy Industries', 'Fish'],
      sicCodes: ['25620', '2562'],
      summary: 'x'.repeat(5_001),
    }).sort(),
  ).toEqual([
    'INVALID_POSTCODE postcode',
    'INVALID_VALUE companyNumber',
    'INVALID_VALUE sicCodes.1',
    'INVALID_VALUE website',
    'OUT_OF_RANGE annualTurnoverGbp',
    'OUT_OF_RANGE batch.max',
    'OUT_OF_RANGE employees',
    'OUT_OF_RANGE leadTimeDays',
    'REQUIRED name',
    'TOO_LONG summary',
    'UNKNOWN_SECTOR markets.1',
  ]);
});

it('puts fields into one form', () => {
  const supplier = prepared({
    companyNumber: '1234567',
    website: 'www.peak.example',
    postcode: 'de248se',
    markets: ['Clean Energy Industries', 'CLEAN_ENERGY'],
    phrases: [' wire EDM ', 'wire EDM', ''],
  });
  expect(supplier).toMatchObject({
    nameKey: 'peakprecision',
    companyNumber: '01234567',
    website: 'https://www.peak.example/',
    site: { postcode: 'DE24 8SE', place: null },
    marketsServed: ['CLEAN_ENERGY'],
    phrases: ['wire EDM'],
    acceptingWork: true,
  });
});

it('counts how much of the profile is filled in', () => {
  expect(prepared({}).completeness).toBe(0);
  const full = prepared({
    postcode: 'DE24 8SE',
    website: 'peak.example',
    summary: 'Wire EDM.',
    phrases: ['wire EDM'],
    certificates: [{ stated: 'ISO 9001' }],
    markets: ['CLEAN_ENERGY'],
    employees: 1,
    annualTurnoverGbp: 1,
    batch: { min: 1 },
    leadTimeDays: 0,
  });
  expect(full.completeness).toBe(100);
  const none = { website: false, markets: false };
  const most = { postcode: true, summary: true, capabilities: false, certificates: true, employees: true };
  expect(missingParts({ ...most, ...none, turnover: true, batch: true, leadTime: true })).toEqual([
    'capabilities',
    'markets',
    'website',
  ]);
});

it('gives the same draft the same hash, and a changed one another', () => {
  const one = prepared({ summary: 'Turning.' });
  expect(prepared({ summary: 'Turning.' }).contentHash).toBe(one.contentHash);
  expect(prepared({ summary: 'Turning' }).contentHash).not.toBe(one.contentHash);
  expect(prepared({ summary: 'Turning.', acceptingWork: false }).contentHash).not.toBe(one.contentHash);
});
