import { CsvScanner } from './csv.scanner.js';
import {
  type CsvTemplate,
  knownHeadings,
  MOST_TOP_ROWS,
  templateHeader,
  type TemplateHeader,
} from './csv.template.js';
import { ImportFileError, type ResumePoint } from './import.report.js';
import type { ImportSource } from './import.source.js';

const DELIMITERS = [',', ';', '\t'] as const;
/** The header must end within this many bytes. */
const HEADER_BYTES = 64 * 1024;
/** Headings below the first row have at least so many of the template. */
const LEAST_HEADINGS = 2;

/** The headings of a file, what parts its fields, and where its rows begin. */
export interface ReadHeader {
  readonly header: TemplateHeader;
  readonly delimiter: string;
  readonly end: ResumePoint;
}

/**
 * Finds the headings of a CSV among its first rows.
 * @throws ImportFileError WRONG_HEADER
 */
export async function readHeader(source: ImportSource, template: CsvTemplate): Promise<ReadHeader> {
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
    const rows = topRows(head, from, delimiter, template);
    // A title often stands above the headings; a single word of it may be a heading by chance.
    return rows.filter(({ known }, at) => at === 0 || known >= LEAST_HEADINGS);
  });
  const best = readings.reduce((a, b) => (b.known > a.known ? b : a));
  if (best.headings.length === 0) {
    throw new ImportFileError('WRONG_HEADER', 'The first row is not valid CSV. Start from the template.');
  }
  return {
    header: templateHeader(template, best.headings),
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
function topRows(head: Buffer, from: number, delimiter: string, template: CsvTemplate): TopRow[] {
  const scanner = new CsvScanner(256, HEADER_BYTES, delimiter.charCodeAt(0));
  const rows: TopRow[] = [];
  for (let offset = from; rows.length < MOST_TOP_ROWS && (rows.length === 0 || offset < head.length);) {
    offset = scanner.scan(head, offset, true);
    const count = scanner.malformed === undefined ? Math.min(scanner.count, scanner.starts.length) : 0;
    const headings = Array.from({ length: count }, (_, i) => scanner.text(head, i));
    rows.push({
      delimiter,
      headings,
      offset,
      row: rows.length + 1,
      known: knownHeadings(template, headings),
    });
  }
  return rows;
}
