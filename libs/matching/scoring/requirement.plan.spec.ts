import { describe, expect, it } from '@jest/globals';
import { capabilityTree } from '#lib/taxonomy';
import { collectionRequirementToRecord, collectionSupplierToRecord } from '../reading/collection.js';
import { fitOfTreeAndWords, textValue } from './criteria.scoring.js';
import { MatchIndex } from '../index/match.index.js';
import { rank } from '../ranking/match.ranking.js';
import type { RequirementNeed } from '../model/model.types.js';
import type { PlannedNeed } from './need.plan.js';
import { planRequirement } from './requirement.plan.js';
import { shippedCollectionContext } from '../reading/shipped.context.js';

const context = shippedCollectionContext();
const suppliers = [
  { id: 'winder', name: 'Ashby Windings', capabilities: ['wound components', 'power electronics'] },
  {
    id: 'spring',
    name: 'Soar Valley Ltd',
    summary: 'Cold wound compression coils in super-alloys, pre-set and load tested.',
  },
  { id: 'plater', name: 'Trent Platers', capabilities: ['zinc nickel plating'] },
  { id: 'miller', name: 'Erewash Milling', capabilities: ['CNC milling'] },
];
const index = MatchIndex.build(
  suppliers.map((supplier, at) =>
    collectionSupplierToRecord({ postcode: 'DE24 8SE', ...supplier }, at + 1, context),
  ),
  { capabilities: capabilityTree().nodes },
);
const asked = (...phrases: string[]): ReturnType<typeof collectionRequirementToRecord> =>
  collectionRequirementToRecord(
    { id: 'R1', title: '', needs: phrases.map((phrase) => ({ phrase })) },
    1,
    '2026-11-22',
    context,
  );

describe('trust in what is read', () => {
  it('is full where the names read explain the phrase, and less the more words are left over', () => {
    const trustOf = (phrase: string): number => planRequirement(asked(phrase), index).needs[0]!.trust;
    expect(trustOf('zinc nickel plating')).toBe(1);
    expect(trustOf('zinc nickel plating to 2.5 m')).toBe(1);
    const wordy = trustOf('cold compression coils with a tagged load, squashed solid beforehand');
    expect(wordy).toBeLessThan(0.5);
    expect(trustOf('squashed solid beforehand')).toBe(0);
  });

  it('rules nobody out by a reading that it does not trust, and lets words decide', () => {
    const { matches } = rank(
      index,
      asked('cold-wound compression coils, pre-set and squashed solid beforehand'),
      { limit: 4 },
    );
    expect(matches.map(({ supplierNo }) => suppliers[supplierNo - 1]!.id)[0]).toBe('spring');
  });

  it('asks for every must whose reading it trusts', () => {
    const both = rank(index, asked('zinc nickel plating', 'CNC milling'), { limit: 4 });
    expect(both.matches).toEqual([]);
  });

  it('gives words more weight the less is read', () => {
    const textAt = (phrase: string): number => planRequirement(asked(phrase), index).weights[5]!;
    expect(textAt('squashed solid beforehand')).toBeGreaterThan(1.3 * textAt('zinc nickel plating'));
  });
});

describe('a search for a broad trade alone', () => {
  const textAt = (given: Partial<ReturnType<typeof asked>>, ...phrases: string[]): number =>
    planRequirement({ ...asked(...phrases), splittable: true, ...given }, index).weights[5]!;

  it('goes less by its words, for who does something narrower need not say them', () => {
    expect(textAt({}, 'metal finishing')).toBeLessThan(0.7 * textAt({}, 'zinc nickel plating'));
  });

  it('goes by its words where a material, words left over or a description say more', () => {
    const usual = textAt({}, 'zinc nickel plating');
    expect(textAt({}, 'metal finishing of brass')).toBe(usual);
    expect(textAt({}, 'metal finishing', 'squashed solid')).toBeGreaterThan(usual);
    const said = { description: 'Soon.' };
    expect(textAt(said, 'metal finishing')).toBe(textAt(said, 'zinc nickel plating'));
  });
});

describe('what a service is done to', () => {
  it('weighs as much as a must, rules nobody out, and is shown by what is near it in the tree', () => {
    const needs: RequirementNeed[] = [
      { phrase: 'hire', codes: ['plant-hire'], importance: 'must' },
      { phrase: 'gear grinding', codes: ['gear-grinding'], importance: 'should', served: true },
    ];
    const { needs: planned } = planRequirement({ ...asked(), splittable: true, needs }, index);
    const [must, object] = planned as [PlannedNeed, PlannedNeed];
    expect(object).toMatchObject({ weight: must.weight, any: false, importance: 'should' });
    const plainly = planRequirement({ ...asked(), needs: [{ ...needs[1]!, served: undefined }] }, index);
    const [own] = plainly.needs as [PlannedNeed];
    const near = index.graph.idOf('gear-cutting');
    expect(own.skills[0]!.table[near]).toBeLessThan(255);
    expect(object.skills[0]!.table[near]).toBeGreaterThan(own.skills[0]!.table[near]!);
    expect(object.skills[0]!.table[index.graph.idOf('injection-moulding')]).toBe(0);
  });
});

describe('words that are found together', () => {
  it('count in a typed search, and not where a description tells more', () => {
    const typed = asked('wound components');
    expect(planRequirement(typed, index).together).toBeGreaterThan(0.2);
    expect(planRequirement({ ...typed, description: 'Soon.' }, index).together).toBe(0);
  });

  it('earn nothing below two fifths of the most, and all at seven tenths', () => {
    const valueAt = (share: number): number =>
      textValue(share * 255 * 40, 40, 0.5) - textValue(share * 255 * 40, 40) / 2;
    expect(valueAt(0.39)).toBeLessThanOrEqual(0);
    expect(valueAt(0.55)).toBeGreaterThan(50);
    expect(textValue(0.7 * 255 * 40, 40, 0.5)).toBe(255);
  });

  it('never earn more than they would word by word', () => {
    for (const weight of [1, 7, 300])
      for (let impact = 0; impact <= 255; impact += 5)
        expect(textValue(impact * weight, weight, 0.4)).toBeLessThanOrEqual(
          textValue(impact * weight, weight),
        );
  });
});

describe('a typed search', () => {
  const wanted = (phrase: string, codes: string[] = []): RequirementNeed => ({
    phrase,
    codes,
    importance: codes.length > 0 ? 'must' : 'should',
  });
  const found = (words: string, description = ''): string[] => {
    const requirement = {
      ...asked(),
      description,
      splittable: true,
      needs: [wanted('gear grinding', ['gear-grinding']), wanted(words)],
    };
    return rank(index, requirement, { limit: 4 }).matches.map(
      ({ supplierNo }) => suppliers[supplierNo - 1]!.id,
    );
  };

  it('is met by who says the words left over, where there are two or more and they are found nearly in full', () => {
    expect(found('power electronics')).toEqual(['winder']);
    expect(found('electronics')).toEqual([]);
    expect(found('power coils brackets boxes')).toEqual([]);
    expect(found('power electronics', 'Of a requirement, the musts decide.')).toEqual([]);
  });

  it('asks more of words where the tree shows nothing', () => {
    for (const text of [60, 150, 255]) {
      expect(fitOfTreeAndWords(0, text, true, true)).toBeLessThan(fitOfTreeAndWords(0, text, true, false));
      expect(fitOfTreeAndWords(90, text, true, true)).toBe(fitOfTreeAndWords(90, text, true, false));
      expect(fitOfTreeAndWords(0, text, false, true)).toBe(fitOfTreeAndWords(0, text, false, false));
    }
    expect(planRequirement({ ...asked('coils'), splittable: true }, index).needs[0]!.brief).toBe(true);
    expect(
      planRequirement({ ...asked('coils'), splittable: true, description: 'Soon.' }, index).needs[0]!.brief,
    ).toBe(false);
  });
});
