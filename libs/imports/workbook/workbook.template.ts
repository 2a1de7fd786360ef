import type { CsvTemplate, TemplateColumn } from '../csv.template.js';
import { zipOf } from './zip.writer.js';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const KIND = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Rows below the headings that offer the words to choose from. */
const ROWS_TO_FILL = 10_000;
/** Styles of cells, as they stand in the part of the styles. */
const [PLAIN, HEADING, TEXT, WRAPPED] = [0, 1, 2, 3];

/** The template to download as a workbook: a sheet to fill in, with an example, and one that says what goes where. */
export function workbookTemplate({ columns, sheet: name }: CsvTemplate): Buffer {
  const styleOf = ({ isText }: TemplateColumn): number => (isText ? TEXT : PLAIN);
  const last = columnName(columns.length - 1);
  const list = sheet(
    columns.map((one) => ({
      width: Math.min(40, Math.max(one.heading.length, one.example.length) + 3),
      style: styleOf(one),
    })),
    [columns.map(({ heading }) => [heading, HEADING]), columns.map((one) => [one.example, styleOf(one)])],
    `<autoFilter ref="A1:${last}1"/>${choicesOf(columns)}`,
  );
  const guidance = sheet(
    [
      { width: 24, style: PLAIN },
      { width: 12, style: PLAIN },
      { width: 100, style: WRAPPED },
    ],
    [
      ['Column', 'Required', 'What to fill in'].map((text) => [text, HEADING]),
      ...columns.map(({ heading, required, guidance }): Cell[] => [
        [heading, PLAIN],
        [required ? 'yes' : '', PLAIN],
        [guidance, WRAPPED],
      ]),
    ],
  );
  return zipOf({
    '[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${KIND}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${KIND}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${KIND}.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="${KIND}.worksheet+xml"/></Types>`,
    '_rels/.rels': relations(['officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/><sheet name="What to fill in" sheetId="2" r:id="rId2"/></sheets><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">${name}!$A$1:$${last}$1</definedName></definedNames></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      ['worksheet', 'worksheets/sheet1.xml'],
      ['worksheet', 'worksheets/sheet2.xml'],
      ['styles', 'styles.xml'],
    ),
    'xl/styles.xml': styles(),
    'xl/worksheets/sheet1.xml': list,
    'xl/worksheets/sheet2.xml': guidance,
  });
}

/** Lists to choose from, in the cells of the columns that have them. */
function choicesOf(columns: readonly TemplateColumn[]): string {
  const lists = columns.flatMap(({ choices }, at) => {
    if (!choices) return [];
    const cells = `${columnName(at)}2:${columnName(at)}${ROWS_TO_FILL}`;
    return [
      `<dataValidation type="list" allowBlank="1" sqref="${cells}"><formula1>"${choices.join(',')}"</formula1></dataValidation>`,
    ];
  });
  return lists.length > 0
    ? `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>`
    : '';
}

type Cell = readonly [text: string, style: number];

function sheet(
  columns: readonly { readonly width: number; readonly style: number }[],
  rows: readonly (readonly Cell[])[],
  more = '',
): string {
  const widths = columns.map(
    ({ width, style }, at) =>
      `<col min="${at + 1}" max="${at + 1}" width="${width}" style="${style}" customWidth="1"/>`,
  );
  const lines = rows.map(
    (cells, at) =>
      `<row r="${at + 1}">${cells.map((cell, column) => cellOf(cell, `${columnName(column)}${at + 1}`)).join('')}</row>`,
  );
  return `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>${lines.join('')}</sheetData>${more}</worksheet>`;
}

function cellOf([text, style]: Cell, place: string): string {
  const number = style === PLAIN && /^\d+$/.test(text);
  if (number) return `<c r="${place}" s="${style}"><v>${text}</v></c>`;
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

function styles(): string {
  const xf = (format: number, font: number, more = ''): string =>
    `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"${more}`;
  const cells = [
    xf(0, 0, '/>'),
    xf(0, 1, '/>'),
    xf(49, 0, '/>'),
    xf(0, 0, ' applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'),
  ];
  const font = '<sz val="11"/><name val="Calibri"/><family val="2"/>';
  return `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font>${font}</font><font><b/>${font}</font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${cells.length}">${cells.join('')}</cellXfs></styleSheet>`;
}

const relations = (...targets: readonly (readonly [type: string, target: string])[]): string =>
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">${targets.map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`).join('')}</Relationships>`;

/** Name of a column, for fewer than 27. */
const columnName = (at: number): string => String.fromCharCode(65 + at);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
