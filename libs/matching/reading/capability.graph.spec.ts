import { expect, it } from '@jest/globals';
import { TINY_TREE } from '../testing/economy.arbitrary.js';
import { graphOf } from './capability.graph.js';
import { analyseEnglish } from './text.english.js';

it('is one graph for all who ask with the same tree and the same reading', () => {
  expect(graphOf(TINY_TREE, analyseEnglish)).toBe(graphOf(TINY_TREE, analyseEnglish));
});

it('is another for another tree, and for another reading of names', () => {
  const graph = graphOf(TINY_TREE, analyseEnglish);
  const milling = graph.idOf('milling');
  expect([...graph.termsOf(milling, analyseEnglish)]).toEqual(analyseEnglish('Milling'));

  const renamed = graphOf(
    TINY_TREE.map((node) => ({ ...node, label: 'Anything' })),
    analyseEnglish,
  );
  expect([...renamed.termsOf(milling, analyseEnglish)]).toEqual(analyseEnglish('Anything'));

  const asWritten = (text: string): string[] => [text];
  expect([...graphOf(TINY_TREE, asWritten).termsOf(milling, asWritten)]).toEqual(['Milling']);
});
