import { describe, expect, it } from '@jest/globals';
import { firmRoles, readCapabilities } from './profile.reading.js';
import { shippedCollectionContext } from './shipped.context.js';
import { supplierTerms } from './text.analysis.js';
import { analyseEnglish } from './text.english.js';

const context = shippedCollectionContext();

describe('reading a profile', () => {
  it.each([
    ['Girder Metals', [], 'Metal stockholders since 1950.', ['sells']],
    ['Skills Trust', [], 'A training provider for engineers.', ['trains']],
    ['Proof Ltd', [], 'An independent laboratory for castings.', ['lab']],
    ['Digger Co', ['plant hire'], 'Excavators on hire.', ['hires']],
    ['Gear Makers', ['gear cutting'], 'We cut gears.', []],
  ])('%s is %p', (name, phrases, summary, expected) => {
    expect(firmRoles(name, phrases, summary)).toEqual(expected);
  });

  it.each([
    [['46720'], ['sells']],
    [['46720', '25620'], []],
    [['77390'], ['hires']],
    [['85590'], ['trains']],
    [['25620'], []],
    [[], []],
  ])('SIC codes %j make a firm %p', (sicCodes, expected) => {
    expect(firmRoles('Ashby Ltd', ['gears'], 'We are in Derby.', sicCodes)).toEqual(expected);
  });

  it('counts little what a firm does for its own products alone', () => {
    const weightOf = (summary: string): number =>
      readCapabilities({ name: 'Ashby Ltd', phrases: ['zinc plating'], summary, roles: [] }, context).find(
        ({ code }) => code === 'zinc-plating',
      )!.weight;
    const free = weightOf('Zinc plating by the tonne.');
    expect(weightOf('Zinc plating on our own line, for our own hinges.')).toBeLessThan(free / 3);
    expect(weightOf('Zinc plating to 3 m. Outside work is turned away.')).toBeLessThan(free / 3);
    expect(weightOf('Zinc plating on our own line, for our own hinges and for others.')).toBe(free);
  });

  it('counts most what a firm names first', () => {
    const phrases = 'turning, milling, broaching, honing, lapping, welding, zinc plating, annealing'.split(
      ', ',
    );
    const read = readCapabilities({ name: 'Ashby Ltd', phrases, summary: '', roles: [] }, context);
    const weights = ['turning', 'milling', 'zinc-plating', 'annealing'].map(
      (wanted) => read.find(({ code }) => code === wanted)!.weight,
    );
    const [first, second, seventh, eighth] = weights as [number, number, number, number];
    expect(second).toBeLessThan(first);
    expect(seventh).toBeLessThan(second);
    expect(seventh).toBeGreaterThan(0.9 * first);
    expect(eighth).toBe(seventh);
  });

  it('takes nothing for offered that a firm says of itself', () => {
    const summary = 'We mill. Our neighbours include a bakery. We support a local hospice with cake sales.';
    const read = readCapabilities({ name: 'Ashby Ltd', phrases: [], summary, roles: [] }, context);
    expect(read.map(({ code }) => code)).toEqual(['milling']);
    const counts = supplierTerms({ name: '', phrases: [], summary, sicCodes: [] }, analyseEnglish);
    expect([...counts.terms.keys()]).toEqual(analyseEnglish('We mill.'));
  });

  describe('names of families and houses', () => {
    const codesOf = (name: string, phrases: string[] = [], summary = ''): string[] =>
      readCapabilities({ name, phrases, summary, roles: [] }, context).map(({ code }) => code);

    it.each([
      ['Baker Precision Ltd', ['CNC turning'], 'bakery-milling'],
      ['Turner & Miller Ltd', ['injection moulding'], 'turning'],
      ['Jane Harrow Machining Ltd', ['5-axis milling'], 'agricultural-machinery'],
      ['Stone Electronics Ltd', ['cable looms'], 'aggregates'],
      ['Vickers Plastics Ltd', ['rotational moulding'], 'hardness-chemical'],
      ['Forge Lane Plastics Ltd', ['rotational moulding'], 'forging'],
      ['Old Foundry Joinery Ltd', ['oak stairs'], 'casting'],
    ])('%s with %j claims no %s', (name, phrases, code) => {
      expect(codesOf(name, phrases)).not.toContain(code);
    });

    it.each([
      ['Baker Foods Ltd', ['cakes and pastry'], 'bakery-milling'],
      ['Harrow Works Ltd', ['ploughs and harrows'], 'agricultural-machinery'],
      ['Stone Masonry Ltd', [], 'heritage-crafts'],
      ['Crane Ltd', [], 'cranes-lifts'],
      ['The Village Baker Ltd', [], 'bakery-milling'],
      ['Ashby Foundry Ltd', ['patterns'], 'casting'],
    ])('%s with %j claims %s', (name, phrases, code) => {
      expect(codesOf(name, phrases)).toContain(code);
    });

    it('takes the owner for no trade in the summary either', () => {
      const summary = 'Baker Precision began in 1962. We bore and hone.';
      expect(codesOf('Baker Precision Ltd', [], summary)).not.toContain('bakery-milling');
      // Another's name is not known to be one, and the trade in small letters is meant as said.
      expect(codesOf('Ashby Ltd', [], 'A baker of bread.')).toContain('bakery-milling');
    });
  });
});
