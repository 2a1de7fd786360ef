import { describe, expect, it } from '@jest/globals';
import { englishWords } from './words.english.js';
import { likeWords, parseLikeWords } from './words.like.js';

describe('like words', () => {
  it('reads a word and what may stand for it, over several lines', () => {
    const table = parseLikeWords('# note\ntimber wooden wood\n\ntimber lumber\nhose pipe');
    expect([...table]).toEqual([
      ['timber', ['wooden', 'wood', 'lumber']],
      ['hose', ['pipe']],
    ]);
  });

  it('ships rows that say something, in plain lower-case words', () => {
    for (const [word, others] of likeWords()) {
      expect(others.length).toBeGreaterThan(0);
      expect(others).not.toContain(word);
      for (const one of [word, ...others]) expect(one).toMatch(/^[a-z0-9-]+$/);
    }
  });
});

describe('English words', () => {
  it('know words and names, and no slip', () => {
    const words = new Set(englishWords());
    for (const word of ['snap', 'diesel', 'cardiff']) expect(words).toContain(word);
    for (const slip of ['machning', 'pilars', 'zink']) expect(words).not.toContain(slip);
  });
});
