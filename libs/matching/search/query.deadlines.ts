/** By what date something is wanted: "by end of January", "w/c 7 Dec", "31/01/2027", "by Friday". */
import { type Span, spanOf, withoutOverlaps } from './query.patterns.js';

export interface FoundDeadline extends Span {
  /** ISO date. */
  date: string;
  /** True where offers, not goods, are due on it. */
  isOfOffers: boolean;
}

/** "Tender closing 15/01/2027": what stands before such a date. */
const OFFERS_DUE =
  /(?:\b(?:tenders?|bids?|quot(?:es?|ations?)|offers)\s+(?:clos(?:es|ing)|due|return(?:s|ed)?|deadline)?|\bclos(?:es|ing))\s*(?:date\s*)?(?:by|on)?\s*$/iu;

const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** "For sun shades" names no day: short ones stand after "by" alone. */
const WEEKDAY = String.raw`((?:mon|tues|wednes|thurs|fri|satur|sun)day|(?<=\b(?:by|before)\s+(?:this\s+|next\s+)?)(?:mon|tues?|wed|thu(?:rs)?|fri))`;
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const YEAR = String.raw`(?:\s*,?\s*(20\d\d))?`;
const DAY = String.raw`(\d{1,2})(?:st|nd|rd|th)?`;
/** What people write before a date; a bare month or weekday needs one of the last group. */
const ASKING = String.raw`(?:\b(?:need(?:ed|s)?|required|wanted|deliver(?:y|ed|ies)?|due|ready|deadline|start(?:ing)?)\s+)?`;
const BY = String.raw`(?:no|not)\s+later\s+than|by|before|until|in\s+time\s+for|due|for|in|during|on|w\/?c|w\/?e|week\s+(?:commencing|beginning|ending)|from`;
const LEAD = String.raw`${ASKING}(?:\b(?:${BY})\s+(?:the\s+)?)?`;
const PART = String.raw`(end|start|beginning|middle|mid|early|late)[\s-]+(?:of\s+)?(?:the\s+)?`;

const DAYS_A_WEEK = 7;
const EARLY_DAY = 7;
const MID_DAY = 15;
const MS_A_DAY = 86_400_000;

type Reader = (match: RegExpMatchArray, today: Date) => Date | null;

const utc = (year: number, month: number, day: number): Date | null => {
  const date = new Date(Date.UTC(year, month, day));
  return date.getUTCMonth() === ((month % 12) + 12) % 12 && date.getUTCDate() === day ? date : null;
};
const monthOf = (word: string): number => MONTHS.indexOf(word.slice(0, 3).toLowerCase());
const lastOf = (year: number, month: number): Date => new Date(Date.UTC(year, month + 1, 0));
const addDays = (date: Date, days: number): Date => new Date(date.getTime() + days * MS_A_DAY);

/** Of a date without a year, the first one that has not passed. */
function next(today: Date, year: string | undefined, make: (year: number) => Date | null): Date | null {
  if (year) return make(Number(year.length === 2 ? `20${year}` : year));
  const date = make(today.getUTCFullYear());
  return date && date < today ? make(today.getUTCFullYear() + 1) : date;
}

function inMonth(part: string | undefined, year: number, month: number): Date | null {
  if (part === undefined || /^(?:end|late)$/iu.test(part)) return lastOf(year, month);
  return utc(year, month, /^mid/iu.test(part) ? MID_DAY : EARLY_DAY);
}

const READERS: readonly (readonly [RegExp, Reader])[] = [
  // 31/01/2027, 31.1.27, 2027-01-31
  [
    new RegExp(
      String.raw`${LEAD}(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(20\d\d|(?<=/)\d\d)(?![\d/.-]*\d)`,
      'giu',
    ),
    ([, day, , month, year], today) => next(today, year, (y) => utc(y, Number(month) - 1, Number(day))),
  ],
  [
    new RegExp(String.raw`${LEAD}(?<![\d-])(20\d\d)-(\d\d)-(\d\d)(?![\d-])`, 'giu'),
    ([, year, month, day]) => utc(Number(year), Number(month) - 1, Number(day)),
  ],
  // 7 Dec, 7th of December 2026
  [
    new RegExp(String.raw`${LEAD}(?<![\d.])${DAY}\s+(?:of\s+)?${MONTH}\b\.?${YEAR}`, 'giu'),
    ([, day, month, year], today) => next(today, year, (y) => utc(y, monthOf(month!), Number(day))),
  ],
  // December 7th, January 31 2027
  [
    new RegExp(String.raw`${LEAD}\b${MONTH}\s+${DAY}(?![\d.])${YEAR}`, 'giu'),
    ([, month, day, year], today) => next(today, year, (y) => utc(y, monthOf(month!), Number(day))),
  ],
  // by end of January, mid-February
  [
    new RegExp(String.raw`${LEAD}\b${PART}${MONTH}\b${YEAR}`, 'giu'),
    ([, part, month, year], today) => next(today, year, (y) => inMonth(part, y, monthOf(month!))),
  ],
  // by January is before it, in January is within it
  [
    new RegExp(
      String.raw`${ASKING}\b(by|before|until|due|in|during|for(?=\s+\w+\s+20\d\d))\s+${MONTH}\b${YEAR}`,
      'giu',
    ),
    ([, lead, month, year], today) =>
      next(today, year, (y) =>
        /^(?:in|during|for|due)$/iu.test(lead!) ? lastOf(y, monthOf(month!)) : utc(y, monthOf(month!), 1),
      ),
  ],
  [
    new RegExp(
      String.raw`${ASKING}\b(?:by|before|on|for|due|next)\s+(?:this\s+|next\s+)?${WEEKDAY}\b`,
      'giu',
    ),
    ([words, weekday], today) => {
      const ahead = WEEKDAYS.indexOf(weekday!.slice(0, 3).toLowerCase()) - today.getUTCDay();
      // On a Monday "next Tuesday" is not tomorrow.
      const isNear = ahead > 0 && !/\bnext\b/iu.test(words);
      return addDays(today, isNear ? ahead : ahead + DAYS_A_WEEK);
    },
  ],
  [
    new RegExp(String.raw`${LEAD}\b(?:(end)\s+of\s+(?:the\s+)?)?(this|next)\s+(week|month|year)\b`, 'giu'),
    ([, , which, unit], today) => endOf(unit!, today, which!.toLowerCase() === 'next' ? 1 : 0),
  ],
  [
    new RegExp(String.raw`${LEAD}\bend\s+of\s+(?:the\s+)?(week|month|year)\b`, 'giu'),
    ([, unit], today) => endOf(unit!, today, 0),
  ],
  [
    new RegExp(String.raw`${ASKING}\b(?:by|before|in\s+time\s+for)\s+(?:christmas|xmas)\b`, 'giu'),
    (_match, today) => next(today, undefined, (y) => utc(y, 11, 24)),
  ],
  [
    new RegExp(String.raw`${LEAD}\bq([1-4])[\s/]+(20\d\d)\b`, 'giu'),
    ([, quarter, year]) => lastOf(Number(year), Number(quarter) * 3 - 1),
  ],
  // "Bar EN8, same day delivery", and no courier, whose trade it is.
  [
    /(?<=\S+\s+\S+\s+)(?<!\b(?:courier|haulage|van|transport)s?\b.*)\b(?:(same)|next)[\s-]day\s+(?:delivery|des?patch|turn[\s-]?a?round|service)\b(?!.*\b(?:courier|haulage|van|transport))/giu,
    ([, same], today) => addDays(today, same ? 0 : 1),
  ],
  [
    new RegExp(String.raw`${ASKING}\b(?:by|for)\s+(tomorrow|today)\b`, 'giu'),
    ([, day], today) => addDays(today, /^tomorrow$/iu.test(day!) ? 1 : 0),
  ],
];

function endOf(unit: string, today: Date, ahead: number): Date {
  const [year, month] = [today.getUTCFullYear(), today.getUTCMonth()];
  if (/^week$/iu.test(unit))
    return addDays(today, ((5 - today.getUTCDay() + DAYS_A_WEEK) % DAYS_A_WEEK) + ahead * DAYS_A_WEEK);
  return /^month$/iu.test(unit) ? lastOf(year, month + ahead) : lastOf(year + ahead, 11);
}

/** Most texts name none: one quick look saves a pass for each. */
const MAY_NAME_DATE =
  /\d[/.-]\d|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]{2,})?\b|days?\b|\b(?:by|before) (?:mon|tue|wed|thu|fri)|\b(?:week|month|year|today|tomorrow|christmas|xmas|q[1-4])\b/iu;

/** Dates by which a text wants something, as of a day (ISO). Impossible ones are none. */
export function findDeadlines(text: string, today: string): FoundDeadline[] {
  if (!MAY_NAME_DATE.test(text)) return [];
  const now = new Date(`${today}T00:00:00Z`);
  return withoutOverlaps(
    READERS.flatMap(([pattern, read]) =>
      Array.from(text.matchAll(pattern)).flatMap((match): FoundDeadline[] => {
        const date = read(match, now);
        if (!date) return [];
        const { start, end } = spanOf(match);
        const lead = OFFERS_DUE.exec(text.slice(0, start));
        const day = date.toISOString().slice(0, 10);
        return [{ start: lead ? lead.index : start, end, date: day, isOfOffers: lead !== null }];
      }),
    ),
  );
}

/** Whole days from one ISO date to another; negative for one that has passed. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / MS_A_DAY);
