import { Run } from '#lib/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { COMPANIES_HOUSE_HEADER } from './companies-house.columns.js';
import { companiesHouseFile } from './companies-house.generator.js';
import { bufferSource, type ImportSource } from './import.source.js';
import { type ImportHarness, openImportHarness, refusalOf, reportOf } from './testing/import.harness.js';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await openImportHarness();
});
afterAll(() => harness.close());
beforeEach(() =>
  harness.db.writing((ctx) => ctx.query(`TRUNCATE organisations, postcodes, change_log, runs CASCADE`)),
);

const generated = Buffer.concat([...companiesHouseFile({ rows: 3_000, seed: 7 })]);
const pieces = (content: string | Buffer): ImportSource => bufferSource(content, 'register.csv', 16_384);

interface Options {
  resume?: boolean;
  batchSize?: number;
  onProgress?: (steps: { rows: number }) => void;
}
const importFile = (content: string | Buffer, options: Options = {}) =>
  harness.imports.importCompaniesHouse(harness.db.unitOfWork, harness.outer, pieces(content), {
    batchSize: 100,
    ...options,
  });

/** Everything the register says, in an order of its own; ids and times left out. */
const companies = (): Promise<unknown[]> =>
  harness.db.reading().query(
    `SELECT o.company_number, o.name, o.name_key, o.sic_codes, o.origin, o.claimed, o.supplier, s.postcode, s.address,
            s.lat, s.lon, s.precision, s.district_code, s.region, s.combined_authority, s.zones, r.scheme, r.identifier
       FROM organisations o LEFT JOIN sites s ON s.organisation_id = o.id
       LEFT JOIN organisation_references r ON r.organisation_id = o.id ORDER BY o.company_number`,
  );

function line(values: Record<string, string>): string {
  const complete: Record<string, string> = {
    CompanyName: 'TRENT MACHINING LIMITED',
    CompanyNumber: '01234567',
    'RegAddress.AddressLine1': '1 FOUNDRY YARD',
    'RegAddress.PostTown': 'DERBY',
    'RegAddress.PostCode': 'DE24 8BJ',
    CompanyStatus: 'Active',
    'SICCode.SicText_1': '25620 - Machining',
    ...values,
  };
  return COMPANIES_HOUSE_HEADER.map((name) => `"${complete[name.trim()] ?? ''}"`).join(',');
}
const file = (...lines: string[]): string => [COMPANIES_HOUSE_HEADER.join(','), ...lines, ''].join('\r\n');

describe('the import of the register', () => {
  it('makes unclaimed organisations with SIC hints and a site, and never a supplier', async () => {
    const report = reportOf(await importFile(file(line({}))));
    expect(report).toMatchObject({ kind: 'companies-house', accepted: 1, stored: { created: 1 } });
    expect(await companies()).toEqual([
      expect.objectContaining({
        company_number: '01234567',
        name: 'TRENT MACHINING LIMITED',
        name_key: 'trentmachining',
        sic_codes: ['25620'],
        origin: 'COMPANIES_HOUSE',
        claimed: false,
        supplier: false,
        postcode: 'DE24 8BJ',
        address: '1 FOUNDRY YARD, DERBY',
        precision: 'outcode',
        region: 'EAST_MIDLANDS',
        combined_authority: 'EMCCA',
        scheme: 'GB-COH',
        identifier: '01234567',
      }),
    ]);
    const footprint = await harness.footprint();
    expect(footprint).toMatchObject({ supplier_profiles: 0, supplier_capabilities: 0, change_log: 0 });
  });

  it('keeps the active companies of the two regions out of a whole file, and changes nothing the second time', async () => {
    const report = reportOf(await importFile(generated));
    expect(report.read).toBe(3_000);
    const skipped = Object.values(report.skipped).reduce((a, b) => a + b, 0);
    expect(report.accepted + report.rejected + skipped).toBe(3_000);
    expect(report.stored).toEqual({ created: report.accepted, updated: 0, unchanged: 0, kept: 0 });
    const before = [await harness.footprint(), await companies()];
    expect(before[0]).toMatchObject({ organisations: report.accepted, sites: report.accepted });
    const again = reportOf(await importFile(generated, { batchSize: 250 }));
    expect(again.stored).toEqual({ created: 0, updated: 0, unchanged: report.accepted, kept: 0 });
    expect([await harness.footprint(), await companies()]).toEqual(before);
  });

  it('goes on where it broke off, and ends with the same rows and the same counts', async () => {
    const whole = reportOf(await importFile(generated));
    const expected = await companies();
    for (const breakAt of [400, 1_500, 2_900]) {
      await harness.db.writing((ctx) => ctx.query(`TRUNCATE organisations, runs CASCADE`));
      let from = 0;
      const broken = importFile(generated, {
        onProgress: ({ rows }) => {
          if (rows > breakAt) throw new Error('pulled the plug');
        },
      });
      await expect(broken).rejects.toThrow('pulled the plug');
      const stored = (await harness.footprint()).organisations!;
      expect(stored).toBeLessThan(expected.length);
      const resumed = reportOf(
        await importFile(generated, { resume: true, onProgress: ({ rows }) => (from ||= rows) }),
      );
      if (breakAt > 1_000) {
        expect(stored).toBeGreaterThan(0);
        expect(from).toBeGreaterThan(500);
      }
      expect(await companies()).toEqual(expected);
      expect(resumed).toEqual(whole);
    }
  });

  it('does not go on in a file that has changed, nor after an import that was done', async () => {
    const rowsSeen = async (content: Buffer): Promise<number> => {
      let first = 0;
      await importFile(content, { resume: true, onProgress: ({ rows }) => (first ||= rows) });
      return first;
    };
    await importFile(generated);
    expect(await rowsSeen(generated)).toBeLessThan(100);
    const broken = importFile(generated, {
      onProgress: ({ rows }) => {
        if (rows > 2_000) throw new Error('pulled the plug');
      },
    });
    await expect(broken).rejects.toThrow('pulled the plug');
    const other = Buffer.from(generated.toString().replace('TRENT', 'TRANT'));
    expect(await rowsSeen(other)).toBeLessThan(100);
    expect(await rowsSeen(generated)).toBeGreaterThan(1_000);
  });

  it('leaves the place to go on from to a second attempt that fails as well', async () => {
    const breakAt = (row: number) => ({
      onProgress: ({ rows }: { rows: number }) => {
        if (rows > row) throw new Error('pulled the plug');
      },
    });
    await expect(importFile(generated, breakAt(2_000))).rejects.toThrow('plug');
    await expect(importFile(generated, { resume: true, ...breakAt(0) })).rejects.toThrow('plug');
    let first = 0;
    await importFile(generated, { resume: true, onProgress: ({ rows }) => (first ||= rows) });
    expect(first).toBeGreaterThan(1_000);
    const runs = await harness.db
      .reading()
      .repository(Run)
      .find({ order: { createdAt: 'ASC', id: 'ASC' } });
    expect(runs.map(({ state }) => state)).toEqual(['FAILED', 'FAILED', 'DONE']);
  });

  it('follows the register where nobody looks after the record, and only there', async () => {
    await importFile(file(line({}), line({ CompanyNumber: '07654321', CompanyName: 'SOAR CASTINGS LTD' })));
    await harness.db.writing((ctx) =>
      ctx.query(
        `UPDATE organisations SET claimed = true, name = 'Soar Castings' WHERE company_number = '07654321'`,
      ),
    );
    const moved = { 'RegAddress.PostCode': 'CV1 2AB', 'SICCode.SicText_1': '24510 - Casting of iron' };
    const next = file(
      line(moved),
      line({ ...moved, CompanyNumber: '07654321', CompanyName: 'SOAR CASTINGS 2 LTD' }),
    );
    expect(reportOf(await importFile(next)).stored).toEqual({
      created: 0,
      updated: 1,
      unchanged: 0,
      kept: 1,
    });
    expect(await companies()).toMatchObject([
      { company_number: '01234567', postcode: 'CV1 2AB', region: 'WEST_MIDLANDS', sic_codes: ['24510'] },
      { company_number: '07654321', name: 'Soar Castings', postcode: 'DE24 8BJ', sic_codes: ['25620'] },
    ]);
  });

  it('gives a supplier its SIC hints when it has none, and changes nothing else of what it declared', async () => {
    const csv = 'name,company_number,postcode,capabilities\nTrent Machining,01234567,NG7 2RD,turning\n';
    await harness.imports.importSuppliers(harness.db.unitOfWork, harness.outer, bufferSource(csv));
    expect(reportOf(await importFile(file(line({})))).stored).toMatchObject({
      created: 0,
      updated: 1,
      kept: 0,
    });
    expect(await companies()).toMatchObject([
      { name: 'Trent Machining', postcode: 'NG7 2RD', sic_codes: ['25620'], scheme: 'GB-COH' },
    ]);
    expect((await harness.changes()).map(({ topic }) => topic)).toEqual(['supplier', 'job', 'supplier']);
    expect(reportOf(await importFile(file(line({})))).stored).toMatchObject({ updated: 0, kept: 1 });
  });

  it('lets the whole postcode decide where the bulk table is loaded', async () => {
    await harness.db.writing((ctx) =>
      ctx.query(
        `INSERT INTO postcodes (code, lat, lon, district_code) VALUES ('DE248BJ', 52.89, -1.45, 'E06000015')`,
      ),
    );
    await importFile(file(line({}), line({ CompanyNumber: '00000002', 'RegAddress.PostCode': 'SK17 6AA' })));
    expect(await companies()).toMatchObject([
      { company_number: '00000002', postcode: 'SK17 6AA', precision: 'outcode' },
      { company_number: '01234567', precision: 'postcode', district_code: 'E06000015' },
    ]);
  });

  it('rejects rows it cannot read or place by row and column, and imports the rest', async () => {
    const report = reportOf(
      await importFile(
        file(
          line({ CompanyNumber: 'nonsense 1' }),
          line({}),
          line({ CompanyNumber: '00000003', 'RegAddress.PostCode': 'DE24 XXX' }),
          '"half a row"',
        ),
      ),
    );
    expect(report).toMatchObject({ read: 4, accepted: 1, rejected: 3, stored: { created: 1 } });
    expect(report.errors.map(({ row, column, value, code }) => [row, column, value, code])).toEqual(
      expect.arrayContaining([
        [2, 'CompanyNumber', 'NONSENSE 1', 'INVALID_VALUE'],
        [4, 'RegAddress.PostCode', 'DE24 XXX', 'INVALID_POSTCODE'],
        [5, '', '', 'FIELD_COUNT'],
      ]),
    );
  });

  it('takes the last of a repeated company number', async () => {
    const report = reportOf(
      await importFile(file(line({}), line({ CompanyName: 'TRENT MACHINING 2 LIMITED' }))),
    );
    expect(report.stored.created).toBe(1);
    expect(await companies()).toMatchObject([{ name: 'TRENT MACHINING 2 LIMITED' }]);
  });

  it('refuses a file of another kind and changes nothing', async () => {
    await importFile(file(line({})));
    const before = await harness.footprint();
    const outcome = await importFile('name,postcode\r\nTrent,DE24 8BJ\r\n');
    expect(refusalOf(outcome)).toMatchObject({ code: 'WRONG_HEADER', column: 'CompanyName' });
    expect(await harness.footprint()).toEqual(before);
  });
});
