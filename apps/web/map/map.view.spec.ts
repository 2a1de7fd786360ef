import { describe, expect, it } from '@jest/globals';
import { districts } from '#lib/geography';
import { mapView, reachOf } from './map.view.js';

const within = (minutes: number, ...names: string[]) =>
  reachOf(names.map((name) => ({ kind: 'PLACE', label: `Within ${minutes} minutes of ${name}` })))!;

/** The ends of the lines of a shape, as "x y". */
const cornersOf = (d: string): Set<string> => new Set(d.split(/[MLZ]/).filter((corner) => corner !== ''));

describe('the reach of a search', () => {
  it('is around what either of two places reaches, with a line inside where the one ends in the other', () => {
    const [coventry, rugby] = [within(30, 'Coventry'), within(30, 'Rugby')];
    const both = within(30, 'Coventry', 'Rugby');
    expect(both.count).toBeGreaterThan(Math.max(coventry.count, rugby.count));
    expect(both.count).toBeLessThan(coventry.count + rugby.count);
    expect(both.from).toEqual([...coventry.from, ...rugby.from]);
    expect(both.places).toBe('Coventry or Rugby');
    const alone = new Set([...cornersOf(coventry.d), ...cornersOf(rugby.d)]);
    const drawn = new Set([...cornersOf(both.d), ...cornersOf(both.inner)]);
    expect([...alone].filter((corner) => !drawn.has(corner))).toEqual([]);
    expect(cornersOf(both.inner).size).toBeGreaterThan(0);
  });

  it('has no line inside where there is one place, or places far from each other', () => {
    expect(within(30, 'Coventry').inner).toBe('');
    const apart = within(15, 'Lincoln', 'Telford');
    expect(apart.inner).toBe('');
    expect(apart.count).toBe(within(15, 'Lincoln').count + within(15, 'Telford').count);
  });
});

describe('the names on the map', () => {
  const [coventry, rugby] = ['Coventry', 'Rugby'].map(
    (name) => districts().rows.find((row) => row.name === name)!.code,
  );

  it('say each place of the search once, and leave out a number that its dot would cover', () => {
    const counts = [{ value: coventry!, count: 40 }];
    const { named, rows } = mapView(counts, within(30, 'Coventry', 'Rugby'));
    expect(named.map(({ name }) => name).sort()).toEqual(['Coventry', 'Rugby']);
    expect(rows.map(({ numbered }) => numbered)).toEqual([false]);
    expect(mapView(counts).rows.map(({ numbered }) => numbered)).toEqual([true]);
    expect(mapView([{ value: rugby!, count: 1 }]).named.map(({ name }) => name)).toEqual(['Rugby']);
  });
});
