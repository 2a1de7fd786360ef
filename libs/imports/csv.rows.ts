import { CsvScanner, NEED_MORE } from './csv.scanner.js';
import type { ResumePoint } from './import.report.js';
import type { ImportSource } from './import.source.js';

/** One row of a CSV file: its values, or why they could not be read. */
export interface CsvRow {
  /** As a spreadsheet counts: a cell with line breaks is still one row. */
  readonly row: number;
  readonly values: readonly string[];
  readonly malformed: string | undefined;
}

export interface CsvRowsOptions {
  /** One ASCII character. */
  readonly delimiter: string;
  readonly from: ResumePoint;
  /** A longer row is taken for one with a lost quote. In bytes. */
  readonly maxRowBytes?: number;
}

/** Reads the rows of a CSV file piece by piece. Rows without any value are passed over, but counted. */
export async function* csvRows(
  source: ImportSource,
  options: CsvRowsOptions,
): AsyncGenerator<{ rows: CsvRow[]; resume: ResumePoint }> {
  const scanner = new CsvScanner(256, options.maxRowBytes ?? 256 * 1024, options.delimiter.charCodeAt(0));
  let { offset, row } = options.from;
  let rest: Buffer | undefined;

  const consume = (bytes: Buffer, final: boolean): CsvRow[] => {
    const rows: CsvRow[] = [];
    let at = 0;
    while (at < bytes.length) {
      const next = scanner.scan(bytes, at, final);
      if (next === NEED_MORE) break;
      row += 1;
      const { malformed } = scanner;
      const count = malformed === undefined ? Math.min(scanner.count, scanner.starts.length) : 0;
      const values = Array.from({ length: count }, (_, i) => scanner.text(bytes, i));
      if (malformed !== undefined || values.some((value) => value.trim() !== '')) {
        rows.push({ row, values, malformed });
      }
      at = next;
    }
    offset += at;
    rest = at < bytes.length ? bytes.subarray(at) : undefined;
    return rows;
  };

  for await (const chunk of source.open(offset)) {
    const rows = consume(rest ? Buffer.concat([rest, chunk]) : chunk, false);
    yield { rows, resume: { offset, row } };
  }
  if (rest) {
    const rows = consume(rest, true);
    yield { rows, resume: { offset, row } };
  }
}
