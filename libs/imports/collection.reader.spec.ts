import { describe, expect, it } from '@jest/globals';
import {
  readCollectionRequirements,
  readCollectionSearches,
  readCollectionSuppliers,
} from './collection.reader.js';
import type { ImportReader, ResumePoint } from './import.report.js';
import { testResolvers as resolvers } from './import.resolvers.fixture.js';
import { bufferSource } from './import.source.js';
import { readJudgements } from './judgement.reader.js';
import { MAX_LINE_BYTES } from './line.reader.js';

async function all<T>(reader: ImportReader<T>) {
  const rows: T[] = [];
  const points: { resume: ResumePoint; before: number }[] = [];
  for await (const batch of reader) {
    rows.push(...batch.rows);
    points.push({ resume: batch.resume, before: rows.length });
  }
  return { rows, points, report: reader.report };
}

const suppliers = (content: string | Buffer, chunkBytes?: number, resumeFrom?: ResumePoint) =>
  all(readCollectionSuppliers(bufferSource(content, 'test', chunkBytes), { resolvers, resumeFrom }));
const requirements = (content: string) =>
  all(readCollectionRequirements(bufferSource(content), { resolvers }));

const SUPPLIER = {
  id: 'S1',
  name: 'Trent Gears Ltd',
  postcode: 'de248bj',
  summary: 'Gears.',
  capabilities: ['gear grinding'],
  certifications: [{ name: 'ISO 9001', expiresOn: '2027-01-31' }, { name: 'AS9100D' }],
  sectors: ['Automotive and rolling stock'],
  sicCodes: ['25620'],
  employees: 40,
  annualTurnoverGbp: 3_000_000,
  batch: { min: 1, max: 50 },
  leadTimeDays: 20,
  acceptingWork: false,
};
const REQUIREMENT = {
  id: 'R1',
  buyer: 'Soar Drives plc',
  postcode: 'CV3 6BD',
  title: 'Ground gears',
  description: 'Helical gears.',
  needs: [{ phrase: 'gear grinding', importance: 'must' }],
  certifications: { required: ['ISO 9001'], desired: ['Acme Gold'] },
  sector: 'Automotive and rolling stock',
  annualValueGbp: 950_000,
  quantity: { perYear: 6_000, batch: 250 },
  maxDriveMinutes: 90,
};
const lines = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join('\n');

describe('readCollectionSuppliers', () => {
  it('reads every field', async () => {
    const { rows, report } = await suppliers(lines(SUPPLIER));
    expect(report).toMatchObject({ read: 1, accepted: 1, rejected: 0, warnings: [] });
    expect(rows).toEqual([
      {
        naturalKey: 'id:S1',
        externalId: 'S1',
        name: 'Trent Gears Ltd',
        companyNumber: null,
        postcode: 'DE24 8BJ',
        website: null,
        summary: 'Gears.',
        capabilities: ['gear grinding'],
        certifications: [
          { text: 'ISO 9001', ref: { scheme: 'ISO_9001' }, validTo: '2027-01-31' },
          { text: 'AS9100D', ref: { scheme: 'AS9100', edition: 'D' }, validTo: null },
        ],
        markets: ['AUTOMOTIVE_RAIL'],
        sicCodes: ['25620'],
        employees: 40,
        annualTurnoverGbp: 3_000_000,
        batch: { min: 1, max: 50 },
        leadTimeDays: 20,
        acceptingWork: false,
      },
    ]);
  });

  it.each([
    ['no name', { name: undefined }, '/name', 'REQUIRED', ''],
    ['a number for a name', { name: 7 }, '/name', 'INVALID_VALUE', '7'],
    ['a bad postcode', { postcode: 'Derby' }, '/postcode', 'INVALID_POSTCODE', 'Derby'],
    [
      'a date in words',
      { certifications: [{ name: 'ISO 9001', expiresOn: 'May 2027' }] },
      '/certifications/0/expiresOn',
      'INVALID_VALUE',
      'May 2027',
    ],
    ['a list for an object', { batch: [1, 2] }, '/batch', 'INVALID_VALUE', '[list of 2]'],
    ['lots the wrong way round', { batch: { min: 9, max: 2 } }, '/batch/max', 'OUT_OF_RANGE', '2'],
    ['a short SIC code', { sicCodes: ['2562'] }, '/sicCodes', 'INVALID_VALUE', '2562'],
  ])('rejects %s by line and field', async (_what, change, column, code, value) => {
    const { rows, report } = await suppliers(lines(SUPPLIER, { ...SUPPLIER, id: 'S2', ...change }));
    expect(rows).toHaveLength(1);
    expect(report.errors).toMatchObject([{ row: 2, column, code, value }]);
  });

  it('loses only the bad lines of a file', async () => {
    const content = Buffer.concat([
      Buffer.from(`\uFEFF${lines(SUPPLIER)}\r\n\n{"id": "S2",\n[1]\n"text"\n`),
      Buffer.from(`{"id":"Caf\xe9"}\n`, 'latin1'),
      Buffer.from(lines(SUPPLIER, { ...SUPPLIER, id: 'S3' })),
    ]);
    const { rows, report } = await suppliers(content);
    expect(rows.map(({ externalId }) => externalId)).toEqual(['S1', 'S3']);
    expect(report.errors.map(({ row, code }) => [row, code])).toEqual([
      [3, 'INVALID_JSON'],
      [4, 'INVALID_VALUE'],
      [5, 'INVALID_VALUE'],
      [6, 'ENCODING'],
      [7, 'DUPLICATE'],
    ]);
  });

  it('drops a line that is too long, and reads on', async () => {
    const content = `${lines(SUPPLIER)}\n{"id":"${'x'.repeat(MAX_LINE_BYTES)}"}\n${lines({ ...SUPPLIER, id: 'S3' })}\n`;
    const { rows, report, points } = await suppliers(content);
    expect(rows.map(({ externalId }) => externalId)).toEqual(['S1', 'S3']);
    expect(report.errors).toMatchObject([{ row: 2, code: 'TOO_LONG' }]);
    expect(points.at(-1)!.resume).toEqual({ offset: content.length, row: 3 });
  });

  it('gives the same rows wherever the pieces end, and from every resume point', async () => {
    const content = lines(...['a', 'é', '€', 'd'].map((id) => ({ ...SUPPLIER, id })));
    const whole = await suppliers(content);
    for (const chunkBytes of [1, 7, 64, 501]) {
      const { rows, points } = await suppliers(content, chunkBytes);
      expect(rows).toEqual(whole.rows);
      for (const { resume, before } of points) {
        expect((await suppliers(content, undefined, resume)).rows).toEqual(rows.slice(before));
      }
    }
  });

  it('takes out control characters, which the database would refuse', async () => {
    const { rows } = await suppliers(lines({ ...SUPPLIER, summary: 'Gears\0 and\u0007\nshafts ' }));
    expect(rows[0]!.summary).toBe('Gears and\nshafts');
  });

  it.each([
    ['an empty file', '', 'EMPTY'],
    ['a zip file', 'PK\x03\x04', 'BINARY'],
    ['a binary file', '\x01\0', 'BINARY'],
  ])('refuses %s', async (_what, content, code) => {
    await expect(suppliers(content)).rejects.toMatchObject({ code });
  });
});

describe('readCollectionRequirements', () => {
  it('reads every field, and warns of a scheme it does not know', async () => {
    const { rows, report } = await requirements(lines(REQUIREMENT));
    expect(rows).toEqual([
      {
        naturalKey: 'id:R1',
        externalId: 'R1',
        buyerName: 'Soar Drives plc',
        postcode: 'CV3 6BD',
        title: 'Ground gears',
        description: 'Helical gears.',
        needs: [{ phrase: 'gear grinding', importance: 'must' }],
        certifications: [
          { text: 'ISO 9001', ref: { scheme: 'ISO_9001' }, importance: 'required' },
          { text: 'Acme Gold', ref: null, importance: 'desired' },
        ],
        sectors: ['AUTOMOTIVE_RAIL'],
        annualValueGbp: 950_000,
        quantity: { perYear: 6_000, batch: 250 },
        maxDriveMinutes: 90,
      },
    ]);
    expect(report.warnings).toMatchObject([
      { column: '/certifications/desired', code: 'UNKNOWN_CERTIFICATE' },
    ]);
  });

  it.each([
    ['no needs', { needs: [] }, '/needs', 'INVALID_VALUE'],
    [
      'a need that is neither must nor should',
      { needs: [{ phrase: 'x', importance: 'nice' }] },
      '/needs/0/importance',
      'INVALID_VALUE',
    ],
    ['a bad postcode', { postcode: '?' }, '/postcode', 'INVALID_POSTCODE'],
    ['no title', { title: ' ' }, '/title', 'REQUIRED'],
  ])('rejects %s', async (_what, change, column, code) => {
    const { rows, report } = await requirements(lines({ ...REQUIREMENT, ...change }));
    expect(rows).toEqual([]);
    expect(report.errors).toMatchObject([{ row: 1, column, code }]);
  });
});

describe('readCollectionSearches', () => {
  it('reads queries', async () => {
    const source = bufferSource(lines({ id: 'T1', query: ' swiss turned brass ' }, { id: 'T2', query: '' }));
    const { rows, report } = await all(readCollectionSearches(source));
    expect(rows).toEqual([{ naturalKey: 'id:T1', query: 'swiss turned brass' }]);
    expect(report.errors).toMatchObject([{ row: 2, column: '/query' }]);
  });
});

describe('readJudgements', () => {
  const read = (content: string) => all(readJudgements(bufferSource(content)));

  it('reads graded pairs and names what is wrong', async () => {
    const { rows, report } = await read(
      'search_id,supplier_id,grade,reason\nT1,S1,3,"good, near"\nT1,S1,2,again\nT1,S2,4,x\nT2,,1,x\nT2,S2\n"T3"x,S1,1,y\nT4,S1,0,\n',
    );
    expect(rows).toEqual([
      { naturalKey: 'T1|S1', topicId: 'T1', supplierId: 'S1', grade: 3, reason: 'good, near' },
      { naturalKey: 'T4|S1', topicId: 'T4', supplierId: 'S1', grade: 0, reason: '' },
    ]);
    expect(report.errors.map(({ row, column, code }) => [row, column, code])).toEqual([
      [3, 'supplier_id', 'DUPLICATE'],
      [4, 'grade', 'INVALID_NUMBER'],
      [5, 'supplier_id', 'REQUIRED'],
      [6, '', 'FIELD_COUNT'],
      [7, '', 'MALFORMED_ROW'],
    ]);
  });

  it('refuses another header', async () => {
    await expect(read('requirement_id,grade\nR1,3\n')).rejects.toMatchObject({
      code: 'WRONG_HEADER',
      column: 'supplier_id',
    });
  });
});
