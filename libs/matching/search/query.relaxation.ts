/** No dead ends: what a typed query would find if one thing were left out or loosened. */
import { inSentence } from '#lib/taxonomy';
import type { MatchIndex } from '../index/match.index.js';
import { understandQuery } from './query.understanding.js';
import { countResults } from './search.page.js';
import { atOnce, type Pieces } from '../model/work.pieces.js';
import type { QueryContext, QueryPart, SearchFilter, UnderstoodQuery } from '../model/search.types.js';

/** One loosening; sending its query, `without` and filter gives exactly `count` results. */
export interface QueryRelaxation {
  /** "Without AS9100", "Within 75 minutes of Derby". */
  label: string;
  query: string;
  /** Keys of parts left out. */
  without: string[];
  filter: SearchFilter;
  count: number;
}

export interface RelaxationOptions {
  context: QueryContext;
  filter?: SearchFilter;
  without?: readonly string[];
  limit: number;
}

const WIDER_MINUTES = [60, 75, 90, 120] as const;
/** Wider circles shown at most. */
const MOST_CIRCLES = 2;

/**
 * Loosenings that find more than the query does, fewest added first: the nearest to what was asked. To leave out the only
 * thing asked for is offered where nothing else helps.
 */
export const findRelaxations = (
  index: MatchIndex,
  understood: UnderstoodQuery,
  options: RelaxationOptions,
): QueryRelaxation[] => atOnce(relaxationsInPieces(index, understood, options));

/** The same as findRelaxations, in pieces: each loosening is a search of its own. */
export function* relaxationsInPieces(
  index: MatchIndex,
  understood: UnderstoodQuery,
  { context, filter = {}, without = [], limit }: RelaxationOptions,
): Pieces<QueryRelaxation[]> {
  const { text } = understood;
  const countOf = (query: string, dropped: readonly string[], given: SearchFilter): number =>
    countResults(index, understandQuery(query, context, dropped), given);
  const now = countOf(text, without, filter);
  const found: QueryRelaxation[] = [];
  const asked = understood.parts.filter(({ kind }) => kind === 'capability');
  const helps = (one: QueryRelaxation): boolean => asked.length !== 1 || !one.without.includes(asked[0]!.key);
  const offer = (label: string, query: string, dropped: string[], given: SearchFilter): boolean => {
    const count = countOf(query, dropped, given);
    if (count > now) found.push({ label, query, without: dropped, filter: given, count });
    return count > now;
  };
  const places = understood.parts.filter((part) => part.kind === 'place');
  const anyPlace = places.map(({ place }) => place.name).join(' or ');
  for (const part of understood.parts) {
    // Several places are alternatives: to leave one out finds fewer, and one reach is for all.
    if (part.kind === 'ignored' || (part.kind === 'place' && part !== places[0])) continue;
    let circles = 0;
    for (const { minutes, query } of wider(text, part)) {
      yield;
      const circle = `Within ${minutes} minutes of ${anyPlace}`;
      if (circles < MOST_CIRCLES && offer(circle, query, [...without], filter)) circles += 1;
    }
    yield;
    offer(
      part.kind === 'place'
        ? `Anywhere, not only ${part.withinMinutes === null ? 'in' : 'near'} ${anyPlace}`
        : `Without ${part.kind === 'quantity' ? inSentence(part.label) : part.label}`,
      text,
      [...without, ...(part.kind === 'place' ? places.map(({ key }) => key) : [part.key])],
      filter,
    );
  }
  for (const dimension of Object.keys(filter) as (keyof SearchFilter)[]) {
    if ((filter[dimension] ?? []).length === 0) continue;
    yield;
    const { [dimension]: _dropped, ...rest } = filter;
    offer(`Without the filter on ${FILTER_NAME[dimension]}`, text, [...without], rest);
  }
  const offered = found.some(helps) ? found.filter(helps) : found;
  return offered.sort((a, b) => a.count - b.count || (a.label < b.label ? -1 : 1)).slice(0, limit);
}

const FILTER_NAME: Readonly<Record<keyof SearchFilter, string>> = {
  regions: 'regions',
  combinedAuthorities: 'combined authorities',
  districts: 'districts',
  sectors: 'sectors',
  certifications: 'certificates',
  capabilities: 'capabilities',
  zones: 'zones',
  sizeBands: 'size',
};

/** The query with a wider circle written into it. */
function wider(text: string, part: QueryPart): { minutes: number; query: string }[] {
  if (part.kind !== 'place') return [];
  const { withinMinutes, place } = part;
  const now = withinMinutes ?? 0;
  return WIDER_MINUTES.filter((minutes) => minutes > now).map((minutes) => ({
    minutes,
    query: `${text.slice(0, part.start)}within ${minutes} minutes of ${place.name}${text.slice(part.end)}`,
  }));
}
