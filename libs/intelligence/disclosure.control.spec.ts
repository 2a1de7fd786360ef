import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AddsUp, type Cell, CONTROL, controlled, determined, withheld } from './disclosure.control.js';

/** A table with totals of rows, of columns and of all: its cells, and what adds up. */
function tableOf(counts: readonly (readonly number[])[]): { cells: Cell[]; sums: AddsUp[] } {
  const width = counts[0]!.length;
  const total = (items: readonly number[]): number => items.reduce((sum, item) => sum + item, 0);
  const rows = counts.map((row) => [total(row), ...row]);
  const all = [Array.from({ length: width + 1 }, (_, at) => total(rows.map((row) => row[at]!))), ...rows];
  const at = (row: number, column: number): number => row * (width + 1) + column;
  const range = (length: number): number[] => Array.from({ length }, (_, item) => item + 1);
  return {
    cells: all.flat().map((count) => ({ count })),
    sums: [
      ...all.map((_, row): AddsUp => [at(row, 0), ...range(width).map((column) => at(row, column))]),
      ...[0, ...range(width)].map((column): AddsUp => [
        at(0, column),
        ...range(counts.length).map((row) => at(row, column)),
      ]),
    ],
  };
}

/** Tables small enough that somebody can try every number for what is withheld. */
const tables = fc
  .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 3 }))
  .chain(([rows, columns]) =>
    fc.array(
      fc.array(fc.oneof(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 8, max: 60 })), {
        minLength: columns,
        maxLength: columns,
      }),
      {
        minLength: rows,
        maxLength: rows,
      },
    ),
  );

/**
 * Somebody who knows every count that is told, unrounded, and what adds up, works down what the withheld ones can be:
 * whole numbers from 0 up, until nothing gets narrower.
 */
function unpick(
  cells: readonly Cell[],
  hidden: readonly boolean[],
  sums: readonly AddsUp[],
): [number, number][] {
  const most = Math.max(...cells.map(({ count }) => count));
  const bounds = cells.map(({ count }, at): [number, number] => (hidden[at] ? [0, most] : [count, count]));
  for (let changed = true; changed;) {
    changed = false;
    const narrow = (at: number, low: number, high: number): void => {
      const [from, to] = bounds[at]!;
      if (low <= from && high >= to) return;
      bounds[at] = [Math.max(low, from), Math.min(high, to)];
      changed = true;
    };
    for (const [total, ...parts] of sums) {
      const low = parts.reduce((sum, at) => sum + bounds[at]![0], 0);
      const high = parts.reduce((sum, at) => sum + bounds[at]![1], 0);
      narrow(total, low, high);
      for (const at of parts) {
        const [from, to] = bounds[at]!;
        narrow(at, bounds[total]![0] - (high - to), bounds[total]![1] - (low - from));
      }
    }
  }
  return bounds;
}

describe('disclosure control', () => {
  it('tells no count from 1 to 4, and lets none be worked out', () => {
    let hiddenCells = 0;
    fc.assert(
      fc.property(tables, (counts) => {
        const { cells, sums } = tableOf(counts);
        const hidden = withheld(cells, sums);
        const bounds = unpick(cells, hidden, sums);
        const given = new Set(determined(hidden, sums));
        cells.forEach(({ count }, at) => {
          if (count > 0 && count < CONTROL.least) {
            hiddenCells += 1;
            expect(hidden[at]).toBe(true);
            const isGiven = given.has(at) || bounds[at]![0] === bounds[at]![1];
            expect([counts, at, isGiven]).toEqual([counts, at, false]);
          }
        });
      }),
      { numRuns: 300 },
    );
    expect(hiddenCells).toBeGreaterThan(100);
  });

  it('tells the rest, to the nearest five, and noughts as they are', () => {
    fc.assert(
      fc.property(tables, (counts) => {
        const { cells, sums } = tableOf(counts);
        controlled(cells, sums).forEach(({ count }, at) => {
          if (count === null) return;
          expect(count % CONTROL.base).toBe(0);
          expect(Math.abs(count - cells[at]!.count)).toBeLessThanOrEqual(2);
        });
        if (cells.every(({ count }) => count === 0 || count >= CONTROL.least)) {
          expect(withheld(cells, sums)).not.toContain(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('would be unpicked by subtraction without the second step', () => {
    const { cells, sums } = tableOf([
      [3, 20, 30],
      [12, 9, 40],
    ]);
    const first = cells.map(({ count }) => count > 0 && count < CONTROL.least);
    expect(determined(first, sums).map((at) => cells[at]!.count)).toEqual([3]);
    const hidden = withheld(cells, sums);
    expect(determined(hidden, sums)).toEqual([]);
    // The cheapest rectangle: 3 with 20 of its row, and 12 and 9 below them.
    expect(cells.filter((_, at) => hidden[at]).map(({ count }) => count)).toEqual([3, 20, 12, 9]);
  });

  it('withholds a sum that is nearly all one firm’s', () => {
    const cells = [
      { count: 6, sum: 1_000_000, largest: 900_000 },
      { count: 6, sum: 1_234_567, largest: 300_000 },
    ];
    expect(controlled(cells, [])).toEqual([
      { count: null, sum: null },
      { count: 5, sum: 1_235_000 },
    ]);
  });
});
