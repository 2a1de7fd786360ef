import { readFileSync } from 'node:fs';

/** Common English words and names, lower case: of words with one stem the shortest alone. Read anew at each call. */
export const englishWords = (): string[] =>
  readFileSync(new URL('./data/english-words.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .flatMap((line) => line.split(' '))
    .filter(Boolean);
