import { isoCellText, NOT_CALCULATED, numberText, unescaped } from './cell.text.js';
import { type SheetPlace, textCollector, type WorkbookOutline } from './workbook.outline.js';
import { tooLarge, type WorkbookPackage } from './workbook.package.js';
import { xmlEvents, type XmlEvents } from './xml.events.js';

/** As many columns as are read of a CSV; what stands further right is no list of suppliers. */
export const MOST_COLUMNS = 256;
/** Cells with a value, and characters of them: one long text can stand in every cell and take no room in the file. */
const MOST_CELLS = 1_500_000;
const MOST_CHARACTERS = 60_000_000;

/** A row of a sheet, with its number there; a cell without a value is an empty text, or is not there. */
export interface SheetRow {
  readonly row: number;
  readonly cells: string[];
}

/** Cells that are one: the value is that of the first. Rows and columns count from one and from nought. */
export interface MergedCells {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly column: number;
}

/** Reads the rows of a sheet that have a value, piece by piece. `merged` is complete at the end. */
export async function* sheetRows(
  pack: WorkbookPackage,
  sheet: SheetPlace,
  outline: WorkbookOutline,
  merged: MergedCells[] = [],
): AsyncGenerator<SheetRow[]> {
  const rows: SheetRow[] = [];
  let current: SheetRow = { row: 0, cells: [] };
  let [lastRow, column, cells, characters] = [0, -1, 0, 0];
  let cell = { type: '', style: 0, formula: false, valued: false };
  let [value, inValue] = ['', false];
  const inline = textCollector();

  const textOf = (): string => {
    const { type, style, formula, valued } = cell;
    if (type === 'inlineStr') return inline.value();
    if (!valued) return formula ? NOT_CALCULATED : '';
    switch (type) {
      case 's':
        return outline.texts[Number(value)] ?? '';
      case 'str':
        return unescaped(value);
      case 'b':
        return value.trim() === '1' || value.trim() === 'true' ? 'TRUE' : 'FALSE';
      case 'e':
        return value;
      case 'd':
        return isoCellText(value);
      default:
        return numberText(value, outline.styles[style], outline.from1904);
    }
  };

  const events: XmlEvents = {
    open(name, attributes) {
      if (name === 'c') {
        const written = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
        column = written < 0 ? column + 1 : written;
        cell = { type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), formula: false, valued: false };
        value = '';
        inline.clear();
      } else if (name === 'v') [inValue, cell.valued] = [true, true];
      else if (name === 'f') cell.formula = true;
      else if (name === 'row') {
        lastRow = Number(attributes.r ?? lastRow + 1);
        current = { row: lastRow, cells: [] };
        column = -1;
      } else if (name === 'mergeCell') {
        const range = /^\$?([A-Z]+)\$?(\d+):\$?[A-Z]+\$?(\d+)$/.exec(attributes.ref ?? '');
        if (range)
          merged.push({ firstRow: Number(range[2]), lastRow: Number(range[3]), column: columnOf(range[1]!) });
      } else inline.open(name);
    },
    text(text) {
      if (inValue) value += text;
      else inline.add(text);
    },
    close(name) {
      if (name === 'v') inValue = false;
      else if (name === 'row') {
        if (current.cells.length > 0) rows.push(current);
      } else if (name !== 'c') inline.close(name);
      else if (column < MOST_COLUMNS) {
        const text = textOf();
        if (text === '') return;
        current.cells[column] = text;
        cells += 1;
        characters += text.length;
        if (cells > MOST_CELLS || characters > MOST_CHARACTERS) throw tooLarge();
      }
    },
  };
  const taken = (): SheetRow[] => rows.splice(0);
  for await (const more of xmlEvents(pack.read(sheet.part), events, taken)) if (more.length > 0) yield more;
}

/** Column of a cell, counted from nought: 2 of "C7"; -1 when it names none. */
function columnOf(cell: string): number {
  let column = 0;
  for (const letter of /^\$?([A-Za-z]{0,3})/.exec(cell)![1]!.toUpperCase())
    column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
