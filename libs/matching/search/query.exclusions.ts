/** What a typed query rules out: work, kinds of firm, places. What stands beside it and says something else stays to be read. */
import type { QueryPart, QueryPlace, QueryPlaceFinder, QueryVocabulary } from '../model/search.types.js';
import { findExclusions, type FoundExclusion, type Span } from './query.patterns.js';
import { ignoredPart } from './query.parts.js';
import type { Remainder } from './query.remainder.js';

interface Sources {
  vocabulary: QueryVocabulary;
  places: QueryPlaceFinder;
}

type Exclusion = Extract<QueryPart, { kind: 'exclusion' }>;

export function readExclusions(rest: Remainder, sources: Sources, add: (part: QueryPart) => void): void {
  for (const found of findExclusions(rest.text)) {
    const part = readPlaces(rest.text, found, sources) ?? readWords(rest.text, found, sources);
    if (part) add(part);
  }
}

/** "Not Birmingham", "outside Derby or Leicester": whoever is there is not wanted. */
function readPlaces(text: string, found: FoundExclusion, { places }: Sources): Exclusion | null {
  const named = places(found.phrase);
  const [first, ...more] = named;
  if (first?.start !== 0 || first.isOutside) return null;
  const away = [first];
  for (const place of more) {
    const between = found.phrase.slice(away.at(-1)!.end, place.start);
    if (!/^\s*(?:or|and|nor|\/|&)\s*$/iu.test(between) || place.isOutside) break;
    away.push(place);
  }
  const end = found.phraseStart + away.at(-1)!.end;
  const districts = [...new Set(away.flatMap(districtsOf))];
  if (districts.length === 0) return null;
  return {
    ...exclusion(text, { start: found.start, end }, found.phrase.slice(0, away.at(-1)!.end)),
    label: `Not in ${away.map(({ name }) => name).join(' or ')}`,
    districts,
  };
}

const districtsOf = ({ districtCode, districtCodes }: QueryPlace): readonly string[] =>
  districtCodes.length > 0 ? districtCodes : districtCode === null ? [] : [districtCode];

function readWords(text: string, found: FoundExclusion, sources: Sources): QueryPart | null {
  const phrase = found.phrase.slice(0, endOfWords(found.phrase, sources)).trim();
  if (phrase === '') return null;
  const isCut = phrase.length < found.phrase.length;
  const end = isCut ? found.phraseStart + phrase.length : found.end;
  const span = { start: found.start, end };
  // "No painting required": who paints as well is as welcome as who does not.
  if (found.isUnneeded && !isCut) return ignoredPart(text, span);
  const { roles } = found;
  // "No merchants" rules out a kind of firm; a maker that also keeps stock is still welcome.
  const codes =
    roles.length > 0
      ? []
      : [...new Set(sources.vocabulary.recognise(phrase).mentions.map((mention) => mention.code))];
  return { ...exclusion(text, span, phrase), codes, roles };
}

/** "Not castings Coventry ISO 9001": the place and the certificate that follow are asked for. "Made in China" is one thing. */
function endOfWords(phrase: string, { vocabulary, places }: Sources): number {
  const asked = places(phrase).filter(({ isOutside }) => !isOutside);
  const starts = [...asked, ...vocabulary.certificates(phrase)].map(({ start }) => start);
  return Math.min(phrase.length, ...starts.filter((start) => start > 0));
}

const exclusion = (text: string, { start, end }: Span, phrase: string): Exclusion => ({
  kind: 'exclusion',
  key: `exclusion:${phrase.toLowerCase()}`,
  start,
  end,
  text: text.slice(start, end),
  label: `Not ${phrase}`,
  codes: [],
  roles: [],
  districts: [],
  phrase,
});
