import { companiesHouseColumns, type CompaniesHouseColumns } from './companies-house.columns.js';
import {
  CompaniesHouseRowReader,
  type CompaniesHouseRow,
  type RegionOfOutcode,
} from './companies-house.row.js';
import { CsvScanner, NEED_MORE } from './csv.scanner.js';
import {
  ImportFileError,
  ReportCollector,
  type ImportBatch,
  type ImportProgress,
  type ImportReader,
  type ResumePoint,
} from './import.report.js';
import { assertNotBinary, assertRowBoundary, type ImportSource } from './import.source.js';

/** Rows of the register are some 450 bytes; a row beyond this has lost a quote. */
const MAX_ROW_BYTES = 64 * 1024;
const MAX_FIELDS = 80;

export interface CompaniesHouseOptions {
  /** Decides by the outward code ('DE24'); undefined for a place outside the two regions. */
  readonly regionOfOutcode: RegionOfOutcode;
  /** Goes on where an earlier batch ended. */
  readonly resumeFrom?: ResumePoint;
  /** Kept rows in a batch, at least; a batch ends with a piece of the file. */
  readonly batchSize?: number;
  /** Called after each piece of the file (some 600 rows). */
  readonly onProgress?: ImportProgress;
}

/**
 * Reads the Basic Company Data CSV of Companies House and keeps the active companies of the two regions.
 * The natural key is the company number. Memory use does not grow with the file.
 *
 * `report.skipped` counts what was left out: `inactive`, `outside_regions`, `no_postcode`.
 * @throws ImportFileError while iterating, before any batch: EMPTY, BINARY, NOT_UTF8, WRONG_HEADER (names the
 *   column), BAD_OFFSET (`resumeFrom` is not at a row boundary)
 */
export function readCompaniesHouse(
  source: ImportSource,
  options: CompaniesHouseOptions,
): ImportReader<CompaniesHouseRow> {
  const report = new ReportCollector();
  return { report, [Symbol.asyncIterator]: () => batches(source, options, report) };
}

async function* batches(
  source: ImportSource,
  options: CompaniesHouseOptions,
  report: ReportCollector,
): AsyncGenerator<ImportBatch<CompaniesHouseRow>> {
  const { batchSize = 5_000, onProgress } = options;
  const header = await readHeader(source);
  for (const heading of options.resumeFrom ? [] : header.columns.unknown) {
    report.warn({
      row: 1,
      column: heading,
      value: heading,
      code: 'UNKNOWN_COLUMN',
      message: 'This column is not part of the published layout and is not imported.',
    });
  }
  let { offset, row } = header.end;
  if (options.resumeFrom && options.resumeFrom.offset > offset) {
    await assertRowBoundary(source, options.resumeFrom.offset);
    ({ offset, row } = options.resumeFrom);
  }

  const scanner = new CsvScanner(MAX_FIELDS, MAX_ROW_BYTES);
  const reader = new CompaniesHouseRowReader(scanner, header.columns, options.regionOfOutcode, report);
  let kept: CompaniesHouseRow[] = [];
  let rowNumbers: number[] = [];
  let rest: Buffer | undefined;

  /** Reads the whole rows of a piece, and returns how many bytes they take. */
  const consume = (bytes: Buffer, final: boolean): number => {
    let at = 0;
    while (at < bytes.length) {
      const next = scanner.scan(bytes, at, final);
      if (next === NEED_MORE) break;
      row += 1;
      const read = reader.read(bytes, row);
      if (read) {
        kept.push(read);
        rowNumbers.push(row);
      }
      at = next;
    }
    return at;
  };

  for await (const chunk of source.open(offset)) {
    const bytes = rest ? Buffer.concat([rest, chunk]) : chunk;
    const used = consume(bytes, false);
    rest = used < bytes.length ? bytes.subarray(used) : undefined;
    offset += used;
    onProgress?.({ bytes: offset, rows: row });
    if (kept.length >= batchSize) {
      yield { rows: kept, rowNumbers, resume: { offset, row } };
      kept = [];
      rowNumbers = [];
    }
  }
  if (rest) {
    offset += consume(rest, true);
    onProgress?.({ bytes: offset, rows: row });
  }
  if (kept.length > 0) yield { rows: kept, rowNumbers, resume: { offset, row } };
}

async function readHeader(
  source: ImportSource,
): Promise<{ columns: CompaniesHouseColumns; end: ResumePoint }> {
  const scanner = new CsvScanner(MAX_FIELDS, MAX_ROW_BYTES);
  let bytes: Buffer = Buffer.alloc(0);
  const columnsOf = (next: number) => ({
    columns: companiesHouseColumns(
      Array.from({ length: Math.min(scanner.count, MAX_FIELDS) }, (_, i) => scanner.text(bytes, i)),
    ),
    end: { offset: next, row: 1 },
  });
  for await (const chunk of source.open()) {
    if (bytes.length === 0) assertNotBinary(chunk);
    bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
    const next = scanner.scan(bytes, 0, false);
    if (next !== NEED_MORE) return columnsOf(next);
  }
  if (bytes.length === 0) throw new ImportFileError('EMPTY', 'The file is empty.');
  return columnsOf(scanner.scan(bytes, 0, true));
}
