import { AppError, isFailure, Run } from '#lib/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { bufferSource, fileSource } from './import.source.js';
import { csvTemplate } from './csv.template.js';
import { SUPPLIER_TEMPLATE } from './supplier-csv.columns.js';
import { type ImportHarness, openImportHarness, refusalOf, reportOf } from './testing/import.harness.js';
import { madeWorkbook } from './testing/workbook.fixture.js';
import { workbookTemplate } from './workbook/workbook.template.js';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await openImportHarness();
});
afterAll(() => harness.close());
beforeEach(() => harness.db.writing((ctx) => ctx.query(`TRUNCATE organisations, change_log, runs CASCADE`)));

const HEADER = 'external_id,name,company_number,postcode,capabilities,certifications,employees';
const GOOD = [
  'A1,Trent Machining Ltd,01234567,DE24 8BJ,CNC turning; five-axis milling,"AS9100D until 2027-05-01; ISO 9001",24',
  'A2,Soar Castings Ltd,,LE4 5SP,sand casting,,60',
  ',Wrekin Pressings,07654321,TF3 4AB,presswork,,12',
  ',Dudley Forge,,DY1 1AA,closed die forging,,8',
];
const file = (...lines: string[]): string => [HEADER, ...lines, ''].join('\r\n');
const importText = (text: string, name = 'suppliers.csv') =>
  harness.imports.importSuppliers(harness.db.unitOfWork, harness.outer, bufferSource(text, name));

describe('the import of a supplier CSV', () => {
  it('stores suppliers with what their words mean, tells the engine once, and keeps its report', async () => {
    const outcome = await importText(file(...GOOD));
    expect(reportOf(outcome)).toMatchObject({
      kind: 'suppliers',
      read: 4,
      accepted: 4,
      rejected: 0,
      stored: { created: 4, updated: 0, unchanged: 0, kept: 0 },
    });
    const rows = await harness.db.reading().query(
      `SELECT o.name, o.origin, o.claimed, s.postcode, s.region, array_agg(DISTINCT c.code) AS codes
         FROM organisations o JOIN sites s ON s.organisation_id = o.id
         JOIN supplier_capabilities c ON c.organisation_id = o.id
        WHERE o.company_number = '01234567' GROUP BY 1, 2, 3, 4, 5`,
    );
    expect(rows).toEqual([
      {
        name: 'Trent Machining Ltd',
        origin: 'SUPPLIER_CSV',
        claimed: false,
        postcode: 'DE24 8BJ',
        region: 'EAST_MIDLANDS',
        codes: expect.arrayContaining(['five-axis-milling']),
      },
    ]);
    const changes = await harness.changes();
    expect(changes.map(({ topic }) => topic)).toEqual(['supplier', 'job']);
    expect((changes[0]!.payload as { ids: string[] }).ids).toHaveLength(4);
    expect(changes[1]!.payload).toMatchObject({ name: 'matching.rank-all' });
    const run = await harness.db.reading().repository(Run).findOneByOrFail({ id: outcome.runId });
    expect(run).toMatchObject({ kind: 'IMPORT', state: 'DONE', subject: 'suppliers.csv' });
    expect(run.done).toBe(run.total);
    expect(run.report).toMatchObject({ read: 4, accepted: 4 });
  });

  it('writes nothing the second time, and only what differs the third', async () => {
    await importText(file(...GOOD));
    const before = await harness.footprint();
    expect(reportOf(await importText(file(...GOOD))).stored).toEqual({
      created: 0,
      updated: 0,
      unchanged: 4,
      kept: 0,
    });
    expect(await harness.footprint()).toEqual(before);
    const changed = GOOD.map((line) => line.replace('sand casting', 'gravity die casting'));
    expect(reportOf(await importText(file(...changed))).stored).toMatchObject({ updated: 1, unchanged: 3 });
    expect((await harness.footprint()).organisations).toBe(before.organisations);
  });

  it('imports the good rows of a file with bad ones, and names row, column and value of each', async () => {
    const bad = [
      'B1,,01234568,DE24 8BJ,turning,,1',
      'B2,Nowhere Ltd,,ZZ99 9ZZ,turning,,1',
      'B3,Far North Ltd,,AB10 1AB,turning,,1',
      'B4,Many Ltd,,DE24 8BJ,turning,,many',
      'B5,"Broken Ltd,,DE24 8BJ,turning,,1',
    ];
    const report = reportOf(await importText(file(bad[0]!, GOOD[0]!, ...bad.slice(1, 4), GOOD[1]!, bad[4]!)));
    expect(report).toMatchObject({ read: 7, accepted: 2, rejected: 5, stored: { created: 2 } });
    expect(report.errors.map(({ row, column, value, code }) => [row, column, value, code])).toEqual([
      [2, 'name', '', 'REQUIRED'],
      [4, 'postcode', 'ZZ99 9ZZ', 'INVALID_POSTCODE'],
      [5, 'postcode', 'AB10 1AB', 'INVALID_POSTCODE'],
      [6, 'employees', 'many', 'INVALID_NUMBER'],
      [8, '', '', 'MALFORMED_ROW'],
    ]);
  });

  it('rejects a row whose company number belongs to another supplier, and keeps the rest', async () => {
    await importText(file(GOOD[0]!, GOOD[1]!));
    const stolen = 'A2,Soar Castings Ltd,01234567,LE4 5SP,sand casting,,60';
    const report = reportOf(await importText(file(stolen, GOOD[3]!)));
    expect(report).toMatchObject({ accepted: 1, rejected: 1, stored: { created: 1 } });
    expect(report.errors).toMatchObject([
      { row: 2, column: 'company_number', value: '01234567', code: 'NOT_STORED' },
    ]);
  });

  it('warns of a new supplier whose name is registered in its postal district, once', async () => {
    await importText(file(GOOD[0]!, GOOD[3]!));
    const rows = [
      'N1,TRENT Machining Limited,,DE24 8QQ,turning,,9',
      'N2,Trent Machining Ltd,01999999,DE24 8BJ,turning,,9',
      'N3,Dudley Forge Ltd,01888888,DY1 1AA,forging,,9',
      'N4,Dudley Forge,,WV1 1AA,forging,,9',
    ];
    const report = reportOf(await importText(file(...rows)));
    expect(report).toMatchObject({ accepted: 4, rejected: 0, stored: { created: 4 } });
    expect(report.warnings).toMatchObject([
      { row: 2, column: 'name', code: 'LOOKS_REGISTERED', message: expect.stringContaining('01234567') },
      // Against the row before it, which states no number.
      { row: 3, column: 'name', code: 'LOOKS_REGISTERED' },
      {
        row: 4,
        column: 'name',
        code: 'LOOKS_REGISTERED',
        message: expect.stringContaining('leave this row out'),
      },
    ]);
    expect(reportOf(await importText(file(...rows))).warnings).toEqual([]);
  });

  it('leaves a record alone that somebody looks after', async () => {
    await importText(file(GOOD[0]!));
    await harness.db.writing((ctx) => ctx.query(`UPDATE organisations SET claimed = true`));
    const report = reportOf(await importText(file(GOOD[0]!.replace(',24', ',25'))));
    expect(report.stored).toEqual({ created: 0, updated: 0, unchanged: 0, kept: 1 });
  });

  it('says that everything changed when more suppliers changed than are worth naming', async () => {
    const many = Array.from({ length: 2_001 }, (_, i) => `M${i},Maker ${i} Ltd,,DE24 8BJ,turning,,5`);
    expect(reportOf(await importText(file(...many))).stored.created).toBe(2_001);
    expect((await harness.changes()).map(({ topic }) => topic)).toEqual(['everything', 'job']);
    await importText(file(...many));
    expect((await harness.changes()).length).toBe(2);
  });

  it('reports how far it is', async () => {
    const many = Array.from({ length: 1_200 }, (_, i) => `M${i},Maker ${i} Ltd,,DE24 8BJ,turning,,5`);
    const text = file(...many);
    const seen: number[] = [];
    await harness.imports.importSuppliers(
      harness.db.unitOfWork,
      harness.outer,
      bufferSource(text, 'x', 8_192),
      {
        onProgress: ({ bytes, totalBytes, rows }) => {
          expect(totalBytes).toBe(Buffer.byteLength(text));
          expect(rows).toBeGreaterThan(0);
          seen.push(bytes);
        },
      },
    );
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it.each([
    ['an empty file', '', 'EMPTY'],
    ['a wrong header', 'company,town\r\nTrent,Derby\r\n', 'WRONG_HEADER'],
    [
      'another encoding',
      Buffer.from(file(...GOOD, 'C1,Caf\xe9 Ltd,,DE24 8BJ,turning,,1'), 'latin1'),
      'NOT_UTF8',
    ],
    ['half a workbook', Buffer.from('PK\u0003\u0004 and no end'), 'BINARY'],
  ])('refuses %s and changes nothing but the run', async (_, content, code) => {
    await importText(file(...GOOD));
    const before = await harness.footprint();
    const outcome = await harness.imports.importSuppliers(
      harness.db.unitOfWork,
      harness.outer,
      bufferSource(content, 'bad.csv'),
    );
    expect(refusalOf(outcome)).toMatchObject({ code, message: expect.stringMatching(/\w/) });
    expect(await harness.footprint()).toEqual(before);
    const run = await harness.db.reading().repository(Run).findOneByOrFail({ id: outcome.runId });
    expect(run).toMatchObject({ state: 'FAILED', report: { refusal: { code } } });
  });

  it('stores nothing at all when it breaks off in the middle', async () => {
    const many = Array.from({ length: 5_000 }, (_, i) => `M${i},Maker ${i} Ltd,,DE24 8BJ,turning,,5`);
    const before = await harness.footprint();
    await expect(
      harness.imports.importSuppliers(
        harness.db.unitOfWork,
        harness.outer,
        bufferSource(file(...many), 'x', 65_536),
        {
          onProgress: ({ rows }) => {
            if (rows > 4_000) throw new Error('pulled the plug');
          },
        },
      ),
    ).rejects.toThrow('pulled the plug');
    expect(await harness.footprint()).toEqual(before);
    const [run] = await harness.db.reading().repository(Run).find();
    expect(run).toMatchObject({ state: 'FAILED' });
  });

  it('takes the template it hands out, example row aside', async () => {
    expect(reportOf(await importText(csvTemplate(SUPPLIER_TEMPLATE)))).toMatchObject({
      rejected: 0,
      skipped: { example: 1 },
      stored: { created: 0 },
    });
  });

  it('takes the template it hands out as a workbook', async () => {
    const source = bufferSource(workbookTemplate(SUPPLIER_TEMPLATE), 'suppliers.xlsx');
    const outcome = await harness.imports.importSuppliers(harness.db.unitOfWork, harness.outer, source);
    expect(reportOf(outcome)).toMatchObject({
      sheet: 'Suppliers',
      rejected: 0,
      warnings: [],
      skipped: { example: 1 },
      stored: { created: 0 },
    });
  });

  it('is for officers and the system alone', async () => {
    const before = await harness.footprint();
    const attempt = harness.imports.importSuppliers(
      harness.db.unitOfWork,
      { actor: { kind: 'anonymous' } },
      bufferSource(file(...GOOD)),
    );
    await expect(attempt).rejects.toThrow(AppError);
    expect(await harness.footprint()).toEqual(before);
    expect(await harness.db.reading().repository(Run).count()).toBe(0);
  });
});

describe('the import of a workbook', () => {
  const FIXTURE = 'libs/imports/workbook/fixtures/members.xlsx';
  const importFile = async () =>
    harness.imports.importSuppliers(harness.db.unitOfWork, harness.outer, await fileSource(FIXTURE));
  /** The rows of a CSV as a workbook that holds texts alone. */
  const workbook = (...lines: string[]): Buffer =>
    madeWorkbook({
      sheets: [{ rows: lines.map((line) => line.replaceAll('"', '').split(',')) }],
    });

  it('stores what its sheet says, names bad cells by row and column of that sheet, and nothing twice', async () => {
    const report = reportOf(await importFile());
    expect(report).toMatchObject({ sheet: 'Members & friends', read: 6, accepted: 4, rejected: 2 });
    expect(report.errors.map(({ row, column, value, code }) => [row, column, value, code])).toEqual([
      [7, 'postcode', 'ZZ99 9ZZ', 'INVALID_POSTCODE'],
      [8, 'capabilities', '#N/A', 'FAILED_FORMULA'],
      [8, 'employees', '0.3', 'INVALID_NUMBER'],
    ]);
    const [stored] = await harness.db.reading().query(
      `SELECT o.company_number AS number, p.employees, p.annual_turnover_gbp::int AS turnover,
              p.accepting_work AS accepting, c.valid_to::text AS until
         FROM organisations o JOIN supplier_profiles p ON p.organisation_id = o.id
         JOIN certificates c ON c.organisation_id = o.id WHERE o.name = 'Soar Castings & Sons'`,
    );
    // A date that a formula put into a text, a formula's result, and pence that its cell does not show.
    expect(stored).toEqual({
      number: null,
      employees: 60,
      turnover: 2_500_001,
      accepting: false,
      until: '2028-02-29',
    });
    const before = await harness.footprint();
    expect(reportOf(await importFile()).stored).toMatchObject({ created: 0, updated: 0, unchanged: 4 });
    expect(await harness.footprint()).toEqual(before);
  });

  it('is the same list as its CSV', async () => {
    const list = [HEADER, GOOD[1]!, GOOD[2]!, GOOD[3]!];
    expect(reportOf(await importText(file(...list.slice(1)))).stored.created).toBe(3);
    const outcome = await harness.imports.importSuppliers(
      harness.db.unitOfWork,
      harness.outer,
      bufferSource(workbook(...list), 'suppliers.xlsx'),
    );
    expect(reportOf(outcome).stored).toEqual({ created: 0, updated: 0, unchanged: 3, kept: 0 });
  });

  it('says how far it is, of the rows and not of the packed file', async () => {
    const many = Array.from({ length: 20_000 }, (_, i) => `M${i},Maker ${i} Ltd,,DE24 8BJ,turning,,5`);
    const seen: [number, number | null][] = [];
    const outcome = await harness.imports.importSuppliers(
      harness.db.unitOfWork,
      harness.outer,
      bufferSource(workbook(HEADER, ...many), 'many.xlsx'),
      { onProgress: ({ bytes, totalBytes }) => seen.push([bytes, totalBytes]) },
    );
    expect(reportOf(outcome).stored.created).toBe(20_000);
    expect(seen.length).toBeGreaterThan(1);
    for (const [bytes, total] of seen) expect(bytes).toBeLessThanOrEqual(total!);
    expect(seen.at(-1)![0]).toBe(seen.at(-1)![1]);
  });

  it('stores nothing when it breaks off in the middle', async () => {
    const many = Array.from({ length: 20_000 }, (_, i) => `M${i},Maker ${i} Ltd,,DE24 8BJ,turning,,5`);
    const before = await harness.footprint();
    const attempt = harness.imports.importSuppliers(
      harness.db.unitOfWork,
      harness.outer,
      bufferSource(workbook(HEADER, ...many), 'many.xlsx'),
      {
        onProgress: () => {
          throw new Error('pulled the plug');
        },
      },
    );
    await expect(attempt).rejects.toThrow('pulled the plug');
    expect(await harness.footprint()).toEqual(before);
  });

  it('is refused as a whole with what to do about it, and changes nothing', async () => {
    const before = await harness.footprint();
    const locked = await readFile('libs/imports/workbook/fixtures/password.xlsx');
    const done = await harness.db.writing((ctx) =>
      harness.imports.importSupplierFile(ctx, locked, 'locked.xlsx', 'file'),
    );
    expect(done).toMatchObject({
      ok: false,
      errors: [{ code: 'BINARY', path: ['file'], message: expect.stringContaining('password') }],
    });
    expect(await harness.footprint()).toEqual(before);
  });

  it('warns once of values beside the list, and of other lists in the workbook', async () => {
    const notes = [HEADER, `${GOOD[1]!},call again`, `${GOOD[2]!},,and again`];
    const sheets = [notes, [HEADER, GOOD[3]!]].map((lines) => ({
      rows: lines.map((line) => line.split(',')),
    }));
    const source = bufferSource(madeWorkbook({ sheets }), 'notes.xlsx');
    const outcome = await harness.imports.importSuppliers(harness.db.unitOfWork, harness.outer, source);
    const { accepted, rejected, warnings } = reportOf(outcome);
    expect([accepted, rejected]).toEqual([2, 0]);
    expect(warnings.map(({ row, code, value }) => [row, code, value])).toEqual([
      [1, 'UNREAD_SHEET', 'Sheet2'],
      [2, 'FIELD_COUNT', 'call again'],
    ]);
  });
});

describe('the import of CSV text in a transaction of the caller', () => {
  it('joins it, and is a failed result for a file that is refused', async () => {
    const done = await harness.db.writing((ctx) =>
      harness.imports.importSupplierFile(ctx, file(...GOOD), 'upload.csv', 'csv'),
    );
    if (isFailure(done)) throw new Error('failed');
    expect(done.value.report.stored.created).toBe(4);
    const before = await harness.footprint();
    const refused = await harness.db.writing((ctx) =>
      harness.imports.importSupplierFile(ctx, 'a,b\n1,2\n', 'upload.csv', 'csv'),
    );
    expect(refused).toMatchObject({ ok: false, errors: [{ code: 'WRONG_HEADER', path: ['csv'] }] });
    expect(await harness.footprint()).toEqual(before);
    expect(await harness.db.reading().repository(Run).count()).toBe(1);
  });
});
