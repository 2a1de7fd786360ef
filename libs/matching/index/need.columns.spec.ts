import { expect, it } from '@jest/globals';
import { keyOf } from './need.columns.js';
import type { PlannedNeed } from '../scoring/need.plan.js';

const leftOut = { shut: null, ownWorkOnly: false };
/** "Honed bores": both words are the buyer's own. */
const need: PlannedNeed = {
  phrase: 'honed bores',
  importance: 'must',
  weight: 3,
  skills: [{ id: 7, weight: 60, table: new Uint8Array(0) }],
  skillWeight: 60,
  materials: [],
  materialWeight: 0,
  terms: [
    { term: 'hone', weight: 41 },
    { term: 'bore', weight: 36 },
  ],
  termWeight: 77,
  brief: false,
  likely: [],
  trust: 1,
  evidence: 1,
  served: false,
  floor: 52,
  any: false,
};

it.each<[what: string, change: Partial<PlannedNeed>]>([
  ['a word of which one marks out the capability where the other asks for it', { termWeight: 41 }],
  [
    'the weight of a word',
    {
      terms: [
        { term: 'hone', weight: 41 },
        { term: 'bore', weight: 16 },
      ],
    },
  ],
  ['trust in the reading', { evidence: 0.5 }],
  ['what shows it, where something is done to it', { served: true }],
  ['the floor of a must', { floor: 30 }],
  ['what words prove without the tree', { brief: true }],
  ['a capability', { skills: [{ id: 8, weight: 60, table: new Uint8Array(0) }] }],
])('keeps the columns of needs apart that differ in %s', (_, change) => {
  expect(keyOf({ ...need, ...change }, leftOut)).not.toBe(keyOf(need, leftOut));
});

it('has one column for a need, however it is worded and whether it must be met', () => {
  const other: PlannedNeed = { ...need, phrase: 'bores, honed', importance: 'should', weight: 1, any: true };
  expect(keyOf(other, leftOut)).toBe(keyOf(need, leftOut));
});
