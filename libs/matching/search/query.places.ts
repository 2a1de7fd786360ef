/** Where a typed query looks, and how far from there. Places that nothing can be measured from are said to be left out. */
import type { QueryPart, QueryPlace, QueryPlaceFinder, QueryVocabulary } from '../model/search.types.js';
import { findReaches, type FoundReach, NEAR_MINUTES, type Span } from './query.patterns.js';
import { ignoredPart } from './query.parts.js';
import type { Remainder } from './query.remainder.js';

interface Sources {
  places: QueryPlaceFinder;
  vocabulary: QueryVocabulary;
}

type AddPart = (part: QueryPart) => void;

/** `without` names the parts that the searcher has removed: without its reach a place is merely near. */
export function readPlaces(
  rest: Remainder,
  { places, vocabulary }: Sources,
  without: readonly string[],
  add: AddPart,
): void {
  const typed = findReaches(rest.text);
  const named = places(rest.text).filter((found) => !found.isRegion);
  const [place, ...others] = named.filter(({ point }) => point);
  const leaveOut = (span: Span, why: string): void => add(ignoredPart(rest.text, span, why));
  const outside = named.filter(({ isOutside }) => isOutside);
  // "Near Aberdeen" says nothing of how far from Coventry.
  const reaches = typed.filter(
    ({ end }) => !outside.some(({ start }) => end <= start && isJoined(rest.text.slice(end, start))),
  );
  if (place) addPlace(rest, place, reaches, without, add);
  // A search is from one place; a second is neither lost without a word nor looked for among those of suppliers.
  for (const other of others) leaveOut(withLink(rest.text, other), 'one place at a time');
  for (const { start, end } of outside) {
    const reach = typed.find((found) => found.end <= start && isJoined(rest.text.slice(found.end, start)));
    leaveOut({ start: reach?.start ?? start, end }, 'outside both regions');
  }
  if (place || outside.length > 0) return;
  for (const reach of reaches.filter((found) => found.end > found.start)) {
    const unknown = unknownPlace(rest.text, reach, vocabulary);
    // "Within 1 hr of Calais": a reach from nowhere we know is shown as read, and is no capability.
    if (unknown) leaveOut({ start: reach.start, end: unknown.end }, 'no place we know');
    else if (isTypedReach(rest.text, reach)) add(ignoredPart(rest.text, reach));
  }
}

/** With the "or" before it, which else would be looked for. */
function withLink(text: string, { start, end }: Span): Span {
  const link = /(?:\b(?:or|and|&)\s+|\/\s*)$/iu.exec(text.slice(0, start));
  return { start: link ? link.index : start, end };
}

/** "Within 40 mins of coventry" is one part; words between reach and place are something else. */
const isJoined = (between: string): boolean => /^\s*(?:of|from|to|the)?\s*$/iu.test(between);

function addPlace(
  rest: Remainder,
  place: QueryPlace,
  reaches: readonly FoundReach[],
  without: readonly string[],
  add: AddPart,
): void {
  const { text } = rest;
  const reach = reaches.find((found) => found.end <= place.start) ?? reaches[0];
  const reachKey = `reach:${reach?.minutes}`;
  const withinMinutes = reach && !without.includes(reachKey) ? reach.minutes : NEAR_MINUTES;
  const isBefore = reach !== undefined && reach.end <= place.start;
  const joined = isBefore && isJoined(text.slice(reach.end, place.start));
  if (reach && !joined) {
    add({
      kind: 'reach',
      key: reachKey,
      start: reach.start,
      end: reach.end,
      text: text.slice(reach.start, reach.end),
      label: `Within ${reach.minutes} minutes`,
      withinMinutes: reach.minutes,
    });
  }
  const start = joined ? reach.start : place.start;
  add({
    kind: 'place',
    key: `place:${place.name.toLowerCase()}`,
    start,
    end: place.end,
    text: text.slice(start, place.end),
    label: `Within ${withinMinutes} minutes of ${place.name}`,
    place,
    withinMinutes,
  });
}

/** "Within 40 mins of", and no bare "2 m" or "an hour". */
const isTypedReach = (text: string, { start, end }: Span): boolean =>
  /^(?:within|less than|no more than|under)\b|\b(?:of|from)$/iu.test(text.slice(start, end));

const NAME = /^\s+((?:the\s+)?\p{Lu}\p{Ll}{2,}(?:[\s-]+\p{Lu}\p{Ll}{2,}){0,2})/u;

/** "Near Atlantis": a name with a capital that is no word of the trade. */
function unknownPlace(text: string, reach: FoundReach, vocabulary: QueryVocabulary): Span | null {
  const match = NAME.exec(text.slice(reach.end));
  if (!match || vocabulary.recognise(match[1]!).mentions.length > 0) return null;
  const end = reach.end + match[0].length;
  return { start: end - match[1]!.length, end };
}
