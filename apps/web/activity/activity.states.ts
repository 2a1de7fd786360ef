import { csvText } from '#lib/platform';
import { describe, expect, it } from '@jest/globals';
import { activityOf, activityRows, type Week } from './activity.view.js';

const week = (weekStarting: string, matches: number, registrations: number | null = null): Week => ({
  weekStarting,
  registrations,
  matches,
  interests: 0,
  invitations: 0,
  awards: 0,
});

describe('activity', () => {
  const weeks = [week('2026-03-02', 4), week('2026-03-09', 400), week('2026-03-16', 0)];

  it('is drawn to the scale of its highest week; the least is still seen, and nothing is not', () => {
    const [matches] = activityOf(weeks)!.charts;
    expect(matches!.bars.map(({ height }) => height)).toEqual([2, 56, 0]);
    expect(matches!.bars.map(({ isLatest }) => isLatest)).toEqual([false, false, true]);
    const [first, second] = matches!.bars;
    expect(first!.x + first!.width).toBeLessThan(second!.x);
  });

  it('is told in words', () => {
    const { charts } = activityOf(weeks)!;
    expect(charts.map(({ counted }) => counted).slice(0, 2)).toEqual([
      'matches that began',
      'expressions of interest',
    ]);
    expect(activityOf([week('2026-03-02', 1)])!.charts[0]!.counted).toBe('match that began');
    expect(charts.map(({ words }) => words).slice(0, 2)).toEqual([
      'Matches that began: 404 in 3 weeks from 2 March 2026; most, 400, in the week of 9 March 2026; 0 in the latest.',
      'Expressions of interest: none in 3 weeks from 2 March 2026.',
    ]);
  });

  it('leaves out what is not told, in charts, table and file alike', () => {
    expect(activityOf(weeks)!.heads).not.toContain('Suppliers registered');
    expect(activityOf([week('2026-03-02', 0, 3)])!.heads[0]).toBe('Suppliers registered');
    expect(csvText(activityRows(weeks)).split('\r\n').slice(0, 2)).toEqual([
      '\uFEFFweek starting,matches that began,expressions of interest,invitations,awards',
      '2026-03-02,4,0,0,0',
    ]);
  });

  it('is quiet when nothing happened, and none without weeks', () => {
    expect(activityOf([week('2026-03-02', 0)])!.isQuiet).toBe(true);
    expect(activityOf([])).toBeNull();
  });
});
