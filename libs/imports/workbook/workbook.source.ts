import {
  type CsvTemplate,
  isWholeHeader,
  knownHeadings,
  MOST_TOP_ROWS,
  quoted,
  requiredHeadings,
} from '../csv.template.js';
import { ImportFileError } from '../import.report.js';
import { bufferSource, type ImportSource } from '../import.source.js';
import { type MergedCells, type SheetRow, sheetRows } from './sheet.reader.js';
import { readOutline, type SheetPlace, type WorkbookOutline } from './workbook.outline.js';
import { damaged, looksPacked, tooLarge, WorkbookPackage } from './workbook.package.js';

/** Largest workbook, packed. */
const MOST_PACKED = 50 * 1024 * 1024;
/** Bytes of the rows as CSV; a value far down costs a line for each row above it. */
const MOST_CSV = 80 * 1024 * 1024;
/** So many headings of the template tell a sheet with such a list from one that uses a word by chance. */
const LEAST_HEADINGS = 2;
/** Sheets of a large workbook whose names are told. */
const MOST_NAMED = 5;

/** A list made from a template, as CSV. */
export interface SheetTable {
  readonly source: ImportSource;
  /** Where it comes from when the file is a workbook. */
  readonly workbook?: {
    readonly sheet: string;
    /** Other sheets that are such lists too, and are not read. */
    readonly others: readonly string[];
    /** Its days are counted from 1904. */
    readonly from1904: boolean;
  };
}

/**
 * The CSV of a file: of a workbook that of the sheet with most headings of the template, row by row as the sheet
 * counts them; what is no workbook is taken as it is.
 * @throws ImportFileError BINARY, TOO_LARGE, EMPTY or WRONG_HEADER, with what to do about it
 */
export async function sheetTable(source: ImportSource, template: CsvTemplate): Promise<SheetTable> {
  const bytes = await packedBytes(source);
  if (!bytes) return { source };
  const pack = await WorkbookPackage.open(bytes);
  const outline = await readOutline(pack);
  const { sheet, others } = await chosenSheet(pack, outline, template);
  const merged: MergedCells[] = [];
  const rows: SheetRow[] = [];
  for await (const more of sheetRows(pack, sheet, outline, merged)) for (const row of more) rows.push(row);
  fillMerged(rows, merged);
  const name = `${source.name}, sheet “${sheet.name}”`;
  return {
    source: bufferSource(csvOf(rows), name),
    workbook: { sheet: sheet.name, others, from1904: outline.from1904 },
  };
}

/** The bytes of a file that is packed as a workbook is; undefined for any other. */
async function packedBytes(source: ImportSource): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source.open()) {
    if (size === 0 && !looksPacked(chunk)) return undefined;
    size += chunk.length;
    if (size > MOST_PACKED) throw tooLarge();
    chunks.push(chunk);
  }
  return size === 0 ? undefined : Buffer.concat(chunks);
}

interface Candidate {
  readonly sheet: SheetPlace;
  readonly known: number;
  /** It has every column that is required. */
  readonly whole: boolean;
  readonly blank: boolean;
}

async function chosenSheet(
  pack: WorkbookPackage,
  outline: WorkbookOutline,
  template: CsvTemplate,
): Promise<{ sheet: SheetPlace; others: string[] }> {
  const all: Candidate[] = [];
  for (const sheet of outline.sheets) all.push(await candidate(pack, sheet, outline, template));
  const shown = all.filter(({ sheet }) => !sheet.hidden);
  const hidden = all.find(({ sheet, known }) => sheet.hidden && known >= LEAST_HEADINGS);
  const rank = ({ whole, known }: Candidate): number => (whole ? 1000 : 0) + known;
  const best = shown.reduce<Candidate | undefined>((a, b) => (a && rank(a) >= rank(b) ? a : b), undefined);
  if (!best || best.known < LEAST_HEADINGS) {
    if (hidden) {
      const message = `The headings of the template are in the sheet “${hidden.sheet.name}”, which is hidden. Unhide it, save the workbook and import it again.`;
      throw new ImportFileError('WRONG_HEADER', message, '', hidden.sheet.name);
    }
    if (shown.every(({ blank }) => blank)) throw new ImportFileError('EMPTY', 'The workbook is empty.');
    const names = shown.map(({ sheet }) => `“${sheet.name}”`);
    const told = `${names.slice(0, MOST_NAMED).join(', ')}${names.length > MOST_NAMED ? ' …' : ''}`;
    const message = `No sheet has the headings of the template in its first ${MOST_TOP_ROWS} rows; looked at: ${told}. Put the headings ${requiredHeadings(template).join(' and ')}, and others of the template, above the columns.`;
    throw new ImportFileError('WRONG_HEADER', message, '', told);
  }
  const others = shown.filter((one) => one !== best && one.whole).map(({ sheet }) => sheet.name);
  return { sheet: best.sheet, others };
}

async function candidate(
  pack: WorkbookPackage,
  sheet: SheetPlace,
  outline: WorkbookOutline,
  template: CsvTemplate,
): Promise<Candidate> {
  const top: SheetRow[] = [];
  for await (const rows of sheetRows(pack, sheet, outline)) {
    top.push(...rows.filter(({ row }) => row <= MOST_TOP_ROWS));
    if (rows.at(-1)!.row >= MOST_TOP_ROWS) break;
  }
  const headings = top.map(({ cells }) => Array.from(cells, (text) => text ?? ''));
  const known = Math.max(0, ...headings.map((row) => knownHeadings(template, row)));
  return {
    sheet,
    known,
    whole: headings.some((row) => isWholeHeader(template, row)),
    blank: top.length === 0,
  };
}

/** Gives every row that a merged cell spans its value, as the sheet shows it; across columns it stays in the first. */
function fillMerged(rows: readonly SheetRow[], merged: readonly MergedCells[]): void {
  const at = new Map(rows.map((row, index) => [row.row, index]));
  for (const { firstRow, lastRow, column } of merged) {
    const first = at.get(firstRow);
    const value = first === undefined ? undefined : rows[first]!.cells[column];
    if (value === undefined) continue;
    // Only rows with a value of their own: a cell may span the whole sheet.
    for (let index = first! + 1; index < rows.length && rows[index]!.row <= lastRow; index += 1) {
      rows[index]!.cells[column] ??= value;
    }
  }
}

function csvOf(rows: readonly SheetRow[]): Buffer {
  const pieces: Buffer[] = [];
  let [size, last] = [0, 0];
  let lines: string[] = [];
  const write = (): void => {
    const piece = Buffer.from(lines.join(''), 'utf8');
    size += piece.length;
    if (size > MOST_CSV) throw tooLarge();
    pieces.push(piece);
    lines = [];
  };
  for (const { row, cells } of rows) {
    if (!(row > last)) throw damaged(new Error('its rows are not in order'));
    if (row - last > MOST_CSV) throw tooLarge();
    lines.push('\n'.repeat(row - last - 1), `${Array.from(cells, (text) => quoted(text ?? '')).join(',')}\n`);
    last = row;
    if (lines.length > 2_000) write();
  }
  write();
  return Buffer.concat(pieces);
}
