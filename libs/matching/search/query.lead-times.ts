/** By when something is wanted: "in 3 weeks", "48 hour turnaround". */
import { type Span, spanOf, withoutOverlaps } from './query.patterns.js';

export interface FoundLeadTime extends Span {
  /** Calendar days, at least 1. */
  days: number;
}

const COUNT = String.raw`(\d{1,3}|a|one|two|three|four|six)`;
const UNIT = String.raw`(hours?|hrs?|(?:working\s+)?days?|weeks?|wks?|months?)`;
const DELIVERY = String.raw`(?:lead[\s-]?times?|turn[\s-]?arounds?|delivery|notice)`;
const PATTERNS = [
  // Hours and minutes after "within" are a reach by road.
  new RegExp(
    String.raw`\b(?:with)?in\s+(?:about\s+|under\s+|less than\s+)?${COUNT}[\s-]*((?:working\s+)?days?|weeks?|wks?|months?)\b(?:['’]?\s+time)?`,
    'giu',
  ),
  new RegExp(
    String.raw`\b(?:under\s+|max(?:imum)?\s+|up to\s+)?${COUNT}[\s-]*${UNIT}\s+${DELIVERY}\b`,
    'giu',
  ),
  new RegExp(
    String.raw`\b${DELIVERY}\s+(?:times?\s+)?(?:of\s+|within\s+|in\s+|under\s+|max(?:imum)?\s+)*${COUNT}[\s-]*${UNIT}\b`,
    'giu',
  ),
  // At the end of all, unless it is how long something lasts, is borrowed for or comes round.
  new RegExp(
    String.raw`(?<!\b(?:for|of|every|per|over|last(?:s|ing)?|lasts|life|course|training|hire)\s+(?:the\s+)?)\b(\d{1,2})[\s-]*((?:working\s+)?days?|weeks?|wks?)[\s,;.!?]*$`,
    'giu',
  ),
];
const WORD_COUNTS: Readonly<Record<string, number>> = { a: 1, one: 1, two: 2, three: 3, four: 4, six: 6 };
const HOURS_A_DAY = 24;
const DAYS_A_WEEK = 7;
const WORKING_DAYS_A_WEEK = 5;
const DAYS_A_MONTH = 30;

/** Most searches name no time: one quick look saves a pass for each pattern. */
const ANY_UNIT = /h(?:ou)?r|day|w(?:ee)?k|month/iu;

export function findLeadTimes(text: string): FoundLeadTime[] {
  if (!ANY_UNIT.test(text)) return [];
  return withoutOverlaps(
    PATTERNS.flatMap((pattern) =>
      Array.from(text.matchAll(pattern), (match): FoundLeadTime => {
        const count = WORD_COUNTS[match[1]!.toLowerCase()] ?? Number(match[1]);
        return { ...spanOf(match), days: Math.max(1, Math.ceil(count * daysOf(match[2]!.toLowerCase()))) };
      }),
    ),
  );
}

function daysOf(unit: string): number {
  if (unit.startsWith('h')) return 1 / HOURS_A_DAY;
  if (unit.startsWith('working')) return DAYS_A_WEEK / WORKING_DAYS_A_WEEK;
  if (unit.startsWith('w')) return DAYS_A_WEEK;
  return unit.startsWith('m') ? DAYS_A_MONTH : 1;
}
