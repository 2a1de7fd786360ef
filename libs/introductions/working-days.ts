/** Working days in England: Monday to Friday but bank holidays. Days are ISO dates. */

const dayMs = 86_400_000;
const toDay = (time: number): string => new Date(time).toISOString().slice(0, 10);
const at = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day);
const weekday = (time: number): number => new Date(time).getUTCDay();

/** Easter Sunday in the Gregorian calendar, by the anonymous algorithm of 1876. */
function easter(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const e = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const f = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - e - (c % 4)) % 7;
  const g = Math.floor((a + 11 * e + 22 * f) / 451);
  const n = e + f - 7 * g + 114;
  return at(year, Math.floor(n / 31), (n % 31) + 1);
}

const firstMonday = (year: number, month: number): number =>
  at(year, month, 1 + ((8 - weekday(at(year, month, 1))) % 7));

const lastMonday = (year: number, month: number): number => {
  const last = at(year, month + 1, 0);
  return last - ((weekday(last) + 6) % 7) * dayMs;
};

const years = new Map<number, ReadonlySet<string>>();

/** The regular bank holidays of England and Wales in a year, substitute days included; days proclaimed once are not. */
export function bankHolidays(year: number): ReadonlySet<string> {
  let known = years.get(year);
  if (known) return known;
  const days: number[] = [
    easter(year) - 2 * dayMs,
    easter(year) + dayMs,
    firstMonday(year, 5),
    lastMonday(year, 5),
    lastMonday(year, 8),
  ];
  for (const fixed of [at(year, 1, 1), at(year, 12, 25), at(year, 12, 26)]) {
    let day = fixed;
    while (weekday(day) === 0 || weekday(day) === 6 || days.includes(day)) day += dayMs;
    days.push(day);
  }
  known = new Set(days.map(toDay));
  years.set(year, known);
  return known;
}

export function isWorkingDay(day: string): boolean {
  const time = Date.parse(day);
  const n = weekday(time);
  return n !== 0 && n !== 6 && !bankHolidays(Number(day.slice(0, 4))).has(day);
}

/** The day `count` working days after `day`; `count` is 0 or more, and 0 gives the day itself. */
export function addWorkingDays(day: string, count: number): string {
  let time = Date.parse(day);
  for (let left = count; left > 0;) {
    time += dayMs;
    if (isWorkingDay(toDay(time))) left -= 1;
  }
  return toDay(time);
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later. */
export function workingDaysBetween(from: string, to: string): number {
  let count = 0;
  for (let time = Date.parse(from) + dayMs; time <= Date.parse(to); time += dayMs) {
    if (isWorkingDay(toDay(time))) count += 1;
  }
  return count;
}
