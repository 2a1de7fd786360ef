import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MatchIndex } from '../index/match.index.js';
import { AT, SCORE_UNITS } from '../model/scoring.constants.js';
import type { Explanation, SupplierRecord } from '../model/model.types.js';
import type { SearchEdge, SearchPage } from '../model/search.types.js';
import { enrichQuery } from './query.enrichment.js';
import { search } from './search.page.js';
import { economyArbitrary, requirementArbitrary, TINY_TREE } from '../testing/economy.arbitrary.js';
import { plainRequirement, plainSupplier, stated } from '../testing/plain.records.js';

const firm = (no: number, phrases: string[]): SupplierRecord =>
  plainSupplier(no, { phrases, capabilities: [stated('milling')] });
const others = Array.from({ length: 40 }, (_, at) => plainSupplier(10 + at, { phrases: ['poured parts'] }));
const found = [firm(1, ['stanchions']), firm(2, ['stanchions', 'fittings']), firm(3, ['caps', 'stanchions'])];
const build = (suppliers: SupplierRecord[]): MatchIndex =>
  MatchIndex.build([...suppliers, ...others], { capabilities: TINY_TREE, statistics });
const { statistics } = MatchIndex.build([...found, ...others], { capabilities: TINY_TREE });
const index = build(found);
const asking = (phrase: string) =>
  plainRequirement({
    no: 0,
    id: '',
    title: 'stanchions',
    needs: [{ phrase, codes: [], importance: 'must' }],
  });
const find = (phrase: string, of = index): SearchPage =>
  search(
    of,
    { text: phrase, parts: [], remaining: phrase, corrections: [], requirement: asking(phrase) },
    { first: 10 },
  );
const sumOf = ({ criteria }: Explanation, field: 'weight' | 'contribution'): number =>
  criteria.reduce((sum, criterion) => sum + criterion[field], 0);

describe('the score that a search shows', () => {
  it('is less by what no supplier says, by one factor for everybody', () => {
    const { askedShare } = enrichQuery(index, asking('stanchions snap pergola'));
    expect(askedShare).toBeGreaterThan(0.1);
    expect(askedShare).toBeLessThan(0.5);
    const whole = find('stanchions').edges;
    const part = find('stanchions snap pergola').edges;
    expect(whole).toHaveLength(3);
    expect(part.map(({ match }) => match)).toEqual(whole.map(({ match }) => match));
    part.forEach(({ score }, at) => expect(score).toBeCloseTo(whole[at]!.score * askedShare, 9));
    expect(whole[0]!.score).toBe(whole[0]!.match.score / SCORE_UNITS);
  });

  it('adds up, and says which words nobody meets', () => {
    for (const { score, explanation } of find('stanchions snap pergola').edges) {
      const { scoreShown, criteria, needs, summary } = explanation!;
      expect(scoreShown).toBe(score);
      expect(sumOf(explanation!, 'contribution')).toBeCloseTo(score, 9);
      expect(sumOf(explanation!, 'weight')).toBeCloseTo(1, 9);
      for (const { weight, value, contribution } of criteria)
        expect(weight * value).toBeCloseTo(contribution, 9);
      expect(needs.at(-1)).toMatchObject({ phrase: 'snap, pergola', level: 'notMet', metBy: [] });
      expect(criteria[0]!.reason).toMatch(/ No supplier says “snap” or “pergola”\.$/u);
      expect(criteria[AT.text]!.reason).toBe(
        `Its profile has a few of the buyer’s words (${Math.round(100 * criteria[AT.text]!.value)}%, rare words counting for more).`,
      );
      expect(summary).toMatch(/ No supplier says “snap” or “pergola”\.$/u);
    }
    expect(JSON.stringify(find('stanchions').edges)).not.toContain('No supplier says');
  });

  it('adds up whatever is asked for and whoever is found', () => {
    let less = 0;
    fc.assert(
      fc.property(economyArbitrary(10), requirementArbitrary, (suppliers, wanted) => {
        const some = MatchIndex.build(suppliers, { capabilities: TINY_TREE });
        const needs = wanted.needs.map((need) => ({ ...need, codes: [], phrase: `${need.phrase} pergola` }));
        const requirement = { ...wanted, needs };
        const { askedShare } = enrichQuery(some, requirement);
        const page = search(
          some,
          { text: '', parts: [], remaining: '', corrections: [], requirement },
          { first: 20, includeBlocked: true },
        );
        for (const { match, score, explanation } of page.edges) {
          const { criteria, scoreShown } = explanation!;
          expect([score, scoreShown]).toEqual(Array(2).fill((match.score / SCORE_UNITS) * askedShare));
          expect(sumOf(explanation!, 'contribution')).toBeCloseTo(score, 9);
          expect(sumOf(explanation!, 'weight')).toBeCloseTo(1, 9);
          for (const { weight, value, contribution } of criteria) {
            expect(weight * value).toBeCloseTo(contribution, 9);
            expect(value).toBeLessThanOrEqual(1);
          }
          if (askedShare < 1) less += 1;
        }
      }),
    );
    expect(less).toBeGreaterThan(0);
  });

  it('falls by what its reasons claim when a fact that they cite is taken away', () => {
    const bare = build([{ ...found[0]!, completeness: 0 }, ...found.slice(1)]);
    const [before, after] = [index, bare].map((of) =>
      find('stanchions snap', of).edges.find(({ match }) => match.supplierNo === 1)!,
    ) as [SearchEdge, SearchEdge];
    const falls = before.explanation!.criteria.map(
      ({ contribution }, at) => contribution - after.explanation!.criteria[at]!.contribution,
    );
    expect(falls.filter((fall) => fall !== 0)).toEqual([falls[AT.standing]]);
    expect(falls[AT.standing]).toBeGreaterThan(0);
    expect(before.score - after.score).toBeCloseTo(falls[AT.standing]!, 9);
  });

  it('is as it ranks where every word is used, and where a phrase of unknown words stands whole', () => {
    for (const phrase of ['stanchions', 'snap pergola'])
      for (const { score, match } of find(phrase).edges) expect(score).toBe(match.score / SCORE_UNITS);
  });
});
