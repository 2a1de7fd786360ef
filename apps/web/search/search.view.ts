import { facetValues } from '../facet.values.js';
import { type Fields, listOf, textOf } from '../form.fields.js';
import type { SupplierOrder } from '../schema.types.js';
import { filterLabel } from './facet.labels.js';
import type { RelaxedQuery, SearchQuery } from './document.operations.js';

/** Of what was found, what a page of a search shows. */
export type Found = SearchQuery['searchSuppliers'];

/** What one can narrow by: the name in the address, in the API, and on the page. */
const dimensions = [
  { name: 'regions', dimension: 'REGIONS', label: 'Region' },
  { name: 'sectors', dimension: 'SECTORS', label: 'Sector' },
  { name: 'certifications', dimension: 'CERTIFICATIONS', label: 'Certificate' },
  { name: 'capabilities', dimension: 'CAPABILITIES', label: 'Capability' },
  { name: 'districts', dimension: 'DISTRICTS', label: 'District' },
  { name: 'sizeBands', dimension: 'SIZE_BANDS', label: 'Size' },
  { name: 'zones', dimension: 'ZONES', label: 'Zone' },
] as const;

/** Short, and what most people narrow by. */
const usuallyOpen = new Set<string>(['regions', 'sectors']);

const orders = [
  { value: 'RELEVANCE', label: 'Best match' },
  { value: 'DISTANCE', label: 'Shortest drive' },
  { value: 'NAME', label: 'Name' },
] as const;

export const PAGE_SIZE = 20;
/** Rows of a CSV. */
export const CSV_SIZE = 100;
const LONGEST_QUERY = 500;
const SHOWN_VALUES = 15;

export interface SearchRequest {
  query: string;
  without: readonly string[];
  filter: Readonly<Record<string, readonly string[]>>;
  orderBy: SupplierOrder;
  after: string | null;
  page: number;
}

/** A search as its address says it. */
export function searchRequest(fields: Fields): SearchRequest {
  const order = textOf(fields, 'sort');
  const filter: Record<string, string[]> = {};
  for (const { name } of dimensions) {
    const values = listOf(fields, name);
    if (values.length) filter[name] = values;
  }
  return {
    query: textOf(fields, 'q').slice(0, LONGEST_QUERY),
    without: listOf(fields, 'without'),
    filter,
    orderBy: orders.find(({ value }) => value === order)?.value ?? 'RELEVANCE',
    after: textOf(fields, 'after') || null,
    page: Math.max(1, Math.trunc(Number(textOf(fields, 'page'))) || 1),
  };
}

/** The address of a search; pages are left out unless given. */
export function searchHref(
  search: SearchRequest,
  page?: { after: string; number: number },
  path = '/suppliers',
): string {
  const parameters = new URLSearchParams();
  if (search.query) parameters.set('q', search.query);
  for (const key of search.without) parameters.append('without', key);
  for (const [name, values] of Object.entries(search.filter)) {
    for (const value of values) parameters.append(name, value);
  }
  if (search.orderBy !== 'RELEVANCE') parameters.set('sort', search.orderBy);
  if (page) {
    parameters.set('after', page.after);
    parameters.set('page', String(page.number));
  }
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}

type Relaxed = RelaxedQuery['searchSuppliers']['relaxations'][number];

/** The address of a search as the API gives it back: one that was kept. */
export const keptHref = ({ query, without, filter }: Pick<Relaxed, 'query' | 'without' | 'filter'>): string =>
  searchHref({
    query,
    without,
    filter: Object.fromEntries(filter.map(({ dimension, values }) => [dimension, values])),
    orderBy: 'RELEVANCE',
    after: null,
    page: 1,
  });

/** A looser search as a link. */
export interface Relaxation {
  label: string;
  href: string;
  count: number;
}

/** Looser searches as addresses. */
export const relaxationsOf = (search: SearchRequest, relaxed: readonly Relaxed[]): Relaxation[] =>
  relaxed.map(({ label, query, without, count, filter }) => ({
    label,
    count,
    href: searchHref({
      ...search,
      query,
      without,
      filter: Object.fromEntries(filter.map(({ dimension, values }) => [dimension, values])),
      after: null,
      page: 1,
    }),
  }));

type Edge = Found['edges'][number];

/**
 * The cards of a page. In the order of the best match the less likely stand apart, under a heading of their own; in any other
 * each says so itself.
 */
function inTwoParts(found: Found, { orderBy, page }: SearchRequest) {
  const card = ({ score, likely, node, explanation }: Edge) => ({ score, likely, node, ...explanation });
  const cards = found.edges.map(card);
  const apart = orderBy === 'RELEVANCE' ? cards.filter(({ likely }) => !likely).length : 0;
  const groups = [cards.slice(0, cards.length - apart), cards.slice(cards.length - apart)];
  let from = (page - 1) * PAGE_SIZE + 1;
  return {
    cards,
    groups: groups.map((group, at) => {
      const start = from;
      from += group.length;
      return { cards: group, from: start, lessLikely: at > 0 };
    }),
    // Where nobody answers, the page says so of all.
    marked: orderBy !== 'RELEVANCE' && found.answered,
  };
}

const isEmptyAsking = ({ query, without }: SearchRequest, { totalCount, understood }: Found): boolean =>
  query.trim() !== '' &&
  totalCount === 0 &&
  without.length === 0 &&
  understood.text === '' &&
  understood.facets.every(({ removable }) => !removable);

/** What the template is given: each part of the query, and each filter, can be taken out again. */
export function searchView(search: SearchRequest, found: Found, relaxations: readonly Relaxation[] = []) {
  const { query, without, filter, orderBy, page } = search;
  const without_ = (name: string, value: string): SearchRequest => ({
    ...search,
    filter: { ...filter, [name]: (filter[name] ?? []).filter((item) => item !== value) },
  });
  const facets = dimensions.flatMap(({ name, dimension, label }) => {
    const values = facetValues(found.facets, dimension);
    const picked = new Set(filter[name]);
    const shown = values.map((value) => ({ ...value, checked: picked.has(value.value) }));
    const items = [
      ...shown.filter(({ checked }) => checked),
      ...shown.filter(({ checked }) => !checked).slice(0, SHOWN_VALUES),
    ];
    return items.length ? [{ name, label, open: usuallyOpen.has(name) || picked.size > 0, items }] : [];
  });
  const labelOf = (name: string, value: string): string =>
    facets.find((facet) => facet.name === name)?.items.find((item) => item.value === value)?.label ??
    filterLabel(name, value);
  return {
    title: `${query || 'All suppliers'}${page > 1 ? `, page ${page}` : ''} – suppliers`,
    relaxations,
    saveName: query || 'All suppliers',
    query,
    without,
    orderBy,
    orders,
    totalCount: found.totalCount,
    blockedCount: found.blockedCount,
    answered: found.answered,
    // Every word is about the asking, so nobody is looked for.
    asksNothing: isEmptyAsking(search, found),
    unusedWords: found.unusedWords,
    chips: [
      ...found.understood.facets
        .filter(({ removable }) => removable)
        .map(({ key, label }) => ({
          label,
          removeHref: searchHref({ ...search, without: [...without, key] }),
        })),
      ...Object.entries(filter).flatMap(([name, values]) =>
        values.map((value) => ({
          label: labelOf(name, value),
          removeHref: searchHref(without_(name, value)),
        })),
      ),
    ],
    restoreHref: without.length ? searchHref({ ...search, without: [] }) : null,
    text: found.understood.text,
    unused: found.understood.facets.filter(({ removable }) => !removable).map(({ label }) => label),
    corrections: found.understood.corrections,
    facets,
    ...inTwoParts(found, search),
    from: (page - 1) * PAGE_SIZE + 1,
    to: (page - 1) * PAGE_SIZE + found.edges.length,
    firstHref: page > 1 ? searchHref(search) : null,
    nextHref:
      found.pageInfo.hasNextPage && found.pageInfo.endCursor !== null
        ? searchHref(search, { after: found.pageInfo.endCursor, number: page + 1 })
        : null,
    csvHref: searchHref(search, undefined, '/suppliers.csv'),
    csvSays: csvSays(found.totalCount),
    mapHref: searchHref(search, undefined, '/map'),
    listHref: searchHref(search),
    clearHref: searchHref({ ...search, filter: {}, without: [] }),
    narrowed: Object.keys(filter).length > 0,
  };
}

/** What the file of a search holds of so many results. */
function csvSays(totalCount: number): string {
  if (totalCount > CSV_SIZE) return `Take the first ${CSV_SIZE} as CSV`;
  return totalCount === 1 ? 'Take it as CSV' : `Take all ${totalCount} as CSV`;
}
