import { placeFinder } from './place.finder.js';
import type { Place } from './geography.types.js';
import { isPlaceError, parsePostcode } from './postcode.parser.js';

/** A postcode or an outward code in text, at UTF-16 offsets [start, end). */
export interface FoundPostcode {
  /** As on a letter: "DE24 8SE", "LE1". */
  canonical: string;
  start: number;
  end: number;
  /** The centre of its outward code; null for one outside both regions and their fringe. */
  place: Place | null;
}

const WHOLE = /(?<![\p{L}\p{N}-])[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}(?![\p{L}\p{N}-])/giu;
const OUTWARD = /(?<![\p{L}\p{N}/.-])[a-z]{1,2}\d{1,2}(?![\p{L}\p{N}/-]|\.\d)/giu;
/** Most texts name none: one quick look saves the others. */
const MAY_NAME_ONE = /[a-z]\d|[a-z]\s+post/iu;
/** "CV postcodes", "in the NG postcode area". */
const AREA = /(?<![\p{L}\p{N}])([a-z]{1,2})\s+post[\s-]?codes?(?:\s+areas?)?(?!\p{L})/giu;
/** Words before an outward code that say a place is meant. */
const CUE =
  /\b(?:near|nr|in|around|from|at|close to|local to|based|postcodes?|area|(?:miles?|minutes?|mins?|hours?|hrs?|km) of)\s+(?:the\s+)?$/iu;
/** Also grades, sizes, marks or gases: B7 studs, DN50 pipe, ST12 sheet, Mk2 housings, CH4 burners. */
const ALSO_OF_THE_TRADE = /^(?:B(?:7|8|16)|DN\d+|S\d|L\d+|MK\d|ST1[234]|LN2|CH4)$/u;
/** One letter and a number is a size or a grade as well, so it stands last, or in a list of such. */
const ONE_LETTER = /^[A-Z]\d/u;
const LAST = /^\s*(?:[,;.]|$|(?:or|and|&|\/)\s*[A-Z]{1,2}\d{1,2}\s*(?:[,;.]|$))/u;

/**
 * Postcodes named in a text, in order. A whole one counts anywhere, an outward code where a place is meant: after a cue, or in
 * capitals where it is no term of the trade as well. An outward code we do not hold counts never: "M6" is a thread.
 */
export function findPostcodes(text: string): FoundPostcode[] {
  const found: FoundPostcode[] = [];
  if (!MAY_NAME_ONE.test(text)) return found;
  for (const match of text.matchAll(WHOLE)) {
    const read = parsePostcode(match[0]);
    if (isPlaceError(read)) continue;
    found.push({ ...spanOf(match), canonical: read.canonical, place: placeOf(read.canonical) });
  }
  for (const match of text.matchAll(AREA)) {
    const place = centreOf(match[1]!.toUpperCase());
    if (place) found.push({ ...spanOf(match), canonical: `${match[1]!.toUpperCase()} postcodes`, place });
  }
  for (const match of text.matchAll(OUTWARD)) {
    const span = spanOf(match);
    if (found.some(({ start, end }) => span.start < end && span.end > start)) continue;
    const code = match[0].toUpperCase();
    const isMeant =
      CUE.test(text.slice(0, span.start)) || (code === match[0] && isNoTerm(code, text.slice(span.end)));
    const place = isMeant ? placeOf(code) : null;
    if (place) found.push({ ...span, canonical: code, place });
  }
  return found.sort((a, b) => a.start - b.start);
}

const isNoTerm = (code: string, after: string): boolean =>
  !ALSO_OF_THE_TRADE.test(code) && (!ONE_LETTER.test(code) || LAST.test(after));

const spanOf = (match: RegExpMatchArray): { start: number; end: number } => ({
  start: match.index!,
  end: match.index! + match[0].length,
});

/** The outward code nearest to the middle of a postcode area, which stands for it. */
function centreOf(area: string): Place | null {
  const codes = placeFinder().outcodes.filter(({ outcode }) => /^[A-Z]+/u.exec(outcode)![0] === area);
  if (codes.length === 0) return null;
  const mean = (pick: (one: (typeof codes)[number]) => number): number =>
    codes.reduce((sum, one) => sum + pick(one), 0) / codes.length;
  const [lat, lon] = [mean((one) => one.lat), mean((one) => one.lon)];
  const [nearest] = codes
    .map((one) => ({ one, away: (one.lat - lat) ** 2 + (one.lon - lon) ** 2 }))
    .sort((a, b) => a.away - b.away);
  return placeOf(nearest!.one.outcode);
}

function placeOf(postcode: string): Place | null {
  const place = placeFinder().locate(postcode);
  return isPlaceError(place) ? null : place;
}
