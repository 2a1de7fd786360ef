import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ImportHarness, openImportHarness, refusalOf, reportOf } from './testing/import.harness.js';

let harness: ImportHarness;
let scratch: string;
beforeAll(async () => {
  harness = await openImportHarness();
  scratch = await mkdtemp(join(tmpdir(), 'collections-'));
});
afterAll(async () => {
  await harness.close();
  await rm(scratch, { recursive: true });
});
beforeEach(() => harness.db.writing((ctx) => ctx.query(`TRUNCATE organisations, change_log, runs CASCADE`)));

const importFolder = (folder: string, options: { fictional?: boolean } = {}) =>
  harness.imports.importCollection(harness.db.unitOfWork, harness.outer, folder, options);

const SUPPLIER = {
  id: 'S1',
  name: 'Soar Valley Machining Ltd',
  postcode: 'LE4 5SP',
  website: 'https://soar.example',
  capabilities: ['CNC turning'],
  certifications: [{ name: 'ISO 9001', expiresOn: '2027-05-01' }],
  sectors: ['Automotive and rolling stock'],
};
const REQUIREMENT = {
  id: 'R1',
  buyer: 'Trent Bogie Works plc',
  postcode: 'DE24 8BJ',
  title: 'Turned bushes',
  needs: [{ phrase: 'CNC turning', importance: 'must' }],
  certifications: { required: ['ISO 9001'], desired: [] },
  sector: 'Automotive and rolling stock',
  annualValueGbp: 250000,
  maxDriveMinutes: 90,
};

async function folderOf(name: string, files: Record<string, string>): Promise<string> {
  const folder = join(scratch, name);
  await mkdir(folder, { recursive: true });
  for (const [file, content] of Object.entries(files)) await writeFile(join(folder, file), content);
  return folder;
}
const lines = (...values: unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

describe('the import of a collection', () => {
  it('stores the suppliers and requirements of ours, and checks its searches and judgements', async () => {
    const folder = 'test/relevance';
    const report = reportOf(await importFolder(folder));
    expect(report).toMatchObject({
      rejected: 0,
      buyersCreated: 16,
      stored: { created: 153, updated: 0, unchanged: 0, kept: 0 },
      parts: {
        'suppliers.jsonl': { read: 137, accepted: 137, stored: { created: 137 } },
        'requirements.jsonl': { read: 16, accepted: 16, stored: { created: 16 } },
        'searches.jsonl': { read: 40, accepted: 40 },
        'judgements.csv': { read: 550, accepted: 550 },
        'search_judgements.csv': { read: 565, accepted: 565 },
      },
    });
    expect(report.warningCounts.UNKNOWN_REFERENCE).toBeUndefined();
    const before = await harness.footprint();
    expect(before).toMatchObject({ supplier_profiles: 137, requirements: 16, buyer_profiles: 16 });
    const [states] = await harness.db
      .reading()
      .query(`SELECT count(*)::int AS n, array_agg(DISTINCT state) AS states FROM requirements`);
    expect(states).toEqual({ n: 16, states: ['OPEN'] });
    const again = reportOf(await importFolder(folder));
    expect(again.stored).toEqual({ created: 0, updated: 0, unchanged: 153, kept: 0 });
    expect(again.buyersCreated).toBe(0);
    expect(await harness.footprint()).toEqual(before);
  });

  it('tells the engine of both, and asks for one ranking', async () => {
    const files = { 'suppliers.jsonl': lines(SUPPLIER), 'requirements.jsonl': lines(REQUIREMENT) };
    await importFolder(await folderOf('both', files));
    expect((await harness.changes()).map(({ topic }) => topic)).toEqual(['supplier', 'requirement', 'job']);
  });

  it('takes those with a reserved web address for invented, unless told otherwise', async () => {
    const real = { ...SUPPLIER, id: 'S2', website: 'https://www.example.com' };
    const files = { 'suppliers.jsonl': lines(SUPPLIER, real), 'requirements.jsonl': lines(REQUIREMENT) };
    const folder = await folderOf('invented', files);
    const fictional = (): Promise<unknown[]> =>
      harness.db.reading().query(`SELECT website, fictional FROM organisations ORDER BY website NULLS LAST`);
    await importFolder(folder);
    expect(await fictional()).toEqual([
      { website: 'https://soar.example/', fictional: true },
      { website: 'https://www.example.com/', fictional: false },
      { website: null, fictional: true },
    ]);
    await harness.db.writing((ctx) => ctx.query(`TRUNCATE organisations CASCADE`));
    await importFolder(folder, { fictional: false });
    expect(await fictional()).toMatchObject([
      { fictional: false },
      { fictional: false },
      { fictional: false },
    ]);
  });

  it('imports the good lines of files with bad ones, and names file, line, place and value', async () => {
    const far = { ...SUPPLIER, id: 'S3', postcode: 'AB10 1AB' };
    const drive = { ...REQUIREMENT, id: 'R2', maxDriveMinutes: 1_000 };
    const folder = await folderOf('mixed', {
      'suppliers.jsonl': lines(SUPPLIER) + 'not json\n' + lines(far),
      'requirements.jsonl': lines({ ...REQUIREMENT, needs: [] }, REQUIREMENT, drive),
      'judgements.csv': 'requirement_id,supplier_id,grade,reason\nR1,S1,3,good\nR1,S9,0,who\n',
    });
    const report = reportOf(await importFolder(folder));
    expect(report).toMatchObject({ read: 8, accepted: 4, rejected: 4, stored: { created: 2 } });
    expect(report.errors.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, 'suppliers.jsonl', 'INVALID_JSON'],
      [3, 'suppliers.jsonl /postcode', 'INVALID_POSTCODE'],
      [1, 'requirements.jsonl /needs', 'INVALID_VALUE'],
      [3, 'requirements.jsonl /maxDriveMinutes', 'NOT_STORED'],
    ]);
    expect(report.warnings).toMatchObject([
      { row: 3, column: 'judgements.csv supplier_id', value: 'S9', code: 'UNKNOWN_REFERENCE' },
    ]);
  });

  it.each([
    ['a folder without a collection', {}, 'EMPTY'],
    ['suppliers that are no JSON at all', { 'suppliers.jsonl': '<html>\n</html>\n' }, 'NOT_JSON'],
    [
      'a binary file beside a good one',
      { 'suppliers.jsonl': lines(SUPPLIER), 'requirements.jsonl': 'a\0b' },
      'BINARY',
    ],
    [
      'judgements of another shape',
      { 'suppliers.jsonl': lines(SUPPLIER), 'judgements.csv': 'a,b\n1,2\n' },
      'WRONG_HEADER',
    ],
  ])('refuses %s and changes nothing', async (name, files, code) => {
    const before = await harness.footprint();
    const outcome = await importFolder(await folderOf(name, files));
    expect(refusalOf(outcome)).toMatchObject({ code });
    expect(await harness.footprint()).toEqual(before);
  });
});
