import { DateTime } from 'luxon';
import type { DigestFrequency } from './digest-schedule.entity.js';

/** Digests go out on Mondays at seven, as clocks in Britain show it. */
export const DIGEST_ZONE = 'Europe/London';
const DIGEST_HOUR = 7;

/** ISO week of an instant in Britain, e.g. 2026-W48. The year is that of the week's Thursday. */
export const isoWeekOf = (at: Date): string =>
  DateTime.fromJSDate(at, { zone: DIGEST_ZONE }).toFormat(`kkkk-'W'WW`);

/**
 * Monday 00:00 of an ISO week in Britain.
 * @throws RangeError when there is no such week
 */
function mondayOf(isoWeek: string): DateTime {
  const monday = DateTime.fromISO(isoWeek, { zone: DIGEST_ZONE });
  if (!/^\d{4}-W\d{2}$/.test(isoWeek) || !monday.isValid)
    throw new RangeError(`There is no week ${isoWeek}.`);
  return monday;
}

/** First and last day of a week, ISO. */
export function daysOf(isoWeek: string): { from: string; to: string } {
  const monday = mondayOf(isoWeek);
  return { from: monday.toISODate()!, to: monday.plus({ days: 6 }).toISODate()! };
}

/** The week so many weeks before. */
export const weeksBefore = (isoWeek: string, weeks: number): string =>
  mondayOf(isoWeek).minus({ weeks }).toFormat(`kkkk-'W'WW`);

export const previousWeek = (isoWeek: string): string => weeksBefore(isoWeek, 1);

/** When a cluster body wants its digest. `weekday` 1 is Monday; `hour` 0 … 23 is by British clocks. */
export interface DigestTimes {
  weekday: number;
  hour: number;
  frequency: DigestFrequency;
}

export const usualTimes: DigestTimes = { weekday: 1, hour: DIGEST_HOUR, frequency: 'WEEKLY' };

/** The most weeks from one digest to the next. */
const WEEKS_BETWEEN: Readonly<Record<DigestFrequency, number>> = {
  WEEKLY: 1,
  FORTNIGHTLY: 2,
  MONTHLY: 5,
  NEVER: 1,
};

/** Weeks in a quarter of a year. */
const QUARTER_WEEKS = 13;

/** The weeks, earliest and latest, one of which held the digest of a quarter before. */
export const quarterBefore = (isoWeek: string, frequency: DigestFrequency): { from: string; to: string } => ({
  from: weeksBefore(isoWeek, QUARTER_WEEKS + WEEKS_BETWEEN[frequency] - 1),
  to: weeksBefore(isoWeek, QUARTER_WEEKS),
});

/** How far ahead a digest tells of what closes: until the next one comes, and one week more to act in. */
export const weeksAhead = (frequency: DigestFrequency): number => WEEKS_BETWEEN[frequency] + 1;

/**
 * When the digest of a week is due, through both clock changes; undefined in a week without one. Every second week
 * counts on through the turn of the year; a month's digest comes on the first such weekday of the month.
 * @throws RangeError when there is no such week
 */
export function dueAt(isoWeek: string, { weekday, hour, frequency }: DigestTimes): Date | undefined {
  const monday = mondayOf(isoWeek);
  const day = monday.plus({ days: weekday - 1 }).set({ hour });
  const weeks = Math.floor(DateTime.utc(monday.year, monday.month, monday.day).toSeconds() / (7 * 86_400));
  switch (frequency) {
    case 'WEEKLY':
      return day.toJSDate();
    case 'FORTNIGHTLY':
      return weeks % 2 === 0 ? day.toJSDate() : undefined;
    case 'MONTHLY':
      return day.day <= 7 ? day.toJSDate() : undefined;
    case 'NEVER':
      return undefined;
  }
}

/** Weeks within which every frequency comes round. */
const ROUND_WEEKS = 6;

/** What tells whether a digest is owed. */
export interface DigestStanding {
  /** Week of the latest digest; null before the first. */
  lastWeek: string | null;
  /** When the day, hour and frequency were chosen; null when nobody knows. */
  chosenAt: Date | null;
  /** Weeks ahead that the latest digest told of what closes; null before the first, and where each week has one. */
  lookedAhead: number | null;
}

/**
 * When a digest of a week without a turn of its own is due all the same: the latest one looked no further ahead, as when
 * the one before was for a reader of every week who has chosen months since. Undefined when none is.
 */
function bridgeAt(
  isoWeek: string,
  times: DigestTimes,
  { lastWeek, chosenAt, lookedAhead }: DigestStanding,
): Date | undefined {
  if (times.frequency === 'NEVER' || lastWeek === null || lookedAhead === null) return undefined;
  // The last of those weeks is to act in.
  if (isoWeek < weeksBefore(lastWeek, 1 - lookedAhead)) return undefined;
  const due = dueAt(isoWeek, { ...times, frequency: 'WEEKLY' })!;
  return chosenAt === null || chosenAt < due ? due : undefined;
}

/**
 * Since when a digest is owed: its hour has come, and there is none of its week or later. Where this week has no turn of
 * its own, that is the latest turn before, unless it lay before the times were chosen: a reader of every second week
 * or once a month does not wait a whole round for what a breakdown swallowed. A digest between the turns is owed, too, when
 * the latest looked no further ahead. Undefined when none is owed.
 */
export function owedSince(times: DigestTimes, standing: DigestStanding, now: Date): Date | undefined {
  const thisWeek = isoWeekOf(now);
  if (standing.lastWeek !== null && standing.lastWeek >= thisWeek) return undefined;
  const missed = turnMissed(times, standing, now);
  if (missed) return missed;
  const bridge = bridgeAt(thisWeek, times, standing);
  return bridge && bridge <= now ? bridge : undefined;
}

function turnMissed(times: DigestTimes, { lastWeek, chosenAt }: DigestStanding, now: Date): Date | undefined {
  const thisWeek = isoWeekOf(now);
  for (let back = 0; back <= ROUND_WEEKS; back += 1) {
    const week = weeksBefore(thisWeek, back);
    if (lastWeek !== null && lastWeek >= week) return undefined;
    const due = dueAt(week, times);
    if (!due) continue;
    const missed = back === 0 || chosenAt === null || chosenAt < due;
    return missed && due <= now ? due : undefined;
  }
  return undefined;
}

/**
 * When the next digest is due; a time that has passed means that it is about to be written. Undefined when none is wanted.
 */
export function nextDueAt(times: DigestTimes, standing: DigestStanding, now: Date): Date | undefined {
  const owed = owedSince(times, standing, now);
  if (owed) return owed;
  const thisWeek = isoWeekOf(now);
  for (let ahead = standing.lastWeek === thisWeek ? 1 : 0; ahead <= ROUND_WEEKS; ahead += 1) {
    const week = weeksBefore(thisWeek, -ahead);
    const due = dueAt(week, times) ?? bridgeAt(week, times, standing);
    if (due) return due;
  }
  return undefined;
}

/** "23 to 29 November 2026" */
export function weekInWords(isoWeek: string): string {
  const monday = mondayOf(isoWeek).setLocale('en-GB');
  const sunday = monday.plus({ days: 6 });
  const start = monday.year !== sunday.year ? 'd MMMM yyyy' : monday.month !== sunday.month ? 'd MMMM' : 'd';
  return `${monday.toFormat(start)} to ${sunday.toFormat('d MMMM yyyy')}`;
}
