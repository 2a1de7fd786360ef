import { readFileSync } from 'node:fs';

/** The project's judged searches: misspellings, places, certificates and exclusions included. */
export const judgedSearches = (): string[] =>
  readFileSync('test/relevance/searches.jsonl', 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { query: string }).query);
