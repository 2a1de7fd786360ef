import { DAYS_TO_1904, isoDate, SHEET_EPOCH } from '../date.text.js';

/** How a number is shown: as a date, with so many digits, or as it is. */
export type NumberStyle = 'DATE' | { readonly digits: number } | undefined;

/** What stands for a formula whose result was never stored, as errors of formulas do. */
export const NOT_CALCULATED = '#NOT_CALCULATED!';

const BUILT_IN_DATES = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;
const DAY_MS = 86_400_000;
/** The last day that Excel knows, 31 December 9999. */
const LAST_DAY = 2_958_465;

/** How numbers of a number format are shown. `code` is that of a format of the workbook's own. */
export function numberStyle(id: number, code: string | undefined): NumberStyle {
  if (code === undefined)
    return BUILT_IN_DATES.some(([from, to]) => id >= from && id <= to) ? 'DATE' : undefined;
  // What stands in quotes, behind a backslash, or in brackets (a colour, a language) is no placeholder.
  const bare = code.replace(/"[^"]*"|\\.|[_*].|\[[^\]]*\]/g, '').split(';')[0]!;
  if (/^0{2,20}$/.test(bare)) return { digits: bare.length };
  return /[dmyhs]/i.test(bare) && !/general/i.test(bare) && !/\[[hms]+\]/i.test(code) ? 'DATE' : undefined;
}

/** A number as its cell shows it, near enough: dates as 2027-05-01, and no more digits than Excel keeps. */
export function numberText(value: string, style: NumberStyle, from1904: boolean): string {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return value;
  if (style === 'DATE') return dateText(number, from1904) ?? plain(number);
  if (style === undefined || !Number.isInteger(number) || number < 0) return plain(number);
  return plain(number).padStart(style.digits, '0');
}

/** Excel keeps 15 digits; a double has more, which are noise: 0.30000000000000004. */
function plain(number: number): string {
  const rounded = Number(number.toPrecision(15));
  const huge = Number.isInteger(rounded) && !Number.isSafeInteger(rounded);
  return huge ? BigInt(rounded).toString() : String(rounded);
}

function dateText(serial: number, from1904: boolean): string | undefined {
  if (serial < 0 || serial >= LAST_DAY + 1) return undefined;
  const minutes = Math.round((serial % 1) * 1440);
  const day = Math.floor(serial) + (minutes === 1440 ? 1 : 0);
  const time = `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
  if (serial < 1) return time;
  const date = dayText(day, from1904);
  return minutes % 1440 === 0 ? date : `${date} ${time}`;
}

function dayText(day: number, from1904: boolean): string {
  if (!from1904 && day === 60) return '1900-02-29';
  // Before March 1900 Excel counts a 29 February that never was.
  const days = from1904 ? day + DAYS_TO_1904 : day < 60 ? day + 1 : day;
  const date = new Date(SHEET_EPOCH + days * DAY_MS);
  return isoDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())!;
}

const two = (number: number): string => String(number).padStart(2, '0');

/** A date that a cell holds in words: its time goes when it is midnight. */
export const isoCellText = (value: string): string =>
  value.replace(/T00:00(:00(\.0+)?)?Z?$/, '').replace('T', ' ');

/** A text with characters that XML does not take, as Excel writes them: _x000D_. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => printable(parseInt(code, 16)))
    : text;

const printable = (code: number): string =>
  code >= 0x20 || code === 0x0a || code === 0x09 ? String.fromCharCode(code) : '';
