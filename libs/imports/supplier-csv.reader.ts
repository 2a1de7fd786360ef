import { csvRows, type CsvRow } from './csv.rows.js';
import { isoFromSheetDate, isoFromWrittenDate } from './date.text.js';
import {
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
import { EXAMPLE_ID, type SupplierCsvHeader } from './supplier-csv.columns.js';
import { readHeader } from './supplier-csv.header.js';
import { type SupplierTable, supplierTable } from './workbook/workbook.source.js';
import { supplierDraft, type SupplierColumns, type SupplierDraft } from './supplier.draft.js';

/** What a cell shows whose formula found no value, in a workbook or in the CSV of one. */
const FAILED_FORMULA =
  /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|GETTING_DATA|NOT_CALCULATED!)$/;
const FORMULA_REMEDY =
  'The formula in this cell has no result. Open the file, let it be calculated and save it, or type the value.';
const NOTES_BESIDE =
  'There are values to the right of the last heading, in this row and perhaps in others. They are not imported.';
const delimiterWords: Readonly<Record<string, string>> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs' };

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
 * Reads suppliers from a file made from the template: a CSV, or a workbook (.xlsx) with such a sheet. The whole file is
 * checked to be one with a good header before the first batch; after that a bad row costs only itself.
 * @throws ImportFileError while iterating, before any batch: EMPTY, BINARY, NOT_UTF8, WRONG_HEADER, BAD_OFFSET, TOO_LARGE
 */
export function readSupplierCsv(
  source: ImportSource,
  options: SupplierCsvOptions,
): ImportReader<SupplierDraft> {
  const report = options.report ?? new ReportCollector();
  return { report, [Symbol.asyncIterator]: () => batches(source, options, report) };
}

async function* batches(
  file: ImportSource,
  options: SupplierCsvOptions,
  report: ReportCollector,
): AsyncGenerator<ImportBatch<SupplierDraft>> {
  const { source, workbook } = await supplierTable(file);
  await assertUtf8Text(source);
  const { header, delimiter, end } = await readHeader(source);
  report.sheet = workbook?.sheet;
  const resumed = options.resumeFrom !== undefined && options.resumeFrom.offset > end.offset;
  if (resumed) await assertRowBoundary(source, options.resumeFrom.offset);
  else {
    for (const heading of header.unknown) {
      const message = 'This column is not in the template and is not imported.';
      report.warn({ row: end.row, column: heading, value: heading, code: 'UNKNOWN_COLUMN', message });
    }
    for (const sheet of workbook?.others ?? []) {
      const message = `The sheet “${sheet}” has the headings of the template too, and is not imported. Import it from a workbook of its own.`;
      report.warn({ row: end.row, column: '', value: sheet, code: 'UNREAD_SHEET', message });
    }
  }
  const layout: Layout = { header, delimiter, workbook };
  const sizeOf = workbook && { totalBytes: source.size };
  const firstRows = new Map<string, number>();
  const from = resumed ? options.resumeFrom : end;
  let kept: SupplierDraft[] = [];
  let rowNumbers: number[] = [];
  let last = from;
  for await (const { rows, resume } of csvRows(source, { delimiter, from })) {
    for (const row of rows) {
      const draft = readRow(row, layout, options.resolvers, report, firstRows);
      if (!draft) continue;
      kept.push(draft);
      rowNumbers.push(row.row);
    }
    last = resume;
    options.onProgress?.({ bytes: resume.offset, rows: resume.row, ...sizeOf });
    if (kept.length >= (options.batchSize ?? 500)) {
      yield { rows: kept, rowNumbers, resume };
      kept = [];
      rowNumbers = [];
    }
  }
  if (kept.length > 0) yield { rows: kept, rowNumbers, resume: last };
}

/** How the rows of a file are laid out. */
interface Layout {
  readonly header: SupplierCsvHeader;
  readonly delimiter: string;
  readonly workbook: SupplierTable['workbook'];
}

function readRow(
  { row, values, malformed }: CsvRow,
  { header, delimiter, workbook }: Layout,
  resolvers: ImportResolvers,
  report: ReportCollector,
  firstRows: Map<string, number>,
): SupplierDraft | undefined {
  const findings = new RowFindings(row);
  const beside = values.slice(header.width).filter((value) => value.trim() !== '');
  report.read += 1;
  let draft: SupplierDraft | undefined;
  if (malformed !== undefined) {
    const message = `The row is not valid CSV: ${malformed}. Check its quotation marks; a quote in a text is doubled.`;
    findings.error('', '', 'MALFORMED_ROW', message);
  } else if (beside.length > 0 && !workbook) {
    const message = `The row has ${values.length} values for ${header.width} columns. Put quotes around texts with ${delimiterWords[delimiter]}.`;
    findings.error('', beside.join(' '), 'FIELD_COUNT', message);
  } else {
    const cell = (heading: string): string => values[header.positions.get(heading) ?? -1]?.trim() ?? '';
    if (cell('external_id') === EXAMPLE_ID) {
      report.skip('example');
      return undefined;
    }
    const failed = [...header.positions.keys()].filter((heading) => FAILED_FORMULA.test(cell(heading)));
    for (const heading of failed) findings.error(heading, cell(heading), 'FAILED_FORMULA', FORMULA_REMEDY);
    if (failed.length === 0) draft = supplierOf(cell, resolvers, findings, workbook?.from1904);
    // A sheet has its columns whatever a row holds, so that a note beside the list costs nothing.
    if (beside.length > 0 && !report.warningCounts.FIELD_COUNT) {
      findings.warn('', beside.join(' '), 'FIELD_COUNT', NOTES_BESIDE);
    }
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
  from1904 = false,
): SupplierDraft | undefined {
  const number = (column: string, min: number, max: number, whole = true): number | null =>
    readNumber(cell(column), { min, max, whole }, (code, message) =>
      findings.error(column, cell(column), code, message),
    );
  // A sum of a sheet has pence that its cell does not show.
  const pounds = (amount: number | null): number | null => amount && Math.round(amount);
  return supplierDraft(
    {
      externalId: cell('external_id'),
      name: cell('name'),
      companyNumber: cell('company_number'),
      postcode: cell('postcode'),
      website: cell('website'),
      summary: cell('summary'),
      capabilities: listOf(cell('capabilities')),
      certifications: listOf(cell('certifications')).map((text) => certificateOf(text, findings, from1904)),
      markets: listOf(cell('markets')),
      sicCodes: [],
      employees: number('employees', 0, 1_000_000),
      annualTurnoverGbp: pounds(number('annual_turnover_gbp', 0, 1e12, false)),
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
function certificateOf(
  text: string,
  findings: RowFindings,
  from1904: boolean,
): { text: string; validTo: string | null } {
  const match = /^(.*?)[\s,(]+(?:valid )?(?:until|expires|expiring|expiry)(?: on)?:?\s+([^)]*)\)?$/is.exec(
    text,
  );
  if (!match) return { text, validTo: null };
  const [, scheme = '', when = ''] = match;
  if (/^(unknown|not known|n\/?a|tbc|\?)$/i.test(when.trim())) return { text: scheme, validTo: null };
  const validTo = isoFromWrittenDate(when) ?? isoFromSheetDate(when, from1904);
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
