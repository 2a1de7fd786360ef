import { describe, expect, it } from '@jest/globals';
import { capabilityTree } from '#lib/taxonomy';
import { collectionSupplierToRecord } from './collection.js';
import { likelyTerms } from './likely.trades.js';
import { MatchIndex } from '../index/match.index.js';
import { shippedCollectionContext } from './shipped.context.js';
import { analyseEnglish } from './text.english.js';

const context = shippedCollectionContext();
const suppliers = [
  { id: 'mover', name: 'Atlas', summary: 'Machinery moving and heavy lifts, skates and jacks.' },
  { id: 'presser', name: 'Deepwell', capabilities: ['deep drawing', 'sites in Derby'] },
  { id: 'miller', name: 'Erewash', capabilities: ['CNC milling'] },
];
const index = MatchIndex.build(
  suppliers.map((supplier, at) =>
    collectionSupplierToRecord({ postcode: 'DE24 8SE', ...supplier }, at + 1, context),
  ),
  { capabilities: capabilityTree().nodes },
);
const wordsFor = (phrase: string, ...read: string[]): string[] =>
  likelyTerms(
    [...new Set(analyseEnglish(phrase))],
    read.map((code) => index.graph.idOf(code)),
    index,
  ).map(({ term }) => term);

describe('likely trades', () => {
  it('bring the words of the trade that uses the words of a phrase', () => {
    const [machinery] = analyseEnglish('machinery');
    expect(wordsFor('shifting something')).toContain(machinery);
  });

  it('bring nothing where the names read hold every word, or nobody uses the words', () => {
    expect(wordsFor('milling', 'milling')).toEqual([]);
    expect(wordsFor('qwertyish')).toEqual([]);
    expect(wordsFor('1234')).toEqual([]);
  });

  it('never repeat what the buyer says, and only say what some supplier does', () => {
    const said = analyseEnglish('shifting machinery');
    for (const term of wordsFor('shifting machinery')) {
      expect(said).not.toContain(term);
      expect(index.statistics.termCounts.has(term)).toBe(true);
    }
  });
});
