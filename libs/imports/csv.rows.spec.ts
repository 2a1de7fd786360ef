import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvRows, type CsvRow } from './csv.rows.js';
import { bufferSource } from './import.source.js';

async function read(
  text: string,
  chunkBytes = 1 << 20,
  delimiter = ',',
  maxRowBytes?: number,
): Promise<CsvRow[]> {
  const source = bufferSource(text, 'test', chunkBytes);
  const all: CsvRow[] = [];
  for await (const { rows } of csvRows(source, { delimiter, from: { offset: 0, row: 0 }, maxRowBytes })) {
    all.push(...rows);
  }
  return all;
}

const valuesOf = (rows: CsvRow[]) => rows.map(({ values }) => values);

const cell = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc
    .array(fc.constantFrom('"', ',', '\n', '\r\n', ' ', 'a', 'é', '€', ';'), { maxLength: 8 })
    .map((a) => a.join('')),
);
const table = fc
  .integer({ min: 1, max: 6 })
  .chain((width) =>
    fc.array(fc.tuple(fc.array(cell, { minLength: width, maxLength: width }), fc.boolean()), {
      minLength: 1,
      maxLength: 8,
    }),
  )
  .filter((rows) => rows.every(([cells]) => cells.some((text) => text.trim() !== '')));

/** Writes a table as RFC 4180 has it; the flag of a row asks for quotes around every field. */
function write(rows: [string[], boolean][], eol: string, delimiter: string): string {
  const field = (text: string, always: boolean): string =>
    always || /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return rows.map(([cells, always]) => cells.map((text) => field(text, always)).join(delimiter)).join(eol);
}

describe('csvRows', () => {
  it('reads back any table, wherever the pieces of the file end, and agrees with csv-parse', async () => {
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom(',', ';', '\t'),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        async (rows, eol, delimiter, chunkBytes, lastEol) => {
          const text = write(rows, eol, delimiter) + (lastEol ? eol : '');
          const read_ = valuesOf(await read(text, chunkBytes, delimiter));
          expect(read_).toEqual(rows.map(([cells]) => cells));
          expect(read_).toEqual(parse(text, { delimiter, record_delimiter: eol, relax_column_count: true }));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('goes on from any resume point with the same rows', async () => {
    const source = bufferSource('a,b\n"x\ny",1\n\nz,2\r\nlast,"3"', 'test', 3);
    const from = { offset: 0, row: 0 };
    const whole: CsvRow[] = [];
    const points: { resume: { offset: number; row: number }; before: number }[] = [];
    for await (const { rows, resume } of csvRows(source, { delimiter: ',', from })) {
      whole.push(...rows);
      points.push({ resume, before: whole.length });
    }
    expect(whole.map(({ row }) => row)).toEqual([1, 2, 4, 5]);
    expect(points.length).toBeGreaterThan(5);
    for (const { resume, before } of points) {
      const rest: CsvRow[] = [];
      for await (const { rows } of csvRows(source, { delimiter: ',', from: resume })) rest.push(...rows);
      expect(rest).toEqual(whole.slice(before));
    }
  });

  it.each([
    ['text after a closing quote', 'a,b\n"x"y,1\nz,2', '"x"y'],
    ['a quote that is never closed', 'a,b\n"x,1\nz,2\nw,3', 'x'],
    ['a carriage return after a closing quote', 'a,b\n"x"\ry,1\nz,2', 'x'],
  ])('loses only the row with %s', async (_what, text) => {
    for (const chunkBytes of [1, 2, 5, 1000]) {
      const rows = await read(text, chunkBytes);
      expect(rows[1]).toMatchObject({ row: 2, values: [], malformed: expect.stringMatching(/quote/) });
      expect(valuesOf(rows.slice(2))[0]).toEqual(['z', '2']);
    }
  });

  it('finds its way back when a lost quote is followed by much text', async () => {
    const text = `a,b\n"x,1\n${'good,row\n'.repeat(2_000)}`;
    const rows = await read(text, 256, ',', 4_096);
    expect(rows.filter(({ malformed }) => malformed)).toHaveLength(1);
    expect(rows.filter(({ values }) => values[0] === 'good')).toHaveLength(2_000);
  });

  it('keeps a quote inside an unquoted field', async () => {
    expect(valuesOf(await read('5" pipe,ok\n'))).toEqual([['5" pipe', 'ok']]);
  });

  it('reads bytes that are not UTF-8 as Latin-1', async () => {
    const source = bufferSource(Buffer.from('caf\xe9,1\n', 'latin1'));
    for await (const { rows } of csvRows(source, { delimiter: ',', from: { offset: 0, row: 0 } })) {
      expect(valuesOf(rows)).toEqual([['café', '1']]);
    }
  });
});
