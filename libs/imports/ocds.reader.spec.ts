import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import type { ImportSource } from './import.source.js';
import { bufferSource } from './import.source.js';
import { JsonSplitter } from './json.splitter.js';
import { ocdsEntries } from './ocds.document.js';
import type { NoticeDraft } from './ocds.draft.js';
import { mergeReleases } from './ocds.merge.js';
import { readOcds } from './ocds.reader.js';

async function read(content: unknown, chunkBytes?: number) {
  const text =
    typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content, null, 2);
  const reader = readOcds(bufferSource(text, 'test', chunkBytes));
  const rows: NoticeDraft[] = [];
  for await (const batch of reader) rows.push(...batch.rows);
  return { rows, report: reader.report };
}

const RELEASE = {
  ocid: 'ocds-test-0001',
  id: 17,
  date: '2026-03-02T09:00:00Z',
  tag: ['tender'],
  parties: [
    {
      id: 'GB-LAC-E08000026',
      name: 'Coventry Example Council',
      roles: ['buyer'],
      identifier: { scheme: 'GB-LAC', id: 'E08000026' },
      additionalIdentifiers: [{ scheme: 'GB-COH', id: '1234567.0' }],
      address: {
        streetAddress: '1 Example St',
        locality: 'Coventry',
        region: 'UKG33',
        postalCode: 'CV1 2AB',
        countryName: 'UK',
      },
    },
    { id: 7, name: 'Fosse Gears Ltd', roles: ['supplier'], identifier: null },
  ],
  buyer: { id: 'GB-LAC-E08000026', name: 'Coventry Example Council' },
  tender: {
    id: 't',
    title: 'Tram gears',
    description: 'Spare gears\0 for trams.',
    status: 'active',
    mainProcurementCategory: 'goods',
    value: { amount: 250_000, currency: 'GBP' },
    tenderPeriod: { endDate: '2026-04-01T23:30:00+01:00' },
    contractPeriod: { startDate: '2026-06-01', endDate: null },
    classification: { scheme: 'CPV', id: '34630000', description: 'Parts of railway vehicles' },
    items: [
      {
        id: '1',
        classification: { scheme: 'CPV', id: '42141300-0', description: 'Gears' },
        additionalClassifications: [
          { scheme: 'CPV', id: 42141300 },
          { scheme: 'UNSPSC', id: '26111500' },
          { scheme: 'CPV', id: '34631000.0' },
        ],
        deliveryAddresses: [{ region: 'UKG33', postalCode: 'CV1 2AB' }, { region: 'UKG33' }],
      },
    ],
    lots: [{ id: 1, title: 'Lot 1', value: { amount: 5, currency: 'EUR' } }],
  },
  awards: [
    {
      id: 'a1',
      status: 'active',
      date: '2026-05-01T00:00:00Z',
      value: { amountGross: 240_000, currency: 'GBP' },
      suppliers: [{ id: 7 }, {}],
    },
  ],
};

const DRAFT: NoticeDraft = {
  naturalKey: 'ocid:ocds-test-0001',
  ocid: 'ocds-test-0001',
  releaseId: '17',
  publishedAt: '2026-03-02T09:00:00Z',
  tags: ['tender'],
  buyer: {
    name: 'Coventry Example Council',
    identifiers: [
      { scheme: 'GB-LAC', id: 'E08000026' },
      { scheme: 'GB-COH', id: '1234567' },
      { scheme: '', id: 'GB-LAC-E08000026' },
    ],
    address: {
      street: '1 Example St',
      locality: 'Coventry',
      region: 'UKG33',
      postcode: 'CV1 2AB',
      country: 'UK',
    },
  },
  tender: {
    title: 'Tram gears',
    description: 'Spare gears for trams.',
    status: 'active',
    category: 'goods',
    cpvCodes: ['34630000', '42141300', '34631000'],
    cpvTexts: { '34630000': 'Parts of railway vehicles', '42141300': 'Gears' },
    value: { amount: 250_000, currency: 'GBP' },
    valueGbp: 250_000,
    closesOn: '2026-04-01',
    contractStartsOn: '2026-06-01',
    contractEndsOn: null,
    deliveryPostcodes: ['CV1 2AB'],
    deliveryRegions: ['UKG33'],
    lots: [{ id: '1', title: 'Lot 1', description: null, valueGbp: null, status: null }],
  },
  awards: [
    {
      id: 'a1',
      title: null,
      status: 'active',
      awardedOn: '2026-05-01',
      value: { amount: 240_000, currency: 'GBP' },
      valueGbp: 240_000,
      suppliers: [{ name: 'Fosse Gears Ltd', identifiers: [{ scheme: '', id: '7' }], address: null }],
    },
  ],
};

const packaged = { uri: 'https://example.com/1', publisher: { name: 'x' }, releases: [RELEASE] };
const record = {
  ocid: RELEASE.ocid,
  releases: [{ url: 'https://example.com/r', date: RELEASE.date }],
  compiledRelease: RELEASE,
};

describe('readOcds', () => {
  it.each([
    ['a single release', RELEASE],
    ['a release package', packaged],
    ['a release package with the releases first', { releases: [RELEASE], uri: 'u' }],
    ['a record', record],
    ['a record package', { records: [record], packages: ['https://example.com/p'] }],
    ['a list of releases', [RELEASE]],
    ['a list of packages', [packaged]],
    ['a release on one line', JSON.stringify(RELEASE)],
    ['a marked file', `\uFEFF${JSON.stringify(packaged)}\n`],
  ])('reads %s', async (_what, content) => {
    const { rows, report } = await read(content, 100);
    expect(rows).toEqual([DRAFT]);
    expect(report).toMatchObject({ read: 1, accepted: 1, rejected: 0 });
  });

  it('reads JSON lines of any of these, and loses only the bad lines', async () => {
    const lines = [RELEASE, '{"ocid": }', packaged, record, { ocid: 'x' }, [RELEASE]].map((line) =>
      typeof line === 'string' ? line : JSON.stringify(line),
    );
    for (const order of [lines, [...lines.slice(1), lines[0]!]]) {
      const { rows, report } = await read(`${order.join('\n')}\n`, 333);
      expect(rows).toEqual([DRAFT, DRAFT, DRAFT, DRAFT]);
      expect(report.errors.map(({ row, column, code }) => [row, column, code])).toEqual([
        [order.indexOf('{"ocid": }') + 1, '', 'INVALID_JSON'],
        [order.indexOf('{"ocid":"x"}') + 1, '/id', 'REQUIRED'],
      ]);
    }
  });

  it('merges the releases of a record that is not compiled, by date', async () => {
    const amendment = {
      ocid: RELEASE.ocid,
      id: 18,
      date: '2026-03-09T09:00:00Z',
      tag: ['tenderAmendment'],
      tender: {
        title: 'Tram gears and shafts',
        value: null,
        lots: [{ id: 1, status: 'cancelled' }, { id: 2 }],
      },
    };
    const { rows } = await read({ ocid: RELEASE.ocid, releases: [amendment, RELEASE] });
    expect(rows[0]).toMatchObject({
      releaseId: '18',
      publishedAt: amendment.date,
      buyer: DRAFT.buyer,
      awards: DRAFT.awards,
    });
    expect(rows[0]!.tender).toMatchObject({
      title: 'Tram gears and shafts',
      description: 'Spare gears for trams.',
      value: null,
    });
    expect(rows[0]!.tender!.lots).toMatchObject([
      { id: '1', title: 'Lot 1', status: 'cancelled' },
      { id: '2' },
    ]);
  });

  it('names the place of each error by JSON pointer', async () => {
    const bad = {
      releases: [
        { ...RELEASE, ocid: ' ' },
        { ...RELEASE, tender: { ...RELEASE.tender, value: { amount: '250000', currency: 'GBP' } } },
        { ...RELEASE, parties: [{ name: 'no id' }] },
        'text',
        RELEASE,
      ],
    };
    const { rows, report } = await read(bad);
    expect(rows).toEqual([DRAFT]);
    expect(report.errors.map(({ row, column, value }) => [row, column, value])).toEqual([
      [1, '/releases/0/ocid', ' '],
      [2, '/releases/1/tender/value/amount', '250000'],
      [3, '/releases/2/parties/0/id', ''],
      [4, '/releases/3', 'text'],
    ]);
    const linked = await read({ records: [{ ocid: 'x', releases: [{ url: 'u' }] }] });
    expect(linked.report.errors).toMatchObject([
      { column: '/records/0/releases', code: 'NOTHING_TO_IMPORT' },
    ]);
  });

  it('leaves out releases that only plan, and keeps those that only award', async () => {
    const { rows, report } = await read([
      { ...RELEASE, tender: undefined, awards: [] },
      { ...RELEASE, tender: { id: 't', title: ' ' } },
    ]);
    expect(report.skipped).toEqual({ no_tender: 1 });
    expect(rows).toEqual([{ ...DRAFT, tender: null }]);
  });

  it.each([
    ['an empty file', '  \n', 'EMPTY'],
    ['a CSV file', 'ocid,title\n', 'NOT_JSON'],
    ['a document cut short', JSON.stringify(packaged, null, 1).slice(0, -5), 'NOT_JSON'],
    ['a package of nothing', { releases: [] }, 'NOT_JSON'],
    ['a document not in UTF-8', Buffer.from('{"ocid":"\xe9"}', 'latin1'), 'NOT_UTF8'],
    ['a gzip file handed over unread', gzipSync('{}'), 'BINARY'],
  ])('refuses %s', async (_what, content, code) => {
    await expect(read(content)).rejects.toMatchObject({ name: 'ImportFileError', code });
  });

  it('bears a document nested beyond reason', async () => {
    const deep = `${'{"tender":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    const release = `{"ocid":"o","id":"1","date":"2026-01-01","x":${deep}}`;
    const { report } = await read(`{"ocid":"o","releases":[${release},${release}]}`);
    expect(report).toMatchObject({ read: 1, skipped: { no_tender: 1 } });
  });
});

describe('a document too large to parse whole', () => {
  const split = async (content: unknown, chunkBytes: number) => {
    const found = [];
    const source: ImportSource = bufferSource(JSON.stringify(content, null, 1), 'test', chunkBytes);
    for await (const { entries } of ocdsEntries(source, 10)) found.push(...entries);
    return found.map(({ pointer, value }) => [pointer, value]);
  };

  it('is cut into the same entries, wherever the pieces end', async () => {
    const nasty = { ocid: 'a"]}\\', text: 'releases', releases: [[{ x: '{[' }], { y: ']}' }] };
    const document = {
      'a"b': [1, { releases: [2] }],
      note: 'records',
      meta: { records: [{}] },
      releases: [nasty, RELEASE],
      end: 'x',
    };
    for (const chunkBytes of [1, 2, 3, 17, 100_000]) {
      expect(await split(document, chunkBytes)).toEqual([
        ['/releases/0', nasty],
        ['/releases/1', RELEASE],
      ]);
      expect(await split([nasty, RELEASE], chunkBytes)).toEqual([
        ['/0', nasty],
        ['/1', RELEASE],
      ]);
    }
  });

  it('is cut the same as JSON.parse reads it, for any entries', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1 }),
        fc.integer({ min: 1, max: 50 }),
        async (entries, chunkBytes) => {
          const text = JSON.stringify({ version: '1.1', records: entries });
          const splitter = new JsonSplitter(new Set(['records']));
          const found = [];
          for await (const chunk of bufferSource(text, 'test', chunkBytes).open())
            found.push(...splitter.push(chunk));
          splitter.end();
          expect(found.map(({ bytes }): unknown => JSON.parse(bytes.toString()))).toEqual(
            JSON.parse(JSON.stringify(entries)),
          );
        },
      ),
    );
  });

  it('loses only a broken entry, and says when it is cut short', async () => {
    const source = bufferSource('{"releases": [{"ocid": tru}, {"ocid": "b"}]}\n');
    const found = [];
    for await (const { entries } of ocdsEntries(source, 10)) found.push(...entries);
    expect(found).toMatchObject([
      { failure: { code: 'INVALID_JSON' } },
      { value: { ocid: 'b' }, failure: undefined },
    ]);
    await expect(async () => {
      for await (const { entries } of ocdsEntries(bufferSource('{"releases": [{"ocid": "a"}'), 10)) {
        expect(entries).toHaveLength(1);
      }
    }).rejects.toMatchObject({ code: 'NOT_JSON' });
  });
});

describe('mergeReleases', () => {
  it('keeps what later releases do not mention, and does not touch prototypes', () => {
    const merged = mergeReleases([
      JSON.parse('{"date":"2026-01-02T00:00:00Z","b":2,"list":[1],"__proto__":{"polluted":true}}') as Record<
        string,
        unknown
      >,
      { date: '2026-01-01T00:00:00Z', a: 1, b: 1, list: [3, 4] },
    ]);
    expect(merged).toEqual({ date: '2026-01-02T00:00:00Z', a: 1, b: 2, list: [1] });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
