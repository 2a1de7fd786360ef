import { describe, expect, it } from '@jest/globals';
import { CRITERIA, VALUE_MAX } from '../model/scoring.constants.js';
import { type Likelihood, likelihoodOf } from './likelihood.line.js';

const row = (figures: Partial<Record<(typeof CRITERIA)[number], number>>): number[] =>
  CRITERIA.map((name) => figures[name] ?? 0);
const needs = [{}] as never;
const weights = row({ capability: 500, text: 250, reach: 250 });
const best = (capability: number, text: number) => ({
  score: 1000,
  values: row({ capability: capability * VALUE_MAX, text: text * VALUE_MAX, reach: VALUE_MAX }),
});
const likely: Likelihood = { answered: true, line: 450 };
const nobody: Likelihood = { answered: false, line: Infinity };

describe('likelihoodOf', () => {
  it('puts nobody forward where the best shows little of what was asked for, however near it is', () => {
    expect(likelihoodOf({ needs, weights }, 1, best(0.4, 0.36))).toEqual(likely);
    expect(likelihoodOf({ needs, weights }, 1, best(0.4, 0.3))).toEqual(nobody);
  });

  it('counts what was left out of the query as not shown', () => {
    expect(likelihoodOf({ needs, weights }, 0.6, best(0.7, 0.7))).toEqual(likely);
    expect(likelihoodOf({ needs, weights }, 0.5, best(0.7, 0.7))).toEqual(nobody);
  });

  it('finds everybody likely where nothing was asked for that one could show, or nobody was found', () => {
    const everybody: Likelihood = { answered: true, line: 0 };
    expect(likelihoodOf({ needs: [], weights }, 1, best(0, 0))).toEqual(everybody);
    expect(likelihoodOf({ needs, weights }, 1, undefined)).toEqual(everybody);
  });
});
