import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { editDistance } from './edit-distance.maths.js';
import { NearWords } from './words.near.js';

describe('words near a misspelt one', () => {
  it('are those that measuring every word finds, in their order', () => {
    const letters = fc.constantFrom(...'abcdez é-1');
    const word = fc.array(letters, { minLength: 1, maxLength: 7 }).map((all) => all.join(''));
    fc.assert(
      fc.property(
        word,
        fc.array(word, { maxLength: 40 }),
        fc.integer({ min: 0, max: 3 }),
        (typed, all, limit) => {
          const near = new NearWords();
          for (const one of all) near.add(one);
          const measured = all
            .map((one) => ({ word: one, distance: editDistance(typed, one, limit) }))
            .filter(({ distance }) => distance <= limit);
          expect(near.within(typed, limit)).toEqual(measured);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    ['batery', 1, ['battery']],
    ['wleding', 1, ['welding']],
    ['cradley', 2, ['cradles']],
    ['forging', 1, []],
  ])('%s within %i', (typed, limit, words) => {
    const near = new NearWords();
    for (const word of ['battery', 'welding', 'cradles', 'plating']) near.add(word);
    expect(near.within(typed, limit).map(({ word }) => word)).toEqual(words);
  });
});
