import { describe, expect, it } from '@jest/globals';
import { MatchIndex } from '../index/match.index.js';
import { explain } from '../explanation/match.explanation.js';
import { rank } from '../ranking/match.ranking.js';
import type { RequirementNeed, RequirementRecord, SupplierRecord } from '../model/model.types.js';
import { enrichQuery } from './query.enrichment.js';
import { TINY_TREE } from '../testing/economy.arbitrary.js';
import { plainRequirement, plainSupplier, stated } from '../testing/plain.records.js';

const supplier = (no: number, phrase: string, codes: string[]): SupplierRecord =>
  plainSupplier(no, { phrases: [phrase], capabilities: codes.map(stated), completeness: 0 });
const asking = (needs: RequirementNeed[]): RequirementRecord => plainRequirement({ no: 0, id: '', needs });
const words = (phrase: string): RequirementNeed => ({ phrase, codes: [], importance: 'must' });

const economy = [
  supplier(1, 'stanchions', ['casting']),
  supplier(2, 'stanchions', ['casting']),
  supplier(3, 'poured parts', ['casting']),
  ...Array.from({ length: 17 }, (_, at) => supplier(4 + at, 'polishing of fittings', ['milling'])),
];
const index = MatchIndex.build(economy, { capabilities: TINY_TREE });
const needsOf = (needs: RequirementNeed[], of = index): RequirementNeed[] =>
  enrichQuery(of, asking(needs)).requirement.needs;

describe('enrichQuery', () => {
  it('leaves alone a word of a supplier that came after the counting', () => {
    const grown = MatchIndex.build(economy, { capabilities: TINY_TREE });
    expect(needsOf([words('stanchiol')], grown)[0]!.phrase).not.toBe('stanchiol');
    grown.apply({ upsert: [supplier(40, 'stanchiol', ['milling'])] });
    expect(needsOf([words('stanchiol')], grown)[0]!.phrase).toBe('stanchiol');
  });

  it.each([
    ['stanchoins', 'one slip'],
    ['stanchionns', 'a doubled letter'],
  ])('reads %s as a word of the index: %s', (typed) => {
    expect(needsOf([words(typed)])[0]!.phrase).toMatch(/^stanch/u);
  });

  it('shows a word with a slip as it was typed, and not as the stem it was read as', () => {
    const { requirement } = enrichQuery(index, asking([words('stanchoins, brass')]));
    expect(requirement.needs[0]).toMatchObject({ phrase: 'stanch', asTyped: 'stanchoins' });
    expect(explain(index, requirement, 1).summary).toContain('Its words tell of “stanchoins”');
    expect(explain(index, requirement, 4).blockers[0]?.message).toContain('“stanchoins”');
  });

  it('takes no short word for a slip of another', () => {
    const of = MatchIndex.build([...economy, supplier(50, 'chrt', ['milling'])], { capabilities: TINY_TREE });
    expect(enrichQuery(of, asking([words('stanchion certs')])).unusedWords).toEqual(['certs']);
  });

  it.each([
    ['stanchion snap', 'soap'],
    ['stanchion SNOP', 'snip'],
  ])('makes nothing else of an English word or an abbreviation: %s', (typed, other) => {
    const of = MatchIndex.build([...economy, supplier(50, other, ['milling'])], { capabilities: TINY_TREE });
    expect(needsOf([words(typed)], of)[0]!.phrase).toBe('stanchion');
  });

  it('keeps an English word that nobody uses where somebody uses a like one', () => {
    const of = MatchIndex.build([...economy, supplier(50, 'timber goods', ['milling'])], {
      capabilities: TINY_TREE,
    });
    expect(needsOf([words('wooden stanchion')], of)[0]!.phrase).toBe('wooden stanchion');
    expect(needsOf([words('wooden stanchion')])[0]!.phrase).toBe('stanchion');
    const [best] = rank(of, asking([words('wooden')]), { limit: 5 }).matches;
    expect(best?.supplierNo).toBe(50);
  });

  it('tells the words that nobody uses, and what is left of a phrase without them', () => {
    const { unusedWords, askedShare } = enrichQuery(index, asking([words('stanchion snap 4000')]));
    expect(unusedWords).toEqual(['snap']);
    expect(askedShare).toBeGreaterThan(0.3);
    expect(askedShare).toBeLessThan(0.8);
    // Left standing, they are asked for and met by nobody.
    expect(enrichQuery(index, asking([words('snap')]))).toMatchObject({
      unusedWords: ['snap'],
      askedShare: 1,
    });
    expect(enrichQuery(index, asking([words('stanchoin')]))).toMatchObject({
      unusedWords: [],
      askedShare: 1,
    });
  });

  it('reads the beginning of a known word', () => {
    expect(index.analyse(needsOf([words('polishings')])[0]!.phrase)).toEqual(index.analyse('polishing'));
  });

  it('leaves out unknown words beside known ones, and keeps a phrase of unknown words alone', () => {
    expect(needsOf([words('quixotic fittings')])[0]!.phrase).toBe('fittings');
    expect(needsOf([words('quixotic zygotes')])).toEqual([words('quixotic zygotes')]);
  });

  it('adds the capability that users of a rare word hold, and finds its holders by it', () => {
    expect(needsOf([words('stanchions')])).toEqual([
      { phrase: 'stanchions', codes: [], importance: 'should' },
      { phrase: 'Casting', codes: ['casting'], importance: 'should', unsaid: true },
    ]);
  });

  it('adds nothing for a word that many use, or that one uses', () => {
    expect(needsOf([words('polishing')])).toEqual([words('polishing')]);
    expect(needsOf([words('poured')])).toEqual([words('poured')]);
  });

  it('adds nothing for a word that is a small part of what is asked', () => {
    const wordy = words('poured fittings stanchions soap');
    const of = MatchIndex.build([...economy, supplier(50, 'soap', ['milling'])], { capabilities: TINY_TREE });
    expect(needsOf([wordy], of)).toEqual([wordy]);
  });

  it('leaves needs that the tree reads alone', () => {
    const requirement = asking([{ phrase: 'milling', codes: ['milling'], importance: 'must' }]);
    expect(enrichQuery(index, requirement).requirement).toBe(requirement);
  });

  it('counts suppliers added later as a fresh index does', () => {
    const late = MatchIndex.build(economy.slice(1), {
      capabilities: TINY_TREE,
      statistics: index.statistics,
    });
    late.apply({ upsert: [economy[0]!] });
    expect(needsOf([words('stanchions')], late)).toEqual(needsOf([words('stanchions')]));
    late.apply({ remove: [1] });
    expect(needsOf([words('stanchions')], late)).toEqual([words('stanchions')]);
  });

  it('takes the new word of a supplier that came later as it is, near as it may be to another', () => {
    const later = MatchIndex.build(economy, { capabilities: TINY_TREE });
    expect(needsOf([words('stanchirons')], later)).not.toEqual([words('stanchirons')]);
    for (let update = 0; update < 5; update += 1)
      later.apply({ upsert: [{ ...supplier(90, 'gears', ['gears']), name: 'Oakfirth Brothers' }] });
    for (let update = 0; update < 5; update += 1)
      later.apply({ upsert: [{ ...supplier(91, 'gears', ['gears']), name: 'Stanchiron Sisters' }] });
    expect(needsOf([words('stanchirons')], later)).toEqual([words('stanchirons')]);
    const found = rank(later, enrichQuery(later, asking([words('Stanchiron')])).requirement, { limit: 3 });
    expect(found.matches.map(({ supplierNo }) => supplierNo)).toEqual([91]);
    later.apply({ remove: [91] });
    expect(needsOf([words('stanchirons')], later)).not.toEqual([words('stanchirons')]);
  });
});
