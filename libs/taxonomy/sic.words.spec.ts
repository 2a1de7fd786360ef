import { describe, expect, it } from '@jest/globals';
import { describeSic, parseSicWords, sicWords } from './index.js';

describe('words of the industrial classification', () => {
  it('reads a class, its entries and how many of them hold a word', () => {
    expect(parseSicWords('# note\n13100 57 spinning*30 camel\n')).toEqual([
      {
        code: '13100',
        entries: 57,
        counts: new Map([
          ['spinning', 30],
          ['camel', 1],
        ]),
      },
    ]);
  });

  it('ships classes that exist, and no word in more entries than there are', () => {
    expect(sicWords().length).toBeGreaterThan(200);
    for (const { code, entries, counts } of sicWords()) {
      expect(describeSic(code)).toBeDefined();
      for (const [word, count] of counts) {
        expect(word).toMatch(/^[a-z][a-z'-]*[a-z]$/);
        expect(count).toBeLessThanOrEqual(entries);
      }
    }
  });
});
