import { userError, fail, type Result, succeed } from '#lib/platform';

/** Days from the first up to, and without, the last. ISO dates. */
export interface Period {
  label: string;
  from: string;
  until: string;
}

const iso = (year: number, month: number): string =>
  new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
const span = (label: string, year: number, month: number, months: number): Period => ({
  label,
  from: iso(year, month),
  until: iso(year, month + months),
});
const financialYear = (year: number): Period =>
  span(`${year}/${String((year + 1) % 100).padStart(2, '0')}`, year, 3, 12);

/** The financial year (from April) that a day lies in. */
export function financialYearOf(today: string): Period {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return financialYear(month >= 4 ? year : year - 1);
}

/**
 * "2026" a calendar year, "2026/27" a financial year from April, "2026-Q3" a quarter; nothing is the financial year
 * of today.
 */
export function readPeriod(text: string | null | undefined, today: string): Result<Period> {
  const wanted = (text ?? '').trim();
  if (wanted === '') return succeed(financialYearOf(today));
  const quarter = /^(20\d\d)-?Q([1-4])$/i.exec(wanted);
  if (quarter) {
    const [year, part] = [Number(quarter[1]), Number(quarter[2])];
    return succeed(span(`${year}-Q${part}`, year, 3 * (part - 1), 3));
  }
  const years = /^(20\d\d)[/-](?:20)?(\d\d)$/.exec(wanted);
  if (years && (Number(years[1]) + 1) % 100 === Number(years[2]))
    return succeed(financialYear(Number(years[1])));
  const year = /^20\d\d$/.exec(wanted);
  if (year) return succeed(span(wanted, Number(wanted), 0, 12));
  const message = 'Write a period as 2026, 2026/27 (from April) or 2026-Q3.';
  return fail(userError('INVALID_PERIOD', message, ['period']));
}

/** The period of the same length just before. */
export function before({ label, from, until }: Period): Period {
  const [year = 0, month = 1] = from.split('-').map(Number);
  const [endYear = 0, endMonth = 1] = until.split('-').map(Number);
  const months = 12 * (endYear - year) + endMonth - month;
  const earlier = span('', year, month - 1 - months, months);
  if (months === 3) return { ...earlier, label: quarterOf(earlier.from) };
  return { ...earlier, label: label.includes('/') ? financialYear(year - 1).label : String(year - 1) };
}

/** "2026-Q3" */
export function quarterOf(day: string): string {
  const [year, month = 1] = day.split('-').map(Number);
  return `${year}-Q${Math.floor((month - 1) / 3) + 1}`;
}

/** The quarters of a period, in order. */
export function quartersOf({ from, until }: Period): string[] {
  const found: string[] = [];
  const [year = 0, month = 1] = from.split('-').map(Number);
  for (let at = 0; iso(year, month - 1 + at) < until; at += 1)
    found.push(quarterOf(iso(year, month - 1 + at)));
  return [...new Set(found)];
}
