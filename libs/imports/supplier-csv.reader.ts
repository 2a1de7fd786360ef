import { csvRows, type CsvRow } from './csv.rows.js';
import { CsvScanner } from './csv.scanner.js';
import { isoFromSheetDate, isoFromWrittenDate } from './date.text.js';
import {
  ImportFileError,
  ReportCollector,
  type ImportBatch,
  type ImportProgress,
  type ImportReader,
  type ResumePoint,
} from './import.report.js';
import type { ImportResolvers } from './import.resolvers.js';
import { assertRowBoundary, assertUtf8Text, type ImportSource } from './import.source.js';
import { readFlag, readNumber } from './number.text.js';
import { RowFindings } from './row.findings.js';
import {
  EXAMPLE_ID,
  knownHeadings,
  supplierCsvHeader,
  type SupplierCsvHeader,
} from './supplier-csv.columns.js';
import { supplierDraft, type SupplierColumns, type SupplierDraft } from './supplier.draft.js';

const DELIMITERS = [',', ';', '\t'] as const;
const delimiterWords: Readonly<Record<string, string>> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs' };
/** The header must end within this many bytes. */
const HEADER_BYTES = 64 * 1024;
/** The headings are among so many rows, and one below the first has at least so many of the template. */
const MOST_TOP_ROWS = 10;
const LEAST_HEADINGS = 2;

export interface SupplierCsvOptions {
  readonly resolvers: ImportResolvers;
  readonly resumeFrom?: ResumePoint;
  /** Suppliers in a batch, at least; a batch ends with a piece of the file. */
  readonly batchSize?: number;
  readonly onProgress?: ImportProgress;
  /** Takes what is found; one of its own unless given. */
  readonly report?: ReportCollector;
}

/** Heading of each field, for findings. */
export const SUPPLIER_HEADINGS: SupplierColumns = {
  externalId: 'external_id',
  name: 'name',
  companyNumber: 'company_number',
  postcode: 'postcode',
  website: 'website',
  summary: 'summary',
  capabilities: 'capabilities',
  certifications: 'certifications',
  markets: 'markets',
  sicCodes: 'sic_codes',
  employees: 'employees',
  annualTurnoverGbp: 'annual_turnover_gbp',
  batchMin: 'batch_min',
  batchMax: 'batch_max',
  leadTimeDays: 'lead_time_days',
  acceptingWork: 'accepting_work',
};

/**
 * Reads suppliers from a CSV file made from the template. The whole file is checked to be UTF-8 text with a
 * good header before the first batch; after that a bad row costs only itself.
 * @throws ImportFileError while iterating, before any batch: EMPTY, BINARY, NOT_UTF8, WRONG_HEADER, BAD_OFFSET
 */
export function readSupplierCsv(
  source: ImportSource,
  options: SupplierCsvOptions,
): ImportReader<SupplierDraft> {
  const report = options.report ?? new ReportCollector();
  return { report, [Symbol.asyncIterator]: () => batches(source, options, report) };
}

async function* batches(
  source: ImportSource,
  options: SupplierCsvOptions,
  report: ReportCollector,
): AsyncGenerator<ImportBatch<SupplierDraft>> {
  await assertUtf8Text(source);
  const { header, delimiter, end } = await readHeader(source);
  const resumed = options.resumeFrom !== undefined && options.resumeFrom.offset > end.offset;
  if (resumed) await assertRowBoundary(source, options.resumeFrom.offset);
  else {
    for (const heading of header.unknown) {
      const message = 'This column is not in the template and is not imported.';
      report.warn({ row: end.row, column: heading, value: heading, code: 'UNKNOWN_COLUMN', message });
    }
  }
  const firstRows = new Map<string, number>();
  const from = resumed ? options.resumeFrom : end;
  let kept: SupplierDraft[] = [];
  let rowNumbers: number[] = [];
  let last = from;
  for await (const { rows, resume } of csvRows(source, { delimiter, from })) {
    for (const row of rows) {
      const draft = readRow(row, { header, delimiter }, options.resolvers, report, firstRows);
      if (!draft) continue;
      kept.push(draft);
      rowNumbers.push(row.row);
    }
    last = resume;
    options.onProgress?.({ bytes: resume.offset, rows: resume.row });
    if (kept.length >= (options.batchSize ?? 500)) {
      yield { rows: kept, rowNumbers, resume };
      kept = [];
      rowNumbers = [];
    }
  }
  if (kept.length > 0) yield { rows: kept, rowNumbers, resume: last };
}

function readRow(
  { row, values, malformed }: CsvRow,
  { header, delimiter }: { header: SupplierCsvHeader; delimiter: string },
  resolvers: ImportResolvers,
  report: ReportCollector,
  firstRows: Map<string, number>,
): SupplierDraft | undefined {
  const findings = new RowFindings(row);
  report.read += 1;
  let draft: SupplierDraft | undefined;
  if (malformed !== undefined) {
    const message = `The row is not valid CSV: ${malformed}. Check its quotation marks; a quote in a text is doubled.`;
    findings.error('', '', 'MALFORMED_ROW', message);
  } else if (
    values.length > header.width &&
    values.slice(header.width).some((value) => value.trim() !== '')
  ) {
    const message = `The row has ${values.length} values for ${header.width} columns. Put quotes around texts with ${delimiterWords[delimiter]}.`;
    findings.error('', values.slice(header.width).join(' '), 'FIELD_COUNT', message);
  } else {
    const cell = (heading: string): string => values[header.positions.get(heading) ?? -1]?.trim() ?? '';
    if (cell('external_id') === EXAMPLE_ID) {
      report.skip('example');
      return undefined;
    }
    draft = supplierOf(cell, resolvers, findings);
  }
  const before = draft && firstRows.get(draft.naturalKey);
  if (draft && before !== undefined) {
    const message = `The same supplier stands in row ${before}. Keep one row for each supplier, or give each an external_id.`;
    findings.error(
      draft.externalId === null ? 'name' : 'external_id',
      draft.externalId ?? draft.name,
      'DUPLICATE',
      message,
    );
  }
  findings.warnings.forEach((warning) => report.warn(warning));
  if (draft && findings.errors.length === 0) {
    firstRows.set(draft.naturalKey, row);
    report.accepted += 1;
    return draft;
  }
  report.reject(findings.errors);
  return undefined;
}

function supplierOf(
  cell: (heading: string) => string,
  resolvers: ImportResolvers,
  findings: RowFindings,
): SupplierDraft | undefined {
  const number = (column: string, min: number, max: number): number | null =>
    readNumber(cell(column), { min, max, whole: true }, (code, message) =>
      findings.error(column, cell(column), code, message),
    );
  return supplierDraft(
    {
      externalId: cell('external_id'),
      name: cell('name'),
      companyNumber: cell('company_number'),
      postcode: cell('postcode'),
      website: cell('website'),
      summary: cell('summary'),
      capabilities: listOf(cell('capabilities')),
      certifications: listOf(cell('certifications')).map((text) => certificateOf(text, findings)),
      markets: listOf(cell('markets')),
      sicCodes: [],
      employees: number('employees', 0, 1_000_000),
      annualTurnoverGbp: number('annual_turnover_gbp', 0, 1e12),
      batchMin: number('batch_min', 1, 1e9),
      batchMax: number('batch_max', 1, 1e9),
      leadTimeDays: number('lead_time_days', 0, 3_650),
      acceptingWork: readFlag(cell('accepting_work'), (message) =>
        findings.error('accepting_work', cell('accepting_work'), 'INVALID_VALUE', message),
      ),
    },
    SUPPLIER_HEADINGS,
    resolvers,
    findings,
  );
}

/** "AS9100D until 2027-05-01": without a date the expiry is unknown. */
function certificateOf(text: string, findings: RowFindings): { text: string; validTo: string | null } {
  const match = /^(.*?)[\s,(]+(?:valid )?(?:until|expires|expiring|expiry)(?: on)?:?\s+([^)]*)\)?$/is.exec(
    text,
  );
  if (!match) return { text, validTo: null };
  const [, scheme = '', when = ''] = match;
  if (/^(unknown|not known|n\/?a|tbc|\?)$/i.test(when.trim())) return { text: scheme, validTo: null };
  const validTo = isoFromWrittenDate(when) ?? isoFromSheetDate(when);
  if (validTo === null) {
    const message = 'The expiry is not a date. Write it as 2027-05-01, or write "until unknown".';
    findings.error('certifications', text, 'INVALID_DATE', message);
  }
  return { text: scheme, validTo };
}

function listOf(text: string): string[] {
  return text
    .split(/[;|\n]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

async function readHeader(
  source: ImportSource,
): Promise<{ header: SupplierCsvHeader; delimiter: string; end: ResumePoint }> {
  let head: Buffer = Buffer.alloc(0);
  for await (const chunk of source.open()) {
    head = Buffer.concat([head, chunk]);
    if (head.length >= HEADER_BYTES) break;
  }
  // The mark of UTF-8 would otherwise hide a quote at the start of the first heading.
  const start = head.subarray(0, 3).equals(Buffer.from('\uFEFF')) ? 3 : 0;
  // Spreadsheets in some languages write their delimiter into a first line of its own.
  const hint = /^sep=(.)\r?\n/.exec(head.toString('latin1', start, start + 8));
  const from = start + (hint?.[0].length ?? 0);
  const readings = DELIMITERS.flatMap((delimiter) => {
    const rows = topRows(head, from, delimiter);
    // A title often stands above the headings; a single word of it may be a heading by chance.
    return rows.filter(({ known }, at) => at === 0 || known >= LEAST_HEADINGS);
  });
  const best = readings.reduce((a, b) => (b.known > a.known ? b : a));
  if (best.headings.length === 0) {
    throw new ImportFileError('WRONG_HEADER', 'The first row is not valid CSV. Start from the template.');
  }
  return {
    header: supplierCsvHeader(best.headings),
    delimiter: best.delimiter,
    end: { offset: best.offset, row: best.row + (hint ? 1 : 0) },
  };
}

interface TopRow {
  delimiter: string;
  headings: string[];
  /** Where the next row begins. */
  offset: number;
  /** Counts from one. */
  row: number;
  known: number;
}

/** The rows among which the headings are looked for. */
function topRows(head: Buffer, from: number, delimiter: string): TopRow[] {
  const scanner = new CsvScanner(256, HEADER_BYTES, delimiter.charCodeAt(0));
  const rows: TopRow[] = [];
  for (let offset = from; rows.length < MOST_TOP_ROWS && (rows.length === 0 || offset < head.length);) {
    offset = scanner.scan(head, offset, true);
    const count = scanner.malformed === undefined ? Math.min(scanner.count, scanner.starts.length) : 0;
    const headings = Array.from({ length: count }, (_, i) => scanner.text(head, i));
    rows.push({ delimiter, headings, offset, row: rows.length + 1, known: knownHeadings(headings) });
  }
  return rows;
}
