import { describe, expect, it } from '@jest/globals';
import type { SupplierRecord } from '../model/model.types.js';
import { affirmedText, IMPACT_MAX, supplierTerms, termImpact } from './text.analysis.js';
import { analyseEnglish } from './text.english.js';

const AVERAGES = [2, 10, 30, 4];
const profile = { name: 'Aske', phrases: ['road sweepers'], summary: 'Sweepers since 1980.' };

/** Impact of a word in a supplier with these past contracts. */
function impactOf(word: string, pastWork: string[], own: Partial<SupplierRecord> = profile): number {
  const supplier = {
    name: '',
    phrases: [],
    summary: '',
    sicCodes: [],
    ...own,
    pastWork,
  } as unknown as SupplierRecord;
  const { terms, lengths } = supplierTerms(supplier, analyseEnglish);
  const counts = terms.get(analyseEnglish(word)[0]!);
  return counts ? termImpact(counts, lengths, AVERAGES) : 0;
}

describe('past contracts', () => {
  const contract = 'Refuse collection vehicles for the council';

  it('vote for their words, each further one for less', () => {
    const [none, one, two, three] = [0, 1, 2, 3].map((count) =>
      impactOf('refuse', new Array<string>(count).fill(contract)),
    ) as [number, number, number, number];
    expect(none).toBe(0);
    expect(one).toBeGreaterThan(0);
    expect(two).toBeGreaterThan(one);
    expect(three).toBeGreaterThan(two);
    expect(three - two).toBeLessThan(two - one);
    expect(two - one).toBeLessThan(one);
  });

  it('tell the same in any order', () => {
    const works = ['Refuse vehicles', `Refuse ${'and much else '.repeat(30)}`, 'Refuse, refuse and refuse'];
    expect(impactOf('refuse', works)).toBe(impactOf('refuse', [...works].reverse()));
  });

  it('add to what the profile says and never take from it', () => {
    const own = impactOf('sweepers', []);
    expect(impactOf('sweepers', [contract])).toBe(own);
    expect(impactOf('sweepers', ['Hire of road sweepers'])).toBeGreaterThan(own);
    expect(impactOf('sweepers', new Array<string>(60).fill('Road sweepers'))).toBeLessThanOrEqual(IMPACT_MAX);
  });

  it('say less by the way in a long notice than as its subject', () => {
    const aside = `${'Cleaning and janitorial goods of many kinds. '.repeat(20)} Sweepers.`;
    expect(impactOf('sweepers', [aside], {})).toBeLessThan(impactOf('sweepers', ['Sweepers'], {}));
  });
});

describe('registered activities', () => {
  const impact = (word: string, sicCodes: string[], own: Partial<SupplierRecord> = {}): number =>
    impactOf(word, [], { ...own, sicCodes });

  it('count as words, weaker than any of its own', () => {
    const registered = impact('forging', ['25500']);
    expect(registered).toBeGreaterThan(0);
    for (const own of [{ name: 'Forging' }, { phrases: ['forging'] }, { summary: 'Forging.' }])
      expect(impact('forging', [], own)).toBeGreaterThan(registered);
  });

  it('add to what a firm says itself', () => {
    const own = { summary: 'Forging.' };
    expect(impact('forging', ['25500'], own)).toBeGreaterThan(impact('forging', [], own));
  });

  it('say nothing of what others make and it only sells, hires out or teaches', () => {
    expect(impact('timber', ['46730'])).toBe(0);
    expect(impact('machinery', ['77320'])).toBe(0);
  });
});

describe('affirmedText', () => {
  it('takes “including but not limited to” for no refusal', () => {
    const text = 'Walking aids, including but not limited to crutches and rollators.';
    expect(affirmedText(text)).toBe(text);
    expect(affirmedText('We do not offer crutches.')).not.toContain('crutches');
  });

  it('leaves out what has ended, and nothing that goes on', () => {
    for (const ended of [
      'We have stopped making crutches.',
      'We gave up crutches.',
      'They used to bend crutches.',
      'Crutches are no longer bent here.',
      'Our crutches were sold off.',
    ])
      expect(affirmedText(`Frames. ${ended}`)).not.toMatch(/crutches/iu);
    for (const goesOn of [
      'We never stopped making crutches.',
      'Crutches no longer than 1 m.',
      'Crutches used to walk.',
    ])
      expect(affirmedText(goesOn)).toBe(goesOn);
  });
});
