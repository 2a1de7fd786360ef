import { describe, expect, it } from '@jest/globals';
import {
  daysOf,
  type DigestTimes,
  dueAt,
  isoWeekOf,
  nextDueAt,
  owedSince,
  previousWeek,
  usualTimes,
  weekInWords,
  weeksBefore,
} from './digest.iso-week.js';

describe('ISO weeks', () => {
  it.each([
    ['2026-11-23T12:00:00Z', '2026-W48'],
    // The last days of a year may belong to the first week of the next, and the other way about.
    ['2024-12-30T12:00:00Z', '2025-W01'],
    ['2027-01-03T12:00:00Z', '2026-W53'],
    // In summer the British week begins an hour before that of UTC.
    ['2026-06-28T22:59:00Z', '2026-W26'],
    ['2026-06-28T23:00:00Z', '2026-W27'],
  ])('puts %s into %s', (instant, week) => {
    expect(isoWeekOf(new Date(instant))).toBe(week);
  });

  it('knows its days and its neighbour', () => {
    expect(daysOf('2026-W48')).toEqual({ from: '2026-11-23', to: '2026-11-29' });
    expect(previousWeek('2027-W01')).toBe('2026-W53');
  });

  it.each([
    ['2026-W12', '2026-03-16T07:00:00.000Z'],
    ['2026-W14', '2026-03-30T06:00:00.000Z'],
    ['2026-W43', '2026-10-19T06:00:00.000Z'],
    ['2026-W44', '2026-10-26T07:00:00.000Z'],
  ])('is due on Monday at seven by British clocks: %s', (week, instant) => {
    expect(dueAt(week, usualTimes)?.toISOString()).toBe(instant);
  });

  it.each([
    ['2026-W48', '23 to 29 November 2026'],
    ['2026-W49', '30 November to 6 December 2026'],
    ['2026-W53', '28 December 2026 to 3 January 2027'],
  ])('says %s in words', (week, words) => {
    expect(weekInWords(week)).toBe(words);
  });

  it('is due at the day and hour chosen', () => {
    const friday: DigestTimes = { weekday: 5, hour: 16, frequency: 'WEEKLY' };
    expect(dueAt('2026-W43', friday)?.toISOString()).toBe('2026-10-23T15:00:00.000Z');
    expect(dueAt('2026-W44', friday)?.toISOString()).toBe('2026-10-30T16:00:00.000Z');
  });

  it('is due every second week, the turn of a long year included', () => {
    const every: DigestTimes = { ...usualTimes, frequency: 'FORTNIGHTLY' };
    const weeks = ['2026-W51', '2026-W52', '2026-W53', '2027-W01', '2027-W02'];
    const due = weeks.map((week) => dueAt(week, every) !== undefined);
    expect(due.slice(1)).toEqual(due.slice(0, -1).map((was) => !was));
  });

  it('is due on the first such day of each month, twelve times a year, or never', () => {
    const weeks = Array.from({ length: 52 }, (_, at) => weeksBefore('2026-W53', 52 - at));
    const monthly = weeks.flatMap((week) => dueAt(week, { ...usualTimes, frequency: 'MONTHLY' }) ?? []);
    expect(new Set(monthly.map((at) => at.toISOString().slice(0, 7))).size).toBe(12);
    expect(monthly).toHaveLength(12);
    expect(weeks.flatMap((week) => dueAt(week, { ...usualTimes, frequency: 'NEVER' }) ?? [])).toEqual([]);
  });

  it('refuses weeks that there are not', () => {
    expect(() => daysOf('2026-W54')).toThrow(RangeError);
    expect(() => dueAt('November', usualTimes)).toThrow(RangeError);
  });
});

describe('a digest that is owed', () => {
  // First Mondays of the month: 2 November (W45) and 7 December (W50); even weeks are those of a fortnightly reader.
  it.each<[DigestTimes['frequency'], now: string, lastWeek: string | null, since: string | undefined]>([
    ['WEEKLY', '2026-12-07T06:59:00Z', '2026-W49', undefined],
    ['WEEKLY', '2026-12-13T23:00:00Z', '2026-W49', '2026-12-07T07:00:00.000Z'],
    // A whole week was lost: this week's turn comes soon enough, and tells of both.
    ['WEEKLY', '2026-12-14T06:59:00Z', '2026-W49', undefined],
    ['WEEKLY', '2026-12-14T07:00:00Z', '2026-W49', '2026-12-14T07:00:00.000Z'],
    ['FORTNIGHTLY', '2026-12-06T23:00:00Z', '2026-W48', undefined],
    ['FORTNIGHTLY', '2026-12-14T00:30:00Z', '2026-W48', '2026-12-07T07:00:00.000Z'],
    ['FORTNIGHTLY', '2026-12-18T00:30:00Z', '2026-W51', undefined],
    ['FORTNIGHTLY', '2026-12-21T06:59:00Z', '2026-W48', undefined],
    ['MONTHLY', '2026-12-06T23:00:00Z', '2026-W45', undefined],
    ['MONTHLY', '2026-12-13T23:00:00Z', '2026-W45', '2026-12-07T07:00:00.000Z'],
    ['MONTHLY', '2027-01-03T23:00:00Z', '2026-W45', '2026-12-07T07:00:00.000Z'],
    ['MONTHLY', '2027-01-03T23:00:00Z', '2026-W53', undefined],
    ['MONTHLY', '2027-01-04T06:59:00Z', '2026-W45', undefined],
    ['MONTHLY', '2026-12-17T09:00:00Z', null, '2026-12-07T07:00:00.000Z'],
    ['NEVER', '2026-12-17T09:00:00Z', null, undefined],
  ])('%s, at %s, after that of %s: since %s', (frequency, now, lastWeek, since) => {
    const owed = owedSince(
      { ...usualTimes, frequency },
      { lastWeek, chosenAt: null, lookedAhead: null },
      new Date(now),
    );
    expect(owed?.toISOString()).toBe(since);
  });

  it('is none that was due before its times were chosen, but for one of this week', () => {
    const times = { ...usualTimes, frequency: 'MONTHLY' as const };
    const standing = { lastWeek: null, chosenAt: new Date('2026-12-09T12:00:00Z'), lookedAhead: null };
    expect(owedSince(times, standing, new Date('2026-12-17T09:00:00Z'))).toBeUndefined();
    expect(owedSince(times, standing, new Date('2026-12-10T09:00:00Z'))).toBeDefined();
  });
});

describe('a digest between the turns', () => {
  // The last weekly one, of W46, told of what closes by 22 November; the first Monday of a month is 7 December.
  const chosenAt = new Date('2026-11-10T12:00:00Z');
  const after = (lastWeek: string, lookedAhead: number) => ({ lastWeek, chosenAt, lookedAhead });
  const monthly: DigestTimes = { ...usualTimes, frequency: 'MONTHLY' };
  const since = (now: string, standing: ReturnType<typeof after>, times = monthly): string | undefined =>
    owedSince(times, standing, new Date(now))?.toISOString();

  it('comes where the latest looked no further ahead, so that nothing closes untold', () => {
    const weekly = after('2026-W46', 2);
    expect(nextDueAt(monthly, weekly, new Date('2026-11-11T09:00:00Z'))?.toISOString()).toBe(
      '2026-11-16T07:00:00.000Z',
    );
    expect(since('2026-11-15T23:00:00Z', weekly)).toBeUndefined();
    expect(since('2026-11-16T07:00:00Z', weekly)).toBe('2026-11-16T07:00:00.000Z');
    expect(since('2026-11-25T07:00:00Z', weekly)).toBe('2026-11-23T07:00:00.000Z');
  });

  it('comes once: from it on there is the turn of each month', () => {
    const bridge = after('2026-W47', 6);
    expect(nextDueAt(monthly, bridge, new Date('2026-11-17T09:00:00Z'))?.toISOString()).toBe(
      '2026-12-07T07:00:00.000Z',
    );
    for (const day of [18, 25, 32])
      expect(since(new Date(Date.UTC(2026, 10, day)).toISOString(), bridge)).toBeUndefined();
    expect(since('2026-12-07T07:00:00Z', bridge)).toBe('2026-12-07T07:00:00.000Z');
  });

  it('does not come before its times were chosen, nor for who wants none', () => {
    const old = { ...after('2026-W30', 2), chosenAt: new Date('2026-11-18T12:00:00Z') };
    expect(since('2026-11-18T13:00:00Z', old)).toBeUndefined();
    expect(since('2026-11-23T07:00:00Z', old)).toBe('2026-11-23T07:00:00.000Z');
    expect(since('2026-11-23T07:00:00Z', old, { ...monthly, frequency: 'NEVER' })).toBeUndefined();
  });
});

describe('the next digest', () => {
  const next = (times: Partial<DigestTimes>, now: string, hasThisWeeks = false): string | undefined => {
    const week = isoWeekOf(new Date(now));
    const standing = {
      lastWeek: hasThisWeeks ? week : weeksBefore(week, 1),
      chosenAt: null,
      lookedAhead: null,
    };
    return nextDueAt({ ...usualTimes, ...times }, standing, new Date(now))?.toISOString();
  };

  it.each<[Partial<DigestTimes>, now: string, hasThisWeeks: boolean, due: string | undefined]>([
    [{}, '2026-11-30T06:00:00Z', false, '2026-11-30T07:00:00.000Z'],
    // Its hour has come, and nobody has written it yet.
    [{}, '2026-11-30T08:00:00Z', false, '2026-11-30T07:00:00.000Z'],
    [{}, '2026-11-30T08:00:00Z', true, '2026-12-07T07:00:00.000Z'],
    // Over the beginning of summer time.
    [{}, '2026-03-23T12:00:00Z', true, '2026-03-30T06:00:00.000Z'],
    [{ frequency: 'MONTHLY' }, '2026-11-30T08:00:00Z', false, '2026-12-07T07:00:00.000Z'],
    [{ frequency: 'MONTHLY', weekday: 5 }, '2026-12-05T08:00:00Z', true, '2027-01-01T07:00:00.000Z'],
    [{ frequency: 'NEVER' }, '2026-11-30T08:00:00Z', false, undefined],
  ])('of %j is due, asked at %s, having had this week’s %s, at %s', (times, now, hasThisWeeks, due) => {
    expect(next(times, now, hasThisWeeks)).toBe(due);
  });

  it('is due at once where a breakdown swallowed the last', () => {
    const [monthly, now] = [
      { ...usualTimes, frequency: 'MONTHLY' as const },
      new Date('2026-12-17T09:20:00Z'),
    ];
    const due = (lastWeek: string | null, chosenAt: Date | null = null) =>
      nextDueAt(monthly, { lastWeek, chosenAt, lookedAhead: null }, now)?.toISOString();
    expect(due('2026-W45')).toBe('2026-12-07T07:00:00.000Z');
    expect(due('2026-W50')).toBe('2027-01-04T07:00:00.000Z');
    expect(due(null, new Date('2026-12-08T12:00:00Z'))).toBe('2027-01-04T07:00:00.000Z');
  });

  it('comes in one of two weeks where every second is wanted', () => {
    const [one, two] = [
      next({ frequency: 'FORTNIGHTLY' }, '2026-11-30T00:00:00Z'),
      next({ frequency: 'FORTNIGHTLY' }, '2026-12-07T00:00:00Z'),
    ];
    expect(
      [one, two].map((due) => due === '2026-12-07T07:00:00.000Z' || due === '2026-11-30T07:00:00.000Z'),
    ).toContain(true);
    expect(new Date(two!).getTime() - new Date(one!).getTime()).toBe(one === two ? 0 : 14 * 86_400_000);
  });
});
