import { readFileSync } from 'node:fs';

/**
 * Reads the table of like words: on each line a word and, after it, what may stand for it in the same trade ("wooden
 * timber"). A word may open several lines. Lines that start with # are notes.
 */
export const parseLikeWords = (text: string): Map<string, string[]> => {
  const found = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) continue;
    const [word, ...others] = line.split(/\s+/).filter(Boolean);
    if (word === undefined) continue;
    const known = found.get(word);
    if (known) known.push(...others);
    else found.set(word, others);
  }
  return found;
};

let shared: ReadonlyMap<string, readonly string[]> | undefined;

/** The table shipped with the product: what a buyer calls a thing beside what a maker does. Lower case, as listed. */
export const likeWords = (): ReadonlyMap<string, readonly string[]> =>
  (shared ??= parseLikeWords(readFileSync(new URL('./data/like-words.txt', import.meta.url), 'utf8')));
