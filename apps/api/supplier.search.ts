import { districts, gazetteer } from '#lib/geography';
import { inTurns, MatchIndexHolder, Turns } from '#lib/match-lists';
import {
  CursorError,
  type FacetDimension,
  type MatchIndex,
  type QueryContext,
  type QueryPart,
  type QueryRelaxation,
  readNamesInPieces,
  relaxationsInPieces,
  search,
  type SearchFilter,
  type SearchPage,
  shippedPlaces,
  shippedVocabulary,
  type Suggestion,
  suggestQueries,
  understandQuery,
  type UnderstoodQuery,
} from '#lib/matching';
import { type Context, cursorError } from '#lib/platform';
import { certifications, findCapability, sectors, zones } from '#lib/taxonomy';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { type FoundPage, SharedPages } from './shared.pages.js';
import type {
  Facet,
  SearchRequest,
  SupplierFilter,
  UnderstoodQuery as UnderstoodShown,
} from './search.types.js';

const regionLabels: Readonly<Record<string, string>> = {
  EAST_MIDLANDS: 'East Midlands',
  WEST_MIDLANDS: 'West Midlands',
  OTHER: 'Elsewhere',
};
const sizeLabels: Readonly<Record<string, string>> = {
  MICRO: 'Under 10 people',
  SMALL: '10 to 49 people',
  MEDIUM: '50 to 249 people',
  LARGE: '250 people and more',
  UNKNOWN: 'Size not stated',
};

/** Names of places to offer, read once. */
let placeNames: string[] | undefined;

export const contextOf = (ctx: Context): QueryContext => ({
  today: ctx.today(),
  places: shippedPlaces,
  vocabulary: shippedVocabulary(),
});

/** What a page is asked for besides its suppliers. */
export interface PageParts {
  explanations: boolean;
  facets: boolean;
}

/** Queries kept as they were read, some kB each: pages that follow and facets that are chosen ask for the same words. */
const MOST_READ = 500;

/** Puts typed queries to the engine: a search is a requirement that is not saved. */
@Injectable()
export class SupplierSearch {
  private readonly pages = new SharedPages();
  private readonly turns = new Turns();
  private readonly read = new LRUCache<string, UnderstoodQuery>({ max: MOST_READ });

  constructor(private readonly holder: MatchIndexHolder) {}

  /** Searches that are looser by one thing and find more, the nearest to what was asked first. */
  relax(
    ctx: Context,
    request: SearchRequest,
    understood: UnderstoodQuery,
    limit: number,
  ): Promise<QueryRelaxation[]> {
    const { without } = request;
    return inTurns(
      relaxationsInPieces(this.holder.index, understood, {
        context: contextOf(ctx),
        filter: filterOf(request.filter),
        without,
        limit,
      }),
    );
  }

  /** How a query that is being typed could go on. */
  async suggest(typed: string, limit: number): Promise<Suggestion[]> {
    const { index } = this.holder;
    await inTurns(readNamesInPieces(index));
    placeNames ??= gazetteer().names;
    return suggestQueries(index, typed, limit, placeNames);
  }

  /**
   * One page of a search; of explanations and facets only what is asked for is worked out. Searches that come again
   * share their page for as long as the index stays the same: nobody may alter it. Each other one has a turn of the event
   * loop to itself: however many wait, changes are followed and answers of the store read in between.
   * @throws AppError NOT_READY while the index loads, BAD_INPUT for a cursor of another search
   */
  async run(ctx: Context, request: SearchRequest, parts: PageParts): Promise<FoundPage> {
    await this.holder.abreast();
    const key = JSON.stringify([ctx.today(), request, parts]);
    const known = this.pages.known(this.holder.version, key);
    if (known) return known;
    await this.turns.next();
    const { index, version } = this.holder;
    return this.pages.find(version, key, () => this.search(index, ctx, request, parts));
  }

  private search(index: MatchIndex, ctx: Context, request: SearchRequest, parts: PageParts): FoundPage {
    const understood = this.understand(ctx, request);
    const { first, after, orderBy, includeBlocked } = request;
    const filter = filterOf(request.filter);
    try {
      const page = search(index, understood, { filter, orderBy, first, after, includeBlocked, ...parts });
      return { understood, page, ids: page.edges.map(({ match }) => index.idOf(match.supplierNo)!) };
    } catch (error) {
      if (error instanceof CursorError) {
        throw cursorError(error);
      }
      throw error;
    }
  }

  /** What words mean does not depend on suppliers, so it outlasts their changes. */
  private understand(ctx: Context, { query, without }: SearchRequest): UnderstoodQuery {
    const key = JSON.stringify([ctx.today(), query, without]);
    const known = this.read.get(key);
    if (known) return known;
    const understood = understandQuery(query, contextOf(ctx), without);
    this.read.set(key, understood);
    return understood;
  }
}

/** A query with its misspelt words put right; null when there is none. */
export function correctedQuery({ text, corrections }: UnderstoodQuery): string | null {
  let corrected = text;
  for (const { from, to } of corrections) {
    const at = corrected.toLowerCase().indexOf(from.toLowerCase());
    if (at >= 0) corrected = corrected.slice(0, at) + to + corrected.slice(at + from.length);
  }
  return corrected === text ? null : corrected;
}

export function filterOf(filter: SupplierFilter | null): SearchFilter {
  const given = Object.entries(filter ?? {}).filter(([, values]) => Array.isArray(values));
  return Object.fromEntries(given);
}

/** How a query was read, for showing as removable facets: what is named twice ("powder coating RAL 7016") once. */
export function showUnderstood({ parts, remaining, corrections }: UnderstoodQuery): UnderstoodShown {
  const once = parts.filter(({ key }, at) => parts.findIndex((part) => part.key === key) === at);
  return {
    facets: once.map(({ key, kind, label, text, start, end }) => ({
      key,
      kind,
      label,
      text,
      start,
      end,
      removable: kind !== ('ignored' satisfies QueryPart['kind']),
    })),
    text: remaining,
    corrections,
  };
}

/** Facets with the words people know their values by. */
export function showFacets(facets: SearchPage['facets']): Facet[] {
  return (Object.keys(facets) as FacetDimension[]).map((dimension) => ({
    dimension,
    values: facets[dimension].map(({ value, count }) => ({ value, count, label: labelOf(dimension, value) })),
  }));
}

export function labelOf(dimension: FacetDimension, value: string): string {
  switch (dimension) {
    case 'regions':
      return regionLabels[value] ?? value;
    case 'districts':
      return districts().byCode(value)?.name ?? value;
    case 'sectors':
      return sectors().resolve(value)?.label ?? value;
    case 'certifications':
      return certifications().scheme(value)?.label ?? value;
    case 'capabilities':
      return findCapability(value)?.label ?? value;
    case 'zones':
      return zones().byCode(value)?.name ?? value;
    case 'sizeBands':
      return sizeLabels[value] ?? value;
  }
}
