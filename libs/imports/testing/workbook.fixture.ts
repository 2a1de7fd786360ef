import { zipOf } from '../workbook/zip.writer.js';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** A sheet of a workbook that is made up: the XML of its rows, or their texts. */
export interface MadeSheet {
  readonly name?: string;
  readonly state?: string;
  readonly rows: string | readonly (readonly string[])[];
  /** What stands behind the rows. */
  readonly after?: string;
}

export interface MadeWorkbook {
  readonly sheets: readonly MadeSheet[];
  /** The XML of shared texts, of formats of its own, and of the styles of cells. */
  readonly texts?: string;
  readonly formats?: string;
  readonly styles?: string;
  readonly properties?: string;
  /** Parts beside or instead of those. */
  readonly parts?: Readonly<Record<string, string | Buffer>>;
}

/** A workbook as few programs write it: for what a spreadsheet program cannot be made to do. */
export function madeWorkbook({ sheets, texts, formats, styles, properties, parts }: MadeWorkbook): Buffer {
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const relations = (...all: string[]): string =>
    `<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
  const entries = sheets.map(
    ({ name, state }, at) =>
      `<sheet name="${name ?? `Sheet${at + 1}`}" sheetId="${at + 1}"${state ? ` state="${state}"` : ''} r:id="s${at}"/>`,
  );
  return zipOf({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relations(relation('r', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${properties ?? ''}<sheets>${entries.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      ...sheets.map((_, at) => relation(`s${at}`, 'worksheet', `worksheets/sheet${at + 1}.xml`)),
      relation('t', 'sharedStrings', '/xl/sharedStrings.xml'),
      relation('f', 'styles', 'styles.xml'),
    ),
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${texts ?? ''}</sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts>${formats ?? ''}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${styles ?? '<xf/>'}</cellXfs></styleSheet>`,
    ...Object.fromEntries(sheets.map((sheet, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet)])),
    ...parts,
  });
}

const sheetXml = ({ rows, after }: MadeSheet): string =>
  `<worksheet xmlns="${MAIN}"><sheetData>${typeof rows === 'string' ? rows : rows.map(rowXml).join('')}</sheetData>${after ?? ''}</worksheet>`;

/** A row of texts, without saying where it and its cells are. */
export const rowXml = (texts: readonly string[]): string =>
  `<row>${texts.map((text) => `<c t="inlineStr"><is><t>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t></is></c>`).join('')}</row>`;
