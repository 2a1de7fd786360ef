const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The ISO date of year, month (1-12) and day, or null when there is no such day. */
export function isoDate(year: number, month: number, day: number): string | null {
  if (year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month))
    return null;
  return `${year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
}

/** Turns dd/mm/yyyy into an ISO date; null when it is none. */
export function isoFromBritishDate(text: string): string | null {
  const match = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  return match ? isoDate(Number(match[3]), Number(match[2]), Number(match[1])) : null;
}

/** Days of a sheet before the year 2000 and after 2099 are no dates that anybody means. */
const SHEET_DAYS = { first: 36_526, last: 73_050 };
/** Day 0 of a sheet, as its days are counted from March 1900 on. */
export const SHEET_EPOCH = Date.UTC(1899, 11, 30);

/** By how many days workbooks that count from 1904 lag behind. */
export const DAYS_TO_1904 = 1_462;

/** A date that a sheet has put into a text as the number it keeps it by: "46874" is 1 May 2028; null when it is none. */
export function isoFromSheetDate(text: string, from1904 = false): string | null {
  const days = /^\d{5}$/.test(text.trim()) ? Number(text) + (from1904 ? DAYS_TO_1904 : 0) : 0;
  if (days < SHEET_DAYS.first || days > SHEET_DAYS.last) return null;
  return new Date(SHEET_EPOCH + days * 86_400_000).toISOString().slice(0, 10);
}

/**
 * Reads a date as people in Britain write it: 2027-05-01, 01/05/2027, 1 May 2027, 1st September 2027, and 01-May-27 as
 * sheets save it. Years of two digits are of this century, and read with a month in letters alone.
 * Returns the ISO date, or null when the text is no such date. Day before month, never the American order.
 */
export function isoFromWrittenDate(text: string): string | null {
  const trimmed = text.trim();
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(trimmed);
  if (iso) return isoDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const words = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4}|\d{2})$/i.exec(trimmed);
  if (!words) return isoFromBritishDate(trimmed);
  const month = MONTHS.indexOf(words[2]!.slice(0, 3).toLowerCase()) + 1;
  const year = Number(words[3]);
  return isoDate(year < 100 ? 2000 + year : year, month, Number(words[1]));
}

/** A date as a cell gives it: as people write one, or as the number a sheet keeps it by; null when it is neither. */
export const isoFromCell = (text: string, from1904: boolean): string | null =>
  isoFromWrittenDate(text) ?? isoFromSheetDate(text, from1904);

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
