import { capabilityTree } from '#lib/taxonomy';
import { describe, expect, it } from '@jest/globals';
import { readTreeInPieces, readVocabularyInPieces } from './first.reading.js';
import { MatchIndex } from '../index/match.index.js';
import { search } from './search.page.js';
import { understandQuery } from './query.understanding.js';
import { analyseEnglish } from '../reading/text.english.js';
import { atOnce } from '../model/work.pieces.js';

/** How many texts are read by a search, with and without reading the tree beforehand. */
function textsReadBySearch(beforehand: boolean): number {
  let read = 0;
  const index = MatchIndex.build([], {
    capabilities: capabilityTree().nodes,
    analyse: (text) => {
      read += 1;
      return analyseEnglish(text);
    },
  });
  if (beforehand) {
    atOnce(readTreeInPieces(index));
    atOnce(readVocabularyInPieces(index.analyse));
  }
  read = 0;
  search(index, understandQuery('precision milling of curious brackets', { today: '2026-11-29' }), {
    first: 5,
  });
  return read;
}

describe('readTreeInPieces', () => {
  it('leaves a search nothing to read but its own words', () => {
    const names = capabilityTree().nodes.reduce((sum, { synonyms }) => sum + 1 + synonyms.length, 0);
    expect(textsReadBySearch(false)).toBeGreaterThan(names);
    expect(textsReadBySearch(true)).toBeLessThan(50);
  });

  it('goes on from where others had to read', () => {
    const index = MatchIndex.build([], {
      capabilities: capabilityTree().nodes,
      // Of its own, so that nobody has read the tree with it yet.
      analyse: (text) => analyseEnglish(text),
    });
    const reading = readTreeInPieces(index);
    reading.next();
    const query = understandQuery('milling of curious brackets', { today: '2026-11-29' });
    const page = search(index, query, { first: 5 });
    atOnce(reading);
    expect(search(index, query, { first: 5 })).toEqual(page);
  });
});
