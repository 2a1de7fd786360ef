import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { BenchReport } from './bench.report.js';
import { compare, type Cost, engineGrowth } from './engine-growth.bench.js';

const WHOLE: Cost = { suppliers: 147_355, requirement: 1.6, search: 2.4 };
const MILLION = 1_000_000;

function brokenBy(before: Cost, after: Cost): string[] {
  const report = new BenchReport();
  report.begin(engineGrowth);
  compare(report, before, after);
  return report.broken;
}

describe('compare', () => {
  beforeEach(() => {
    jest.spyOn(console, 'log').mockReturnValue();
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('lets a requirement cost as many times as there are more suppliers, and a search twice', () => {
    expect(brokenBy(WHOLE, { suppliers: MILLION, requirement: 1.6 * 6.7, search: 4.8 })).toEqual([]);
  });

  it('fails where a search costs more than twice', () => {
    expect(brokenBy(WHOLE, { suppliers: MILLION, requirement: 5, search: 4.9 })).toEqual([
      'engine-growth: from 147355 suppliers to 1000000, cost of a search is 2.04 ×, and may be 2.00',
    ]);
  });

  it('fails where a requirement grows faster than suppliers', () => {
    expect(brokenBy(WHOLE, { suppliers: MILLION, requirement: 17.6, search: 2.4 })).toEqual([
      'engine-growth: from 147355 suppliers to 1000000, cost of a requirement is 11.00 ×, and may be 6.79',
    ]);
  });

  it('fails where nothing could be measured', () => {
    expect(brokenBy(WHOLE, { suppliers: MILLION, requirement: 5, search: Number.NaN })).toHaveLength(1);
  });

  it('asks nothing of a search of a part of the economy', () => {
    const part: Cost = { suppliers: 15_000, requirement: 0.6, search: 1.1 };
    expect(brokenBy(part, WHOLE)).toEqual([]);
  });
});
