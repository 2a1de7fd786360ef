/** Search: a typed query, ranked by the engine, filtered, counted and paged. */
import { countRelated, findRelated, needColumnsOf } from '../ranking/candidate.finder.js';
import { eachBit } from '../index/found.slots.js';
import { findEligible, selectBlocked, type SlotFilter, toMatch } from '../ranking/match.ranking.js';
import { likelihoodOf } from './likelihood.line.js';
import type { MatchIndex } from '../index/match.index.js';
import type { NeedColumn } from '../index/need.column.js';
import { type EnrichedQuery, enrichQuery } from './query.enrichment.js';
import { planConditions, planRequirement } from '../scoring/requirement.plan.js';
import { constrains, FacetReader, noFacets } from './search.facets.js';
import type {
  SearchEdge,
  SearchFilter,
  SearchOptions,
  SearchOrder,
  SearchPage,
  UnderstoodQuery,
} from '../model/search.types.js';
import { explainShown, shownScore } from './shown.score.js';
import { Evaluator } from '../ranking/supplier.evaluation.js';
import { selectTop } from '../ranking/top.search.js';
import { byRank, type Scored } from '../ranking/top.selection.js';

const FACET_VALUES = 50;
const CURSOR = /^([eb]):(\d+):(\d+)$/u;

/** Raised for a cursor this search did not give out. */
export class CursorError extends Error {}

/** Where a page begins: after this many eligible, then this many blocked ones, each named by its last supplier. */
interface Position {
  blocked: boolean;
  place: number;
}

interface Found {
  item: Scored;
  blocked: boolean;
  /** From 1, among the eligible or among the blocked. */
  place: number;
}

/**
 * One page of a search. Order, totals and facets are those of the whole result: eligible suppliers that
 * pass the filter. Blocked ones follow when asked for and are counted apart.
 * @throws CursorError for a malformed cursor
 */
export function search(index: MatchIndex, understood: UnderstoodQuery, options: SearchOptions): SearchPage {
  const { filter = {}, orderBy = 'RELEVANCE', first, explanations = true } = options;
  if (understood.asksNothing) return NOTHING_ASKED();
  const asked = enrichQuery(index, understood.requirement);
  const evaluator = new Evaluator(index, planRequirement(asked.requirement, index));
  const reader = new FacetReader(index, understood.requirement.onDate);
  const lacks = reader.lacks(filter);
  const standing = standsRight(reader, understood);
  const { columns, found: everywhere } = findEligible(evaluator);
  const unfiltered = { found: standing ? everywhere.filter(standing) : everywhere };
  const passes = (slot: number): boolean => lacks(slot) === 0 && (standing?.(slot) ?? true);
  const eligible = constrains(filter) ? unfiltered.found.filter(passes) : unfiltered.found;
  const from = positionOf(options.after);
  const found: Found[] = [];
  const wanted = first + 1;
  // A page of blocked ones asks only who is best.
  const end = from.blocked ? 1 : from.place + wanted;
  const ordered =
    orderBy === 'RELEVANCE'
      ? selectTop(evaluator, { found: eligible, columns }, end)
      : orderAll(evaluator, eligible.slots, orderBy);
  const best = bestOf(ordered, orderBy);
  const { answered, line } = likelihoodOf(
    evaluator.plan,
    asked.askedShare,
    best && toMatch(evaluator, best, true),
  );
  if (!from.blocked)
    ordered
      .slice(from.place, end)
      .forEach((item, at) => found.push({ item, blocked: false, place: from.place + at + 1 }));
  // What is eligible is related, so the rest of the related is blocked.
  const related = countRelatedThat(evaluator, constrains(filter) || standing ? passes : null);
  if (options.includeBlocked === true && found.length < wanted) {
    const start = from.blocked ? from.place : 0;
    selectBlocked(evaluator, start + wanted - found.length, passes)
      .slice(start)
      .forEach((item, at) => found.push({ item, blocked: true, place: start + at + 1 }));
  }
  // The one beyond the page only tells that there is another.
  const page = found.slice(0, first).map((one) => toEdge(evaluator, columns, one, line, asked, explanations));
  return {
    edges: page,
    facets: options.facets === false ? noFacets() : reader.facets(unfiltered.found, filter, FACET_VALUES),
    totalCount: eligible.count,
    answered,
    unusedWords: asked.unusedWords,
    hasNextPage: found.length > first,
    endCursor: page.at(-1)?.cursor ?? null,
    blockedCount: Math.max(0, related - eligible.count),
  };
}

/** Words that say nothing of what is wanted ("who can do it for us") find nobody, and not everybody. */
const NOTHING_ASKED = (): SearchPage => ({
  edges: [],
  facets: noFacets(),
  totalCount: 0,
  answered: true,
  unusedWords: [],
  hasNextPage: false,
  endCursor: null,
  blockedCount: 0,
});

/** Whether a supplier, by its number, stands where a query looks; null where it looks anywhere. */
export function standsWhereAsked(
  index: MatchIndex,
  understood: UnderstoodQuery,
): ((no: number) => boolean) | null {
  const standing = standsRight(new FacetReader(index, understood.requirement.onDate), understood);
  return standing && ((no) => standing(index.slotOf(no)));
}

/**
 * True of a slot with no site in a district that the query rules out and, where it names areas, with one in them; null
 * where it says neither.
 */
function standsRight(
  reader: FacetReader,
  { awayFrom = [], within = [] }: UnderstoodQuery,
): SlotFilter | null {
  if (awayFrom.length === 0 && within.length === 0) return null;
  const isThere = reader.lacks({ districts: [...awayFrom] });
  const lacks = reader.lacks({ districts: [...within] });
  return (slot) => (awayFrom.length === 0 || isThere(slot) !== 0) && lacks(slot) === 0;
}

/** How many suppliers a search finds in all; none of them is scored, and nothing is counted by facet. */
export function countResults(index: MatchIndex, understood: UnderstoodQuery, filter: SearchFilter): number {
  if (understood.asksNothing) return 0;
  const plan = planConditions(enrichQuery(index, understood.requirement).requirement, index);
  const { found } = findEligible(new Evaluator(index, plan));
  const reader = new FacetReader(index, understood.requirement.onDate);
  const standing = standsRight(reader, understood);
  if (!standing && !constrains(filter)) return found.count;
  const lacks = reader.lacks(filter);
  return found.filter((slot) => lacks(slot) === 0 && (standing?.(slot) ?? true)).count;
}

function countRelatedThat({ index, plan }: Evaluator, passes: SlotFilter | null): number {
  const columns = needColumnsOf(index, plan);
  if (!passes) return countRelated(index, columns);
  let count = 0;
  eachBit(findRelated(index, columns), (slot) => (count += passes(slot) ? 1 : 0));
  return count;
}

function orderAll(
  evaluator: Evaluator,
  slots: Int32Array,
  orderBy: Exclude<SearchOrder, 'RELEVANCE'>,
): Scored[] {
  const { index } = evaluator;
  const items = Array.from(slots, (slot): Scored => ({
    slot,
    no: index.columns.nos.data[slot]!,
    score: evaluator.score(slot),
  }));
  if (orderBy === 'NAME') {
    const names = new Map(items.map(({ slot }) => [slot, index.columns.names.at(slot).toLowerCase()]));
    return items.sort((a, b) => compare(names.get(a.slot)!, names.get(b.slot)!) || a.no - b.no);
  }
  const minutes = new Map(items.map(({ slot }) => [slot, evaluator.minutesTo(slot)]));
  return items.sort((a, b) => compare(minutes.get(a.slot)!, minutes.get(b.slot)!) || byRank(a, b));
}

const compare = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** The best of those found: the first, where these come first. */
const bestOf = (found: readonly Scored[], orderBy: SearchOrder): Scored | undefined =>
  orderBy === 'RELEVANCE' || found.length === 0
    ? found[0]
    : found.reduce((best, one) => (byRank(one, best) < 0 ? one : best));

function toEdge(
  evaluator: Evaluator,
  columns: readonly NeedColumn[],
  { item, blocked, place }: Found,
  line: number,
  asked: EnrichedQuery,
  explained: boolean,
): SearchEdge {
  const match = toMatch(evaluator, item, !blocked);
  return {
    cursor: `${blocked ? 'b' : 'e'}:${place}:${item.no}`,
    match,
    score: shownScore(item.score, asked.askedShare),
    likely: !blocked && item.score >= line,
    explanation: explained ? explainShown(evaluator, columns, item.slot, match, asked) : undefined,
  };
}

function positionOf(cursor: string | null | undefined): Position {
  if (cursor === null || cursor === undefined) return { blocked: false, place: 0 };
  const read = CURSOR.exec(cursor);
  if (!read) throw new CursorError(`not a cursor of this search: ${cursor}`);
  return { blocked: read[1] === 'b', place: Number(read[2]) };
}
