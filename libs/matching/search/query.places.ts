/** Where a typed query looks, and how far from there. Places that nothing can be measured from are said to be left out. */
import { namesOtherMaterial, sentenceCase } from '#lib/taxonomy';
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
  const named = places(rest.text).filter((found) => !found.isRegion && !isMaterial(rest.text, found));
  const [place, ...further] = named.filter(({ point }) => point);
  const leaveOut = (span: Span, why: string): void => add(ignoredPart(rest.text, span, why));
  const outside = named.filter(({ isOutside }) => isOutside);
  // "Near Aberdeen" says nothing of how far from Coventry.
  const reaches = typed.filter(
    ({ end }) => !outside.some(({ start }) => end <= start && isJoined(rest.text.slice(end, start))),
  );
  if (place) {
    // "Tyseley, Birmingham" is one place; of "Derby or Nottingham" either does.
    const isOf = (other: QueryPlace, at: number): boolean =>
      sayWhere(rest.text, at === 0 ? place : further[at - 1]!, other);
    addPlaces(rest, [place, ...further.filter((other, at) => !isOf(other, at))], reaches, without, add);
    for (const other of further.filter(isOf)) leaveOut(other, 'the same place');
  }
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

/** "Sills in stone" are of stone, "masons in stone" and "firms in Stone" are there. */
const isMaterial = (text: string, { start, end }: Span): boolean =>
  namesOtherMaterial(text.slice(start, end)) &&
  /\bin\s+$/iu.test(text.slice(0, start)) &&
  !/(?:[eo]rs?|ists?|ons?|firms?|shops?|company|companies)\s+in\s+$/iu.test(text.slice(0, start));

/** Words between places, or about all of them, that say nothing else. */
const BEFORE = /(?:\b(?:either|between|both|or|and|&|maybe)\s+|\/\s*)(?:(?:in|near|around|nr)\s+)?$/iu;
const AFTER = /^\s+(?:areas?|way)\b/iu;

/** A place with the words around it that are of places alone, which else would be looked for. */
function withLinks(text: string, { start, end }: Span): Span {
  const before = BEFORE.exec(text.slice(0, start));
  const after = AFTER.exec(text.slice(end));
  return { start: before ? before.index : start, end: end + (after ? after[0].length : 0) };
}

/** "Long Eaton, Derbyshire", "Coventry CV6": what follows without an "or" and lies in the same district says where that is. */
function sayWhere(
  text: string,
  before: QueryPlace,
  { start, districtCode, districtCodes }: QueryPlace,
): boolean {
  if (!/^\s*,?\s*$/u.test(text.slice(before.end, start)) || before.districtCode === null) return false;
  return districtCode === before.districtCode || districtCodes.includes(before.districtCode);
}

/** "Within 40 mins of coventry" is one part; words between reach and place are something else. */
const isJoined = (between: string): boolean => /^\s*(?:of|from|to|the)?\s*$/iu.test(between);

/** "In Derbyshire", "in the Black Country": who has a site there, wherever in it. "Near Derbyshire" is measured from its middle. */
const areAreas = (places: readonly QueryPlace[], reaches: readonly FoundReach[]): boolean =>
  reaches.length === 0 && places.every(({ districtCodes }) => districtCodes.length > 0);

/** Whichever of the places is nearest counts, so each can be taken away; one reach is for all. */
function addPlaces(
  rest: Remainder,
  places: readonly QueryPlace[],
  reaches: readonly FoundReach[],
  without: readonly string[],
  add: AddPart,
): void {
  const { text } = rest;
  const reach = reaches.find((found) => found.end <= places[0]!.start) ?? reaches[0];
  const reachKey = `reach:${reach?.minutes}`;
  const withinMinutes = reach && !without.includes(reachKey) ? reach.minutes : NEAR_MINUTES;
  const inAreas = areAreas(places, reaches);
  const joined =
    reach && places.find(({ start }) => reach.end <= start && isJoined(text.slice(reach.end, start)));
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
  let isFirst = true;
  for (const place of places) {
    const key = `place:${place.name.toLowerCase()}`;
    const linked = withLinks(text, place);
    const span = place === joined ? { start: reach!.start, end: linked.end } : linked;
    const where = inAreas ? `in ${place.name}` : `within ${withinMinutes} minutes of ${place.name}`;
    add({
      kind: 'place',
      key,
      ...span,
      text: text.slice(span.start, span.end),
      label: isFirst ? sentenceCase(where) : `Or ${where}`,
      place,
      withinMinutes: inAreas ? null : withinMinutes,
    });
    if (!without.includes(key)) isFirst = false;
  }
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
