import { cell, factColumns, readFacts } from '#lib/taxonomy';
import { z } from 'zod';

const outsideRow = z.object({
  name: cell.text,
  needs_cue: z.enum(['', 'yes']).transform((text) => text === 'yes'),
  ...factColumns,
});

/** The name of a town, county or country outside both regions, in text at UTF-16 offsets [start, end). */
export interface OutsidePlace {
  name: string;
  start: number;
  end: number;
}

const CUE = String.raw`(?<=\b(?:near|in|around|from|at|to|nr|by|outside)\s+)`;

/** One pattern for names that stand alone, one for those that are everyday words as well ("bath", "hull"). */
function patternOf(names: readonly string[], lead: string): RegExp {
  // The longest first, so that "Newcastle upon Tyne" is no "Newcastle".
  const spelt = [...names]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[\s-]+/gu, String.raw`[\s-]+`));
  return new RegExp(
    String.raw`${lead}(?<![\p{L}\p{N}])(?:${spelt.join('|')})(?![\p{L}\p{N}])(?![\s-]+(?:under|grey|steel|blue)\b)`,
    'giu',
  );
}

let shipped: { names: ReadonlyMap<string, string>; patterns: RegExp[] } | undefined;

function shippedPatterns(): NonNullable<typeof shipped> {
  if (shipped) return shipped;
  const rows = readFacts(new URL('./data/places-outside.csv', import.meta.url), outsideRow);
  const names = new Map(rows.map(({ name }) => [keyOf(name), name]));
  const of = (cued: boolean): string[] =>
    rows.filter((row) => row.needs_cue === cued).map(({ name }) => name);
  shipped = { names, patterns: [patternOf(of(false), ''), patternOf(of(true), CUE)] };
  return shipped;
}

const keyOf = (name: string): string => name.toLowerCase().replace(/[\s-]+/gu, ' ');

/** Places outside both regions that a text names, in order of appearance. */
export function findOutsidePlaces(text: string): OutsidePlace[] {
  const { names, patterns } = shippedPatterns();
  return patterns
    .flatMap((pattern) =>
      Array.from(text.matchAll(pattern), (match) => ({
        name: names.get(keyOf(match[0])) ?? match[0],
        start: match.index,
        end: match.index + match[0].length,
      })),
    )
    .sort((a, b) => a.start - b.start);
}
