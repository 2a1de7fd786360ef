import { parsePostcode } from '#lib/geography';
import type { RequirementVisibility } from '#lib/requirements';
import type { Region } from '#lib/taxonomy';
import { isoFromCell } from './date.text.js';
import type { ImportResolvers } from './import.resolvers.js';
import { readNumber } from './number.text.js';
import { REGION_WORDS, VISIBILITY_WORDS } from './requirement-csv.columns.js';
import type { RowFindings } from './row.findings.js';
import { listOf, type RowCells } from './template.reader.js';
import { cleanText } from './text.clean.js';

/** What a row says of a requirement; a column that the file does not have is absent, an empty cell is nothing. */
export interface RequirementValues {
  title: string;
  description: string;
  musts: string[];
  shoulds: string[];
  required: string[];
  desired: string[];
  quantityPerYear: number | null;
  quantityBatch: number | null;
  valueGbp: number | null;
  leadTimeDays: number | null;
  postcode: string | null;
  maxDriveMinutes: number | null;
  regions: Region[];
  firstDeliveryOn: string | null;
  closesOn: string | null;
  replyDays: number | null;
  visibility: RequirementVisibility;
  sectors: string[];
  cpvCodes: string[];
}

/** The column of each value. */
export const REQUIREMENT_HEADINGS: Readonly<Record<keyof RequirementValues, string>> = {
  title: 'title',
  description: 'description',
  musts: 'musts',
  shoulds: 'shoulds',
  required: 'certifications_required',
  desired: 'certifications_desired',
  quantityPerYear: 'quantity_per_year',
  quantityBatch: 'lot_size',
  valueGbp: 'value_gbp',
  leadTimeDays: 'lead_time_days',
  postcode: 'postcode',
  maxDriveMinutes: 'max_drive_minutes',
  regions: 'regions',
  firstDeliveryOn: 'first_delivery_on',
  closesOn: 'closes_on',
  replyDays: 'reply_days',
  visibility: 'visibility',
  sectors: 'sectors',
  cpvCodes: 'cpv_codes',
};

/** Reads the values of a row. What is no number, day or word of the template goes to the findings. */
export function readRequirementValues(
  cells: RowCells,
  resolvers: ImportResolvers,
  findings: RowFindings,
): Partial<RequirementValues> {
  const cell = (field: keyof RequirementValues): string =>
    cleanText(cells.cell(REQUIREMENT_HEADINGS[field]).replaceAll('\r\n', '\n'));
  const number =
    (min: number, max: number, whole = true) =>
    (field: keyof RequirementValues): number | null =>
      readNumber(cell(field), { min, max, whole }, (code, message) =>
        findings.error(REQUIREMENT_HEADINGS[field], cell(field), code, message),
      );
  const list = (field: keyof RequirementValues): string[] => [...new Set(listOf(cell(field)))];
  const day = (field: keyof RequirementValues): string | null => {
    const text = cell(field);
    const read = isoFromCell(text, cells.from1904);
    if (text !== '' && read === null) {
      const message = 'This is no date. Write it as 2027-11-30, or leave the cell empty.';
      findings.error(REQUIREMENT_HEADINGS[field], text, 'INVALID_DATE', message);
    }
    return read;
  };
  const pieces = number(1, 2_000_000_000);
  // A sum of a sheet has pence that its cell does not show.
  const pounds = (amount: number | null): number | null => amount && Math.round(amount);
  const readers: { [F in keyof RequirementValues]: (field: F) => RequirementValues[F] } = {
    title: cell,
    description: cell,
    musts: list,
    shoulds: list,
    required: list,
    desired: list,
    quantityPerYear: pieces,
    quantityBatch: pieces,
    valueGbp: (field) => pounds(number(0, 1e12, false)(field)),
    leadTimeDays: number(0, 3_650),
    postcode: (field) => postcodeOf(cell(field)),
    maxDriveMinutes: number(1, 600),
    regions: (field) => list(field).flatMap((text) => regionOf(text, findings) ?? []),
    firstDeliveryOn: day,
    closesOn: day,
    replyDays: number(1, 60),
    visibility: (field) => visibilityOf(cell(field), findings),
    sectors: (field) => list(field).flatMap((text) => sectorOf(text, resolvers, findings) ?? []),
    cpvCodes: (field) => list(field).map((code) => code.replace(/^(\d{8})-\d$/, '$1')),
  };
  const stated = (Object.keys(readers) as (keyof RequirementValues)[]).filter((field) =>
    cells.has(REQUIREMENT_HEADINGS[field]),
  );
  return Object.fromEntries(stated.map((field) => [field, readers[field](field as never)]));
}

/** As it is stored; one that cannot be read is refused with all else that the row asks for. */
function postcodeOf(text: string): string | null {
  if (text === '') return null;
  const read = parsePostcode(text, { allowOutcode: true });
  return 'error' in read ? text : read.canonical;
}

const keyOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim();

/** The code whose word, or own name, this is. */
function named<C extends string>(words: Readonly<Record<C, string>>, text: string): C | undefined {
  const codes = Object.keys(words) as C[];
  return codes.find((code) => [keyOf(words[code]), keyOf(code)].includes(keyOf(text)));
}

function regionOf(text: string, findings: RowFindings): Region | undefined {
  const region = named(REGION_WORDS, text);
  if (region === undefined) {
    const message = 'Not a region. Write East Midlands, West Midlands or elsewhere.';
    findings.error(REQUIREMENT_HEADINGS.regions, text, 'INVALID_VALUE', message);
  }
  return region;
}

function visibilityOf(text: string, findings: RowFindings): RequirementVisibility {
  if (text === '') return 'OPEN';
  const visibility = named(VISIBILITY_WORDS, text);
  if (visibility === undefined) {
    const message = 'Write everybody, sectors only or invited only.';
    findings.error(REQUIREMENT_HEADINGS.visibility, text, 'INVALID_VALUE', message);
  }
  return visibility ?? 'OPEN';
}

function sectorOf(text: string, resolvers: ImportResolvers, findings: RowFindings): string | undefined {
  const sector = resolvers.sector(text);
  if (sector === undefined) {
    const message = 'Not one of the five sectors. Use the name of a sector from the template.';
    findings.error(REQUIREMENT_HEADINGS.sectors, text, 'UNKNOWN_SECTOR', message);
  }
  return sector;
}
