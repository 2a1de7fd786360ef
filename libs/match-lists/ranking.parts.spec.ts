import { describe, expect, it } from '@jest/globals';
import { inLanes } from './ranking.parts.js';

const ids = (count: number): string[] => Array.from({ length: count }, (_, at) => `r${at}`);

describe('jobs of a full re-match', () => {
  it.each([1, 100, 101, 250, 1_000, 2_437, 10_108])('take %i requirements in two lanes by turns', (count) => {
    const jobs = inLanes(ids(count));
    expect(jobs.length).toBeLessThanOrEqual(25);
    expect(jobs.map(({ lane }) => lane)).toEqual(jobs.map((_, at) => at % 2));
    const lanes = [0, 1].flatMap((wanted) => jobs.filter(({ lane }) => lane === wanted));
    expect(lanes.flatMap(({ requirementIds }) => requirementIds)).toEqual(ids(count));
  });

  it('are none without requirements', () => expect(inLanes([])).toEqual([]));
});
