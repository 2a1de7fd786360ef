import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { COMPANIES_HOUSE_HEADER } from './companies-house.columns.js';
import { companiesHouseFile } from './companies-house.generator.js';
import { readCompaniesHouse } from './companies-house.reader.js';
import type { CompaniesHouseRow, RegionOfOutcode } from './companies-house.row.js';
import type { ImportReport, ResumePoint } from './import.report.js';
import { bufferSource } from './import.source.js';

const EAST = new Set(['DE', 'LE', 'LN', 'NG', 'NN']);
const WEST = new Set(['B', 'CV', 'DY', 'HR', 'ST', 'TF', 'WR', 'WS', 'WV']);
const regionOfOutcode: RegionOfOutcode = (outcode) => {
  const area = /^[A-Z]+/.exec(outcode)?.[0] ?? '';
  if (outcode === 'S80' || EAST.has(area)) return 'EAST_MIDLANDS';
  return WEST.has(area) ? 'WEST_MIDLANDS' : undefined;
};

interface Outcome {
  rows: CompaniesHouseRow[];
  report: ImportReport;
  points: { resume: ResumePoint; before: number }[];
}

async function read(
  content: string | Buffer,
  { chunkBytes = 1 << 16, batchSize = 5_000, resumeFrom = undefined as ResumePoint | undefined } = {},
): Promise<Outcome> {
  const reader = readCompaniesHouse(bufferSource(content, 'test', chunkBytes), {
    regionOfOutcode,
    batchSize,
    resumeFrom,
  });
  const rows: CompaniesHouseRow[] = [];
  const points: Outcome['points'] = [];
  for await (const batch of reader) {
    rows.push(...batch.rows);
    points.push({ resume: batch.resume, before: rows.length });
  }
  return { rows, report: reader.report, points };
}

const HEADER = COMPANIES_HOUSE_HEADER.join(',');

/** A row of the file: the given columns (named without outer spaces), everything else empty. */
function line(values: Record<string, string>): string {
  const complete: Record<string, string> = {
    CompanyName: 'TRENT MACHINING LIMITED',
    CompanyNumber: '01234567',
    'RegAddress.PostCode': 'DE24 8BJ',
    CompanyStatus: 'Active',
    IncorporationDate: '29/02/2004',
    'SICCode.SicText_1': '25620 - Machining',
    ...values,
  };
  return COMPANIES_HOUSE_HEADER.map(
    (name) => `"${(complete[name.trim()] ?? '').replaceAll('"', '""')}"`,
  ).join(',');
}

const file = (...lines: string[]): string => [HEADER, ...lines, ''].join('\r\n');

describe('readCompaniesHouse', () => {
  it('keeps the active companies of both regions, exactly as a plain reading does', async () => {
    const content = Buffer.concat([...companiesHouseFile({ rows: 3_000, seed: 5 })]);
    const { rows, report } = await read(content);
    const records = parse<Record<string, string>>(content, {
      columns: (names: string[]) => names.map((name) => name.trim()),
    });
    const expected = records.filter(
      (record) =>
        record.CompanyStatus!.startsWith('Active') &&
        regionOfOutcode(record['RegAddress.PostCode']!.split(' ')[0]!) !== undefined,
    );
    expect(expected.length).toBeGreaterThan(300);
    expect(
      rows.map(({ companyNumber, name, postcode, postTown }) => [companyNumber, name, postcode, postTown]),
    ).toEqual(
      expected.map((r) => [
        r.CompanyNumber,
        r.CompanyName,
        r['RegAddress.PostCode'],
        r['RegAddress.PostTown'],
      ]),
    );
    expect(rows.map((row) => row.incorporatedOn)).toEqual(
      expected.map((r) => r.IncorporationDate!.split('/').reverse().join('-')),
    );
    expect(report.read).toBe(3_000);
    expect(report.rejected).toBe(0);
    const skipped = Object.values(report.skipped).reduce((sum, n) => sum + n, 0);
    expect(report.accepted + skipped).toBe(report.read);
  });

  it('reads every field it promises', async () => {
    const { rows, report } = await read(
      file(
        line({
          CompanyName: 'THE "PEAK", CASTINGS\nLIMITED',
          'RegAddress.CareOf': 'A N ACCOUNTANT',
          'RegAddress.AddressLine1': '1 MILL LANE',
          'RegAddress.PostTown': 'DERBY',
          'RegAddress.PostCode': 'de248bj',
          CompanyStatus: 'Active - Proposal to Strike off',
          CompanyCategory: 'Private Limited Company',
          'SICCode.SicText_2': '24510 - Casting of iron',
          'SICCode.SicText_3': 'None Supplied',
        }),
      ),
    );
    expect(rows).toEqual([
      {
        companyNumber: '01234567',
        name: 'THE "PEAK", CASTINGS\nLIMITED',
        addressLines: ['A N ACCOUNTANT', '1 MILL LANE'],
        postTown: 'DERBY',
        county: null,
        postcode: 'DE24 8BJ',
        region: 'EAST_MIDLANDS',
        incorporatedOn: '2004-02-29',
        category: 'Private Limited Company',
        strikeOffProposed: true,
        sicCodes: ['25620', '24510'],
        sicTexts: ['Machining', 'Casting of iron'],
      },
    ]);
    expect(report.warnings).toEqual([]);
  });

  it.each([
    ['a dissolved company', { CompanyStatus: 'Dissolved' }, 'inactive'],
    ['a status that only begins like active', { CompanyStatus: 'Activeless' }, 'inactive'],
    ['a company without a postcode', { 'RegAddress.PostCode': '' }, 'no_postcode'],
    ['a company elsewhere', { 'RegAddress.PostCode': 'SW1A 1AA' }, 'outside_regions'],
    ['a place name for a postcode', { 'RegAddress.PostCode': 'BIRMINGHAM' }, 'outside_regions'],
  ])('leaves out %s', async (_what, values, reason) => {
    const { rows, report } = await read(file(line(values)));
    expect(rows).toEqual([]);
    expect(report).toMatchObject({ read: 1, rejected: 0, skipped: { [reason]: 1 } });
  });

  it('gives the same rows wherever the pieces of the file end', async () => {
    const content = file(
      line({ CompanyName: 'A ""QUOTED"" NAME, WITH\r\nA BREAK' }),
      line({ CompanyNumber: 'SC123456', CompanyName: 'CAFÉ €' }),
      line({ CompanyNumber: '00000003' }).slice(0, -3), // lost its last quote
      line({ CompanyNumber: '00000004' }),
    );
    const whole = await read(content);
    expect(whole.rows.map(({ companyNumber }) => companyNumber)).toEqual([
      '01234567',
      'SC123456',
      '00000004',
    ]);
    for (let chunkBytes = 1; chunkBytes < 60; chunkBytes += 1) {
      const { rows, report } = await read(content, { chunkBytes });
      expect(rows).toEqual(whole.rows);
      expect(report).toEqual(whole.report);
    }
  });

  it('goes on from every batch end with the same rows', async () => {
    const content = Buffer.concat([...companiesHouseFile({ rows: 400, seed: 9 })]);
    const whole = await read(content, { chunkBytes: 997, batchSize: 1 });
    expect(whole.points.length).toBeGreaterThan(30);
    for (const { resume, before } of whole.points) {
      const { rows } = await read(content, { resumeFrom: resume });
      expect(rows).toEqual(whole.rows.slice(before));
    }
  });

  it('refuses to go on from the middle of a row, or behind the end', async () => {
    const content = file(line({}), line({}));
    for (const offset of [HEADER.length + 20, content.length + 5]) {
      await expect(read(content, { resumeFrom: { offset, row: 2 } })).rejects.toMatchObject({
        code: 'BAD_OFFSET',
      });
    }
  });

  it('reports a bad row with its place and reads the good ones', async () => {
    const { rows, report } = await read(
      file(
        line({ CompanyNumber: '12' }),
        line({ CompanyName: '' }),
        line({}).replace('","', '";"'),
        `${line({})},"extra"`,
        '"a","b"',
        line({ IncorporationDate: '31/02/2004', 'SICCode.SicText_1': 'Machining' }),
      ),
    );
    expect(report.errors.map(({ row, column, code, value }) => [row, column, code, value])).toEqual([
      [2, 'CompanyNumber', 'INVALID_VALUE', '12'],
      [3, 'CompanyName', 'REQUIRED', ''],
      [4, '', 'MALFORMED_ROW', ''],
      [5, '', 'FIELD_COUNT', ''],
      [6, '', 'FIELD_COUNT', ''],
    ]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ incorporatedOn: null, sicCodes: [] });
    expect(report.warnings.map(({ column, value }) => [column, value])).toEqual([
      ['IncorporationDate', '31/02/2004'],
      ['SICCode.SicText_1', 'Machining'],
    ]);
  });

  it.each([
    ['an empty file', '', 'EMPTY', ''],
    ['another CSV file', 'name,postcode\nA,B1 1AA\n', 'WRONG_HEADER', 'CompanyName'],
    [
      'a missing column',
      file(line({})).replace('RegAddress.PostCode', 'Postcode'),
      'WRONG_HEADER',
      'RegAddress.PostCode',
    ],
    ['a repeated column', file(line({})).replace('URI', 'CompanyStatus'), 'WRONG_HEADER', 'CompanyStatus'],
    ['a zip file', Buffer.from('PK\x03\x04rest'), 'BINARY', ''],
    ['a binary file', Buffer.from([1, 2, 0, 3]), 'BINARY', ''],
    ['UTF-16', Buffer.from('\uFEFFCompanyName', 'utf16le'), 'NOT_UTF8', ''],
  ])('refuses %s', async (_what, content, code, column) => {
    await expect(read(content)).rejects.toMatchObject({ name: 'ImportFileError', code, column });
  });

  it('takes a header without the odd spaces, and warns of a new column', async () => {
    const content = file(line({}) + ',"x"').replace(HEADER, `${HEADER.replaceAll(', ', ',')},NewColumn`);
    const { rows, report } = await read(content);
    expect(rows).toHaveLength(1);
    expect(report.warnings).toMatchObject([{ row: 1, column: 'NewColumn', code: 'UNKNOWN_COLUMN' }]);
  });

  it('tells how far it has come', async () => {
    const content = Buffer.concat([...companiesHouseFile({ rows: 50, seed: 2 })]);
    const progress: { bytes: number; rows: number }[] = [];
    const source = bufferSource(content, 'test', 4_096);
    for await (const batch of readCompaniesHouse(source, {
      regionOfOutcode,
      onProgress: (p) => progress.push(p),
    })) {
      expect(batch.rows.length).toBeGreaterThan(0);
    }
    expect(progress.at(-1)).toEqual({ bytes: content.length, rows: 51 });
    expect(progress.length).toBeGreaterThan(3);
  });
});

describe('companiesHouseFile', () => {
  it('makes the same file from the same seed, in the published layout', () => {
    const make = (seed: number) => Buffer.concat([...companiesHouseFile({ rows: 200, seed })]).toString();
    expect(make(3)).toBe(make(3));
    expect(make(3)).not.toBe(make(4));
    const rows = parse(make(3));
    expect(rows).toHaveLength(201);
    expect(rows[0]).toHaveLength(55);
    expect(rows[0]!.slice(0, 2)).toEqual(['CompanyName', ' CompanyNumber']);
  });
});
