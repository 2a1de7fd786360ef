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

/** Words before an everyday word ("bath", "hull") that say the place is meant. */
const CUES = new Set(['near', 'in', 'around', 'from', 'at', 'to', 'nr', 'by', 'outside']);
/** Words after a name that make another of it: "Newcastle-under-Lyme". */
const OTHERWISE = new Set(['under']);
const WORD = /[\p{L}\p{N}]+/gu;

interface Name {
  name: string;
  words: readonly string[];
  needsCue: boolean;
}

/** Names by their first word, the longest first, so that "Newcastle upon Tyne" is no "Newcastle". */
let shipped: ReadonlyMap<string, readonly Name[]> | undefined;

const wordsOf = (text: string): string[] => text.toLowerCase().match(WORD) ?? [];

function shippedNames(): NonNullable<typeof shipped> {
  if (shipped) return shipped;
  const byFirst = new Map<string, Name[]>();
  for (const { name, needs_cue } of readFacts(
    new URL('./data/places-outside.csv', import.meta.url),
    outsideRow,
  )) {
    const words = wordsOf(name);
    byFirst.set(words[0]!, [...(byFirst.get(words[0]!) ?? []), { name, words, needsCue: needs_cue }]);
  }
  for (const names of byFirst.values()) names.sort((a, b) => b.words.length - a.words.length);
  shipped = byFirst;
  return shipped;
}

/** Places outside both regions that a text names, in order of appearance. */
export function findOutsidePlaces(text: string): OutsidePlace[] {
  const names = shippedNames();
  const words = [...text.matchAll(WORD)].map((match) => ({
    text: match[0].toLowerCase(),
    start: match.index,
  }));
  const found: OutsidePlace[] = [];
  let afterPlace = -1;
  for (let at = 0; at < words.length; at += 1) {
    const before = words[at - 1]?.text ?? '';
    // "Aberdeen or Hull": the second is a place because the first is.
    const isCued = CUES.has(before) || (/^(?:or|and)$/u.test(before) && afterPlace === at - 1);
    const name = names
      .get(words[at]!.text)
      ?.find(
        (one) =>
          (isCued || !one.needsCue) &&
          one.words.every((word, ahead) => words[at + ahead]?.text === word) &&
          !OTHERWISE.has(words[at + one.words.length]?.text ?? ''),
      );
    if (!name) continue;
    const last = words[at + name.words.length - 1]!;
    found.push({ name: name.name, start: words[at]!.start, end: last.start + last.text.length });
    at += name.words.length - 1;
    afterPlace = at + 1;
  }
  return found;
}
