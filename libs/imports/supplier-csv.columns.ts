import { ImportFileError } from './import.report.js';

/** A column of the supplier template. */
export interface SupplierCsvColumn {
  readonly heading: string;
  readonly required: boolean;
  /** What to fill in, for the page and the guidance file. */
  readonly guidance: string;
  readonly example: string;
}

/** The example row carries this id; it is passed over when someone leaves it in the file. */
export const EXAMPLE_ID = 'EXAMPLE';

const column = (heading: string, example: string, guidance: string, required = false): SupplierCsvColumn => ({
  heading,
  required,
  guidance,
  example,
});

/** The supplier template, in order. */
export const SUPPLIER_CSV_COLUMNS = [
  column(
    'external_id',
    EXAMPLE_ID,
    'Your own reference. With it, importing again updates the same supplier.',
  ),
  column('name', 'Example Precision Ltd', 'Name of the business.', true),
  column('company_number', '01234567', 'Companies House number, if it has one.'),
  column('postcode', 'DE24 8BJ', 'Postcode of the site where the work is done.', true),
  column('website', 'https://www.example.com', 'Web address.'),
  column(
    'summary',
    'Five-axis machining of titanium and stainless parts, prototypes to small batches.',
    'What the business does, in its own words. Up to 5,000 characters.',
  ),
  column(
    'capabilities',
    'five-axis milling; CNC turning; CMM inspection',
    'Processes, materials, products and services, with a semicolon between them.',
  ),
  column(
    'certifications',
    'AS9100D until 2027-05-01; ISO 9001 until unknown',
    'Each scheme with "until" and its expiry date, semicolons between. Write "until unknown" if you do not know.',
  ),
  column(
    'markets',
    'Advanced Manufacturing; Automotive and rolling stock',
    'Sectors served: Advanced Manufacturing, Materials & Engineering; Automotive and rolling stock; Clean Energy Industries; Health & Life Sciences; Creative Industries.',
  ),
  column('employees', '42', 'Number of people employed.'),
  column('annual_turnover_gbp', '5200000', 'Yearly turnover in pounds.'),
  column('batch_min', '1', 'Smallest lot you take, in pieces.'),
  column('batch_max', '500', 'Largest lot you take, in pieces.'),
  column('lead_time_days', '28', 'Usual days from order to delivery.'),
  column('accepting_work', 'yes', 'yes or no: are you taking new work?'),
] as const;

/** Other headings people use for the same columns. */
const ALIASES: Readonly<Record<string, string>> = {
  id: 'external_id',
  company_name: 'name',
  business_name: 'name',
  supplier_name: 'name',
  companies_house_number: 'company_number',
  post_code: 'postcode',
  web_site: 'website',
  url: 'website',
  description: 'summary',
  certificates: 'certifications',
  sectors: 'markets',
  turnover: 'annual_turnover_gbp',
  annual_turnover: 'annual_turnover_gbp',
  lead_time: 'lead_time_days',
};

/** Where each template column stands in a file. */
export interface SupplierCsvHeader {
  /** Position by heading of the template; a column the file does not have is absent. */
  readonly positions: ReadonlyMap<string, number>;
  readonly width: number;
  /** Headings that are not part of the template. */
  readonly unknown: readonly string[];
}

/** A heading without regard to case, spaces, dashes and the star that marks required columns. */
export function normalHeading(heading: string): string {
  const name = heading
    .replace(/^\uFEFF/, '')
    .trim()
    .replace(/\s*\*$/, '')
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  return ALIASES[name] ?? name;
}

/** The headings are among so many rows: a title often stands above them. */
export const MOST_TOP_ROWS = 10;

/** Whether the headings name every column that is required. */
export function isWholeHeader(headings: readonly string[]): boolean {
  const names = new Set(headings.map(normalHeading));
  return SUPPLIER_CSV_COLUMNS.every(({ heading, required }) => !required || names.has(heading));
}

/** How many of the headings belong to the template; tells which delimiter a file uses. */
export function knownHeadings(headings: readonly string[]): number {
  return headings.filter((heading) => isTemplateHeading(normalHeading(heading))).length;
}

/**
 * Finds the template's columns in a header.
 * @throws ImportFileError WRONG_HEADER naming a missing required or repeated column
 */
export function supplierCsvHeader(headings: readonly string[]): SupplierCsvHeader {
  const positions = new Map<string, number>();
  const unknown: string[] = [];
  headings.forEach((heading, position) => {
    const name = normalHeading(heading);
    if (!isTemplateHeading(name)) {
      if (name !== '') unknown.push(heading.trim());
      return;
    }
    if (positions.has(name)) {
      const message = `The column ${name} appears twice ("${heading.trim()}"). Keep one of them.`;
      throw new ImportFileError('WRONG_HEADER', message, name, heading.trim());
    }
    positions.set(name, position);
  });
  for (const { heading, required } of SUPPLIER_CSV_COLUMNS) {
    if (!required || positions.has(heading)) continue;
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
export function supplierCsvTemplate(): string {
  const rows = [
    SUPPLIER_CSV_COLUMNS.map(({ heading }) => heading),
    SUPPLIER_CSV_COLUMNS.map(({ example }) => example),
  ];
  return `\uFEFF${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;
}

/** One line of plain text for each column of the template. */
export function supplierCsvGuidance(): string {
  return SUPPLIER_CSV_COLUMNS.map(
    ({ heading, required, guidance }) => `${heading}${required ? ' (required)' : ''}: ${guidance}\n`,
  ).join('');
}

function isTemplateHeading(name: string): boolean {
  return SUPPLIER_CSV_COLUMNS.some(({ heading }) => heading === name);
}

/** A value as a field of a CSV. */
export function quoted(value: string): string {
  return /[",;\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
