import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ImportReport, ResumePoint } from './import.report.js';
import { testResolvers } from './import.resolvers.fixture.js';
import { bufferSource } from './import.source.js';
import { csvTemplate } from './csv.template.js';
import { SUPPLIER_TEMPLATE } from './supplier-csv.columns.js';
import { readSupplierCsv } from './supplier-csv.reader.js';
import type { SupplierDraft } from './supplier.draft.js';

async function read(
  content: string | Buffer,
  { chunkBytes = 1 << 16, batchSize = 500, resumeFrom = undefined as ResumePoint | undefined } = {},
): Promise<{
  rows: SupplierDraft[];
  report: ImportReport;
  points: { resume: ResumePoint; before: number }[];
}> {
  const source = bufferSource(content, 'test', chunkBytes);
  const reader = readSupplierCsv(source, { resolvers: testResolvers, batchSize, resumeFrom });
  const rows: SupplierDraft[] = [];
  const points: { resume: ResumePoint; before: number }[] = [];
  for await (const batch of reader) {
    rows.push(...batch.rows);
    points.push({ resume: batch.resume, before: rows.length });
  }
  return { rows, report: reader.report, points };
}

const HEADER = SUPPLIER_TEMPLATE.columns.map(({ heading }) => heading).join(',');

/** A CSV file of one supplier with the given columns. */
const one = (values: Record<string, string>): string => {
  const row: Record<string, string> = { name: 'Trent Gears Ltd', postcode: 'DE24 8BJ', ...values };
  const cells = Object.values(row).map((value) => `"${value.replaceAll('"', '""')}"`);
  return `${Object.keys(row).join(',')}\n${cells.join(',')}\n`;
};

describe('readSupplierCsv', () => {
  it('reads every column', async () => {
    const { rows, report } = await read(
      one({
        external_id: 'A-1',
        company_number: '1234567',
        website: 'www.trent.example',
        summary: 'Gears, "ground"\nand shafts',
        capabilities: 'gear grinding; splines;; gear grinding',
        certifications:
          'AS9100D until 2027-05-01; ISO 9001 until unknown; ISO 14001; IATF 16949 expires 1st June 2028',
        markets: 'Automotive and rolling stock; CLEAN_ENERGY',
        employees: '1,042',
        annual_turnover_gbp: '£1.1m',
        batch_min: '5',
        batch_max: '500',
        lead_time_days: '28',
        accepting_work: 'Yes',
      }),
    );
    expect(report).toMatchObject({ read: 1, accepted: 1, rejected: 0, errors: [], warnings: [] });
    expect(rows).toEqual([
      {
        naturalKey: 'id:A-1',
        externalId: 'A-1',
        name: 'Trent Gears Ltd',
        companyNumber: '01234567',
        postcode: 'DE24 8BJ',
        website: 'https://www.trent.example/',
        summary: 'Gears, "ground"\nand shafts',
        capabilities: ['gear grinding', 'splines'],
        certifications: [
          { text: 'AS9100D', ref: { scheme: 'AS9100', edition: 'D' }, validTo: '2027-05-01' },
          { text: 'ISO 9001', ref: { scheme: 'ISO_9001' }, validTo: null },
          { text: 'ISO 14001', ref: { scheme: 'ISO_14001' }, validTo: null },
          { text: 'IATF 16949', ref: { scheme: 'IATF_16949' }, validTo: '2028-06-01' },
        ],
        markets: ['AUTOMOTIVE_RAIL', 'CLEAN_ENERGY'],
        sicCodes: [],
        employees: 1_042,
        annualTurnoverGbp: 1_100_000,
        batch: { min: 5, max: 500 },
        leadTimeDays: 28,
        acceptingWork: true,
      },
    ]);
  });

  it('leaves unsaid things unknown', async () => {
    const { rows } = await read(one({ employees: '', accepting_work: '', batch_min: '' }));
    expect(rows[0]).toMatchObject({ employees: null, acceptingWork: null, batch: null, companyNumber: null });
    expect(rows[0]!.naturalKey).toBe('name:trent gears ltd|DE24 8BJ');
  });

  it('knows a supplier by its id, else its company number, else name and postcode', async () => {
    const keyOf = async (values: Record<string, string>) => (await read(one(values))).rows[0]!.naturalKey;
    expect(await keyOf({ external_id: '7', company_number: '01234567' })).toBe('id:7');
    expect(await keyOf({ company_number: 'sc123456' })).toBe('coh:SC123456');
    expect(await keyOf({ name: 'TRENT  Gears, Ltd.', postcode: 'de248bj' })).toBe(await keyOf({}));
  });

  it.each([
    ['a missing name', { name: ' ' }, 'name', 'REQUIRED', ''],
    ['a missing postcode', { postcode: '' }, 'postcode', 'REQUIRED', ''],
    ['a bad postcode', { postcode: 'DERBY' }, 'postcode', 'INVALID_POSTCODE', 'DERBY'],
    ['a bad company number', { company_number: 'N/A' }, 'company_number', 'INVALID_VALUE', 'N/A'],
    ['words for a number', { employees: 'about 40' }, 'employees', 'INVALID_NUMBER', 'about 40'],
    ['half a person', { employees: '2.5' }, 'employees', 'INVALID_NUMBER', '2.5'],
    ['a negative number', { lead_time_days: '-3' }, 'lead_time_days', 'OUT_OF_RANGE', '-3'],
    ['lots the wrong way round', { batch_min: '50', batch_max: '5' }, 'batch_max', 'OUT_OF_RANGE', '5'],
    [
      'a date that does not exist',
      { certifications: 'ISO 9001 until 2027-02-30' },
      'certifications',
      'INVALID_DATE',
      'ISO 9001 until 2027-02-30',
    ],
    [
      'an American date',
      { certifications: 'ISO 9001 until 05/31/2027' },
      'certifications',
      'INVALID_DATE',
      'ISO 9001 until 05/31/2027',
    ],
    ['neither yes nor no', { accepting_work: 'maybe' }, 'accepting_work', 'INVALID_VALUE', 'maybe'],
    [
      'a script for a web address',
      { website: 'javascript:alert(1)' },
      'website',
      'INVALID_VALUE',
      'javascript:alert(1)',
    ],
    ['a name that is too long', { name: 'x'.repeat(201) }, 'name', 'TOO_LONG', `${'x'.repeat(200)}…`],
  ])('rejects %s, and says what to do', async (_what, values, column, code, value) => {
    const { rows, report } = await read(one(values));
    expect(rows).toEqual([]);
    expect(report.errors).toMatchObject([{ row: 2, column, code, value }]);
    expect(report.errors[0]!.message.length).toBeGreaterThan(15);
    expect(report).toMatchObject({ read: 1, accepted: 0, rejected: 1, errorCounts: { [code]: 1 } });
  });

  it('keeps a supplier whose sector or scheme is not known, with a warning', async () => {
    const { rows, report } = await read(
      one({ markets: 'Fishing; Creative Industries', certifications: 'Acme Gold' }),
    );
    expect(rows[0]).toMatchObject({
      markets: ['CREATIVE'],
      certifications: [{ text: 'Acme Gold', ref: null, validTo: null }],
    });
    expect(report.warnings.map(({ column, value, code }) => [column, value, code])).toEqual([
      ['certifications', 'Acme Gold', 'UNKNOWN_CERTIFICATE'],
      ['markets', 'Fishing', 'UNKNOWN_SECTOR'],
    ]);
  });

  it('never lets a bad row block a good one', async () => {
    const { rows, report } = await read(
      [
        'name,postcode',
        'First Ltd,DE24 8BJ',
        'Comma, Ltd,DE24 8BJ',
        '"Quote" Ltd,DE24 8BJ',
        '"Open Ltd,DE24 8BJ',
        ',,',
        'First Ltd,de24 8bj',
        'Last Ltd,CV1 2AB',
      ].join('\n'),
    );
    expect(rows.map(({ name }) => name)).toEqual(['First Ltd', 'Last Ltd']);
    expect(report.errors.map(({ row, code }) => [row, code])).toEqual([
      [3, 'FIELD_COUNT'],
      [4, 'MALFORMED_ROW'],
      [5, 'MALFORMED_ROW'],
      [7, 'DUPLICATE'],
    ]);
    expect(report.errors[3]!.message).toContain('row 2');
  });

  it.each([
    ['a mark of UTF-8 and CRLF', '\uFEFFname,postcode\r\nA Ltd,DE24 8BJ\r\n'],
    ['a mark of UTF-8 before a quoted heading', '\uFEFF"name","postcode"\nA Ltd,DE24 8BJ\n'],
    ['semicolons', 'name;postcode;summary\nA Ltd;DE24 8BJ;this, and that\n'],
    ['a line that names the delimiter', 'sep=;\r\nname;postcode\r\nA Ltd;DE24 8BJ\r\n'],
    [
      'a title and a blank row above the headings',
      'Our suppliers 2026,,\n,,\nname,postcode,website\nA Ltd,DE24 8BJ\n',
    ],
    ['a title above headings with semicolons', 'Our name, our list\nname;postcode\nA Ltd;DE24 8BJ\n'],
    ['tabs', 'name\tpostcode\nA Ltd\tDE24 8BJ\n'],
    ['other case, spaces and stars in headings', ' Company Name* , POST-CODE*\nA Ltd,DE24 8BJ\n'],
    ['columns in another order', 'postcode,name\nDE24 8BJ,A Ltd'],
    ['empty columns at the end of each row', 'name,postcode,,\nA Ltd,DE24 8BJ,,,,\n,,,\n'],
    ['rows cut short', 'name,postcode,summary,employees\nA Ltd,DE24 8BJ\n'],
  ])('reads a file with %s', async (_what, content) => {
    const { rows, report } = await read(content);
    expect(rows).toMatchObject([{ name: 'A Ltd', postcode: 'DE24 8BJ' }]);
    expect(report.errors).toEqual([]);
    expect(report.warnings).toEqual([]);
  });

  it('counts the rows of a file with a title as a sheet does', async () => {
    const { report } = await read('Our suppliers\n\nname,postcode\nA Ltd,nowhere\n');
    expect(report.errors).toMatchObject([{ row: 4, code: 'INVALID_POSTCODE' }]);
  });

  it.each([
    ['name,postcode,summary\nA,DE24 8BJ,one,two\n', 'commas'],
    ['name;postcode;summary\nA;DE24 8BJ;one;two\n', 'semicolons'],
    ['name\tpostcode\tsummary\nA\tDE24 8BJ\tone\ttwo\n', 'tabs'],
  ])('says of a row with too many values what to put quotes around: %j', async (content, what) => {
    const { report } = await read(content);
    expect(report.errors.map(({ message }) => message)).toEqual([
      `The row has 4 values for 3 columns. Put quotes around texts with ${what}.`,
    ]);
  });

  it('reads a day that a sheet has written as its number, and says of a shortened number what to do', async () => {
    const { rows } = await read(one({ certifications: 'ISO 9001 until 46874' }));
    expect(rows).toMatchObject([{ certifications: [{ validTo: '2028-05-01' }] }]);
    const { report } = await read(
      one({ annual_turnover_gbp: '1.2E+06', certifications: 'ISO 9001 until 123' }),
    );
    expect(report.errors.map(({ code, message }) => [code, message])).toEqual([
      ['INVALID_DATE', expect.stringContaining('not a date')],
      ['INVALID_NUMBER', expect.stringContaining('shortened')],
    ]);
  });

  it('warns of columns it does not know', async () => {
    const { report } = await read(one({ 'Favourite colour': 'blue' }));
    expect(report.warnings).toMatchObject([{ row: 1, column: 'Favourite colour', code: 'UNKNOWN_COLUMN' }]);
  });

  it.each([
    ['an empty file', '', 'EMPTY', ''],
    ['blank lines alone', '\uFEFF\n \r\n', 'EMPTY', ''],
    ['a missing column', 'name,town\nA,Derby\n', 'WRONG_HEADER', 'postcode'],
    ['a repeated column', 'name,postcode,Company name\nA,DE24 8BJ,B\n', 'WRONG_HEADER', 'name'],
    ['prose', 'Dear all,\nplease find attached', 'WRONG_HEADER', 'name'],
    ['a broken header', '"name"x,postcode\nA,DE24 8BJ', 'WRONG_HEADER', ''],
    ['a spreadsheet', Buffer.from('PK\x03\x04\x14\0'), 'BINARY', ''],
    ['UTF-16', Buffer.from(`\uFEFF${HEADER}`, 'utf16le'), 'NOT_UTF8', ''],
    [
      'Windows-1252 far into the file',
      Buffer.from(`name,postcode\n${'A,DE24 8BJ\n'.repeat(20_000)}Caf\xe9,DE24 8BJ\n`, 'latin1'),
      'NOT_UTF8',
      '',
    ],
    ['a NUL far into the file', `name,postcode\n${'A,DE24 8BJ\n'.repeat(20_000)}\0\n`, 'BINARY', ''],
    [
      'a text cut in the middle of a character',
      Buffer.from('name,postcode\nCafé').subarray(0, -1),
      'NOT_UTF8',
      '',
    ],
  ])('refuses %s before it yields a row', async (_what, content, code, column) => {
    await expect(read(content, { batchSize: 1, chunkBytes: 1_000 })).rejects.toMatchObject({ code, column });
  });

  it('goes on from every batch end with the same rows', async () => {
    const lines = Array.from({ length: 60 }, (_, i) => `"Firm ${i}${i % 7 ? '' : '\nLtd'}",DE24 8BJ,id${i}`);
    const content = ['name,postcode,external_id', ...lines].join('\r\n');
    const whole = await read(content, { chunkBytes: 50, batchSize: 1 });
    expect(whole.rows).toHaveLength(60);
    for (const { resume, before } of whole.points) {
      expect((await read(content, { resumeFrom: resume })).rows).toEqual(whole.rows.slice(before));
    }
    await expect(read(content, { resumeFrom: { offset: 45, row: 2 } })).rejects.toMatchObject({
      code: 'BAD_OFFSET',
    });
  });

  it('never fails on any text under a good header', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.integer({ min: 1, max: 64 }),
        async (text, chunkBytes) => {
          const body = text.replaceAll('\0', '');
          const { report } = await read(`${HEADER}\n${body}`, { chunkBytes });
          const skipped = Object.values(report.skipped).reduce((sum, n) => sum + n, 0);
          expect(report.accepted + report.rejected + skipped).toBe(report.read);
        },
      ),
    );
  });
});

describe('the supplier template', () => {
  it('is read back: its example is passed over, and a changed example is a supplier', async () => {
    const template = csvTemplate(SUPPLIER_TEMPLATE);
    const { rows, report } = await read(template);
    expect(rows).toEqual([]);
    expect(report).toMatchObject({ read: 1, rejected: 0, skipped: { example: 1 }, warnings: [] });
    const filled = await read(template.replace('EXAMPLE', 'S-1'));
    expect(filled.report).toMatchObject({ accepted: 1, errors: [], warnings: [] });
    expect(filled.rows[0]!.certifications).toHaveLength(2);
  });

  it('is explained column by column', () => {
    const { columns } = SUPPLIER_TEMPLATE;
    expect(columns.filter(({ guidance }) => !/\w.*[.?]$/.test(guidance))).toEqual([]);
    expect(columns.filter(({ required }) => required).map(({ heading }) => heading)).toEqual([
      'name',
      'postcode',
    ]);
  });
});
