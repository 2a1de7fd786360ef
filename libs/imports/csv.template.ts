import { ImportFileError } from './import.report.js';

/** A column of a template. */
export interface TemplateColumn {
  readonly heading: string;
  readonly required: boolean;
  /** What to fill in, for the sheet beside the one to fill in. */
  readonly guidance: string;
  readonly example: string;
  /** Digits in it are no number: the noughts in front of them count. */
  readonly isText?: boolean;
  /** The words that may be chosen from; others are refused by the row, not by the sheet. */
  readonly choices?: readonly string[];
}

/** A list that people fill in as a CSV or a workbook. */
export interface CsvTemplate {
  readonly columns: readonly TemplateColumn[];
  /** Other headings people use for the same columns. */
  readonly aliases: Readonly<Record<string, string>>;
  /** The column that tells one row from another: the example row has {@link EXAMPLE_ID} in it. */
  readonly key: string;
  /** Headings that our own lists have for people, and that are not read. */
  readonly passedOver?: readonly string[];
  /** The sheet to fill in. */
  readonly sheet: string;
}

/** The example row carries this id; it is passed over when someone leaves it in the file. */
export const EXAMPLE_ID = 'EXAMPLE';

/** A column of a template, in the order people read one. */
export const column = (
  heading: string,
  example: string,
  guidance: string,
  more: Partial<TemplateColumn> = {},
): TemplateColumn => ({ heading, required: false, guidance, example, ...more });

/** Where each template column stands in a file. */
export interface TemplateHeader {
  /** Position by heading of the template; a column the file does not have is absent. */
  readonly positions: ReadonlyMap<string, number>;
  readonly width: number;
  /** Headings that are not part of the template. */
  readonly unknown: readonly string[];
}

/** The headings are among so many rows: a title often stands above them. */
export const MOST_TOP_ROWS = 10;

/** A heading without regard to case, spaces, dashes and the star that marks required columns. */
function normalHeading({ aliases }: CsvTemplate, heading: string): string {
  const name = heading
    .replace(/^\uFEFF/, '')
    .trim()
    .replace(/\s*\*$/, '')
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  return aliases[name] ?? name;
}

const isOfTemplate = ({ columns }: CsvTemplate, name: string): boolean =>
  columns.some(({ heading }) => heading === name);

/** The headings that a list cannot do without. */
export const requiredHeadings = ({ columns }: CsvTemplate): string[] =>
  columns.filter(({ required }) => required).map(({ heading }) => heading);

/** Whether the headings name every column that is required. */
export function isWholeHeader(template: CsvTemplate, headings: readonly string[]): boolean {
  const names = new Set(headings.map((heading) => normalHeading(template, heading)));
  return requiredHeadings(template).every((heading) => names.has(heading));
}

/** How many of the headings belong to the template; tells which delimiter a file uses. */
export const knownHeadings = (template: CsvTemplate, headings: readonly string[]): number =>
  headings.filter((heading) => isOfTemplate(template, normalHeading(template, heading))).length;

/**
 * Finds the template's columns in a header.
 * @throws ImportFileError WRONG_HEADER naming a missing required or repeated column
 */
export function templateHeader(template: CsvTemplate, headings: readonly string[]): TemplateHeader {
  const positions = new Map<string, number>();
  const unknown: string[] = [];
  headings.forEach((heading, position) => {
    const name = normalHeading(template, heading);
    if (!isOfTemplate(template, name)) {
      if (name !== '' && !template.passedOver?.includes(name)) unknown.push(heading.trim());
      return;
    }
    if (positions.has(name)) {
      const message = `The column ${name} appears twice ("${heading.trim()}"). Keep one of them.`;
      throw new ImportFileError('WRONG_HEADER', message, name, heading.trim());
    }
    positions.set(name, position);
  });
  for (const heading of requiredHeadings(template)) {
    if (positions.has(heading)) continue;
    const found = headings
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .join(', ');
    throw new ImportFileError(
      'WRONG_HEADER',
      `The column ${heading} is missing. The first row must hold the headings of the template; it holds: ${found}.`,
      heading,
      found,
    );
  }
  return { positions, width: headings.length, unknown };
}

/** The template to download: headings and one example row, readable by spreadsheets (UTF-8 with mark, CRLF). */
export function csvTemplate({ columns }: CsvTemplate): string {
  const rows = [columns.map(({ heading }) => heading), columns.map(({ example }) => example)];
  return `\uFEFF${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;
}

/** A value as a field of a CSV. */
export function quoted(value: string): string {
  return /[",;\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
