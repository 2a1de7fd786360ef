import { describe, expect, it } from '@jest/globals';
import { CapabilityGraph } from './capability.graph.js';
import { explainedShares } from './name.reading.js';
import { analyseEnglish } from './text.english.js';

const node = (
  code: string,
  parent: string | null,
  label: string,
  ...names: string[]
): ConstructorParameters<typeof CapabilityGraph>[0][number] => ({
  code,
  parent,
  kind: 'process',
  label,
  synonyms: names.map((text) => ({ text })),
});
const graph = new CapabilityGraph([
  node('all', null, 'All'),
  node('springs', 'all', 'Springs', 'coils', 'wire coils'),
  node('transformers', 'all', 'Transformers', 'coils', 'mains coils', 'bobbins'),
  node('coolers', 'all', 'Coolers', 'cooling coils'),
]);
const sharesIn = (phrase: string, code: string): Record<string, number> => {
  const terms = new Set(analyseEnglish(phrase));
  const shares = explainedShares(terms, [graph.idOf(code)], graph, analyseEnglish);
  const [coil] = analyseEnglish('coils');
  return Object.fromEntries(
    Array.from(shares, ([term, share]) => [term === coil ? 'coils' : 'other', share]),
  );
};

describe('explainedShares', () => {
  it('explains in full what a name of several words holds', () => {
    expect(sharesIn('tinned wire coils', 'springs')).toEqual({ coils: 1, other: 1 });
  });

  it('trusts a name of one word less, the more other trades use it', () => {
    // Five names say "coils", and two of them are springs: less than half counts half.
    expect(sharesIn('tinned coils', 'springs')).toEqual({ coils: 0.5 });
    expect(sharesIn('bobbins', 'transformers')).toEqual({ other: 1 });
  });

  it('credits in part a word of a name that does not lie whole within the phrase', () => {
    expect(sharesIn('mains plant', 'transformers')).toEqual({ other: 0.7 });
  });

  it('explains nothing with names of another node', () => {
    expect(sharesIn('bobbins', 'springs')).toEqual({});
  });
});
