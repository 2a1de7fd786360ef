import { readHeader } from './csv.header.js';
import { csvRows, type CsvRow } from './csv.rows.js';
import { type CsvTemplate, EXAMPLE_ID, type TemplateHeader } from './csv.template.js';
import {
  ReportCollector,
  type FlawedRow,
  type ImportBatch,
  type ImportProgress,
  type ImportReader,
  type ResumePoint,
} from './import.report.js';
import { assertRowBoundary, assertUtf8Text, type ImportSource } from './import.source.js';
import { RowFindings } from './row.findings.js';
import { type SheetTable, sheetTable } from './workbook/workbook.source.js';

/** What a cell shows whose formula found no value, in a workbook or in the CSV of one. */
const FAILED_FORMULA =
  /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|GETTING_DATA|NOT_CALCULATED!)$/;
const FORMULA_REMEDY =
  'The formula in this cell has no result. Open the file, let it be calculated and save it, or type the value.';
const NOTES_BESIDE =
  'There are values to the right of the last heading, in this row and perhaps in others. They are not imported.';
const delimiterWords: Readonly<Record<string, string>> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs' };

export interface TemplateReaderOptions {
  readonly resumeFrom?: ResumePoint;
  /** Rows in a batch, at least; a batch ends with a piece of the file. */
  readonly batchSize?: number;
  readonly onProgress?: ImportProgress;
  /** Gives rows with something wrong in a cell too, for whoever has more to find in them, and rejects them then. */
  readonly flawed?: boolean;
  /** Takes what is found; one of its own unless given. */
  readonly report?: ReportCollector;
}

/** The values of one row, by heading of the template. */
export interface RowCells {
  /** Without outer spaces; '' for a column that the file does not have. */
  readonly cell: (heading: string) => string;
  /** Whether the file has the column. */
  readonly has: (heading: string) => boolean;
  /** Days that stand as numbers are counted from 1904. */
  readonly from1904: boolean;
}

/** How the rows of a template are read. */
export interface RowReading<T> {
  readonly template: CsvTemplate;
  /** Undefined when nothing can be made of it; then, or with an error among the findings, the row is rejected. */
  read(cells: RowCells, findings: RowFindings): T | undefined;
  /** Tells rows that mean the same, of which the second is rejected; undefined for one that is like no other. */
  keyOf(draft: T): string | undefined;
  /** What to say of a row that means the same as an earlier one. */
  repeated(
    draft: T,
    before: number,
  ): { readonly column: string; readonly value: string; readonly message: string };
}

/**
 * Reads the rows of a file made from a template: a CSV, or a workbook (.xlsx) with such a sheet. The whole file is
 * checked to be one with a good header before the first batch; after that a bad row costs only itself.
 * @throws ImportFileError while iterating, before any batch: EMPTY, BINARY, NOT_UTF8, WRONG_HEADER, BAD_OFFSET, TOO_LARGE
 */
export function readTemplate<T>(
  source: ImportSource,
  reading: RowReading<T>,
  options: TemplateReaderOptions,
): ImportReader<T> {
  const report = options.report ?? new ReportCollector();
  return { report, [Symbol.asyncIterator]: () => batches(source, reading, options, report) };
}

async function* batches<T>(
  file: ImportSource,
  reading: RowReading<T>,
  options: TemplateReaderOptions,
  report: ReportCollector,
): AsyncGenerator<ImportBatch<T>> {
  const { source, workbook } = await sheetTable(file, reading.template);
  await assertUtf8Text(source);
  const { header, delimiter, end } = await readHeader(source, reading.template);
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
  let kept: T[] = [];
  let flawed: FlawedRow<T>[] = [];
  let rowNumbers: number[] = [];
  let last = from;
  for await (const { rows, resume } of csvRows(source, { delimiter, from })) {
    for (const row of rows) {
      const draft = readRow(row, layout, reading, report, firstRows, options.flawed ? flawed : undefined);
      if (!draft) continue;
      kept.push(draft);
      rowNumbers.push(row.row);
    }
    last = resume;
    options.onProgress?.({ bytes: resume.offset, rows: resume.row, ...sizeOf });
    if (kept.length + flawed.length >= (options.batchSize ?? 500)) {
      yield { rows: kept, rowNumbers, flawed, resume };
      kept = [];
      flawed = [];
      rowNumbers = [];
    }
  }
  if (kept.length + flawed.length > 0) yield { rows: kept, rowNumbers, flawed, resume: last };
}

/** How the rows of a file are laid out. */
interface Layout {
  readonly header: TemplateHeader;
  readonly delimiter: string;
  readonly workbook: SheetTable['workbook'];
}

function readRow<T>(
  { row, values, malformed }: CsvRow,
  { header, delimiter, workbook }: Layout,
  reading: RowReading<T>,
  report: ReportCollector,
  firstRows: Map<string, number>,
  flawed?: FlawedRow<T>[],
): T | undefined {
  const findings = new RowFindings(row);
  const beside = values.slice(header.width).filter((value) => value.trim() !== '');
  report.read += 1;
  let draft: T | undefined;
  if (malformed !== undefined) {
    const message = `The row is not valid CSV: ${malformed}. Check its quotation marks; a quote in a text is doubled.`;
    findings.error('', '', 'MALFORMED_ROW', message);
  } else if (beside.length > 0 && !workbook) {
    const message = `The row has ${values.length} values for ${header.width} columns. Put quotes around texts with ${delimiterWords[delimiter]}.`;
    findings.error('', beside.join(' '), 'FIELD_COUNT', message);
  } else {
    const has = (heading: string): boolean => header.positions.has(heading);
    const cell = (heading: string): string => cellText(values[header.positions.get(heading) ?? -1]);
    if (cell(reading.template.key) === EXAMPLE_ID) {
      report.skip('example');
      return undefined;
    }
    const failed = [...header.positions.keys()].filter((heading) => FAILED_FORMULA.test(cell(heading)));
    for (const heading of failed) findings.error(heading, cell(heading), 'FAILED_FORMULA', FORMULA_REMEDY);
    const from1904 = workbook?.from1904 ?? false;
    // The other cells are read all the same, so that one sees all that is wrong with a row at once.
    const readable = (heading: string): string => (failed.includes(heading) ? '' : cell(heading));
    const others = new RowFindings(row);
    draft = reading.read({ cell: readable, has, from1904 }, others);
    findings.errors.push(...others.errors.filter(({ column }) => !failed.includes(column)));
    findings.warnings.push(...others.warnings.filter(({ column }) => !failed.includes(column)));
    // A sheet has its columns whatever a row holds, so that a note beside the list costs nothing.
    if (beside.length > 0 && !report.warningCounts.FIELD_COUNT) {
      findings.warn('', beside.join(' '), 'FIELD_COUNT', NOTES_BESIDE);
    }
  }
  const key = draft && reading.keyOf(draft);
  const before = key === undefined ? undefined : firstRows.get(key);
  if (draft && before !== undefined) {
    const { column, value, message } = reading.repeated(draft, before);
    findings.error(column, value, 'DUPLICATE', message);
  }
  findings.warnings.forEach((warning) => report.warn(warning));
  if (draft && findings.errors.length === 0) {
    if (key !== undefined) firstRows.set(key, row);
    report.accepted += 1;
    return draft;
  }
  if (draft && flawed) flawed.push({ row, draft, errors: findings.errors });
  else report.reject(findings.errors);
  return undefined;
}

/** The quote that our own lists put before what a sheet would take for a formula is no part of the text. */
const cellText = (value = ''): string => value.trim().replace(/^'(?=[=+\-@])/, '');

/** The items of a cell: a semicolon, a bar or a new line stands between two of them. */
export function listOf(text: string): string[] {
  return text
    .split(/[;|\n]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
