import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { editDistance } from './edit-distance.maths.js';

/** By definition, one letter after another from the end. */
function plainly(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [shortA, shortB] = [a.slice(0, -1), b.slice(0, -1)];
  const costs = [
    plainly(shortA, b) + 1,
    plainly(a, shortB) + 1,
    plainly(shortA, shortB) + (a.at(-1) === b.at(-1) ? 0 : 1),
  ];
  const isSwapped = a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1);
  if (isSwapped) costs.push(plainly(a.slice(0, -2), b.slice(0, -2)) + 1);
  return Math.min(...costs);
}

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
/** Two letters put for one, none for one, or two in turn, at some place. */
const slip = fc.record({ at: fc.nat(6), put: word.map((text) => text.slice(0, 2)), swap: fc.boolean() });
const slipped = (text: string, { at, put, swap }: { at: number; put: string; swap: boolean }): string =>
  text.slice(0, at) +
  (swap ? [...text.slice(at, at + 2)].reverse().join('') + text.slice(at + 2) : put + text.slice(at + 1));

it('counts slips as its definition does, up to one more than the limit', () => {
  fc.assert(
    fc.property(word, fc.array(slip, { maxLength: 3 }), fc.integer({ min: 0, max: 3 }), (a, slips, limit) => {
      const b = slips.reduce(slipped, a).slice(0, 7);
      expect(editDistance(a, b, limit)).toBe(Math.min(plainly(a, b), limit + 1));
    }),
    { numRuns: 500 },
  );
});

it('counts neighbours that have changed places once', () => {
  expect(editDistance('wlesall', 'walsall', 2)).toBe(2);
  expect(editDistance('wlasall', 'walsall', 2)).toBe(1);
});

it('has room for words longer than any before', () => {
  const long = 'x'.repeat(200);
  expect(editDistance(`a${long}b`, `b${long}a`, 2)).toBe(2);
});
