import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NumberTable } from './number.table.js';

describe('number table', () => {
  it('holds what a map holds, whatever is put in, taken out and cleared', () => {
    // Few keys that meet often, and keys that lie far apart.
    const key = fc.oneof(fc.nat(40), fc.nat(2 ** 31 - 1));
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ set: key, to: fc.nat(2 ** 31 - 1) }) },
      { weight: 4, arbitrary: fc.record({ delete: key }) },
      { weight: 1, arbitrary: fc.constant('clear' as const) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
        const [table, map] = [new NumberTable(), new Map<number, number>()];
        const seen = new Set<number>();
        for (const one of steps) {
          if (one === 'clear') {
            table.clear();
            map.clear();
          } else if ('set' in one) {
            table.set(one.set, one.to);
            map.set(one.set, one.to);
            seen.add(one.set);
          } else {
            table.delete(one.delete);
            map.delete(one.delete);
            seen.add(one.delete);
          }
          expect(table.size).toBe(map.size);
        }
        for (const number of seen) expect(table.get(number)).toBe(map.get(number) ?? -1);
      }),
    );
  });

  it('grows, and loses nothing of many that are taken out in turn', () => {
    const table = new NumberTable();
    for (let key = 0; key < 20_000; key += 1) table.set(key * 7, key);
    for (let key = 0; key < 20_000; key += 3) table.delete(key * 7);
    for (let key = 0; key < 20_000; key += 1) expect(table.get(key * 7)).toBe(key % 3 === 0 ? -1 : key);
    expect(table.get(1)).toBe(-1);
  });

  it.each([
    [-1, 0],
    [0, -1],
    [2 ** 31, 0],
    [0.5, 0],
    [0, NaN],
  ])('refuses %d → %d', (key, value) => {
    expect(() => new NumberTable().set(key, value)).toThrow(RangeError);
  });
});
