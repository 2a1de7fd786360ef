import { expect, it } from '@jest/globals';
import { driveInWords } from './drive.words.js';

it.each([
  [0.4, '0 minutes'],
  [1, '1 minute'],
  [60, '60 minutes'],
  [60.5, '1 h 1 min'],
  [90, '1 h 30 min'],
  [120, '2 h'],
])('says a drive of %d minutes as %s', (minutes, words) => {
  expect(driveInWords(minutes)).toBe(words);
});
