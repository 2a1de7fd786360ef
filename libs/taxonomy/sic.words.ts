import { readFileSync } from 'node:fs';

/** The words under which the index to the classification lists one class. */
export interface SicWords {
  /** Five-digit code. */
  code: string;
  /** Entries of the index. */
  entries: number;
  /** How many of them hold a word; lower case, as listed. */
  counts: ReadonlyMap<string, number>;
}

/** Reads "13100 57 spinning*30 camel", a class a line; lines that start with # are notes. */
export const parseSicWords = (text: string): SicWords[] =>
  text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [code, entries, ...words] = line.split(' ');
      const counts = words.map((listed): [string, number] => {
        const [word, count = '1'] = listed.split('*');
        return [word!, Number(count)];
      });
      return { code: code!, entries: Number(entries), counts: new Map(counts) };
    });

let shared: readonly SicWords[] | undefined;

/** Classes of making and repairing with the words of their index entries: what goes with what in a trade. */
export const sicWords = (): readonly SicWords[] =>
  (shared ??= parseSicWords(readFileSync(new URL('./data/sic-words.txt', import.meta.url), 'utf8')));
