/** Filters of a search and the counts beside them: a count is always what clicking gives. */
import type { FoundSlots } from '../index/found.slots.js';
import { FacetMemory, type Facets } from './facet.memory.js';
import type { IndexTables } from '../index/index.tables.js';
import type { MatchIndex } from '../index/match.index.js';
import type { FacetDimension, FacetValue, SearchFilter } from '../model/search.types.js';
import { SchemesHeld } from '../index/schemes.held.js';
import { CERTIFICATE_WIDTH, SHAPE, type SupplierColumns } from '../index/supplier.columns.js';
import { ValueBlocks } from '../index/value.blocks.js';

export const FACET_DIMENSIONS: readonly FacetDimension[] = [
  'regions',
  'districts',
  'sectors',
  'certifications',
  'capabilities',
  'zones',
  'sizeBands',
];

/** The facets of a search that did not ask for any. */
export const noFacets = (): Facets =>
  Object.fromEntries(FACET_DIMENSIONS.map((dimension) => [dimension, []])) as unknown as Facets;

/** Which dimension each bit of a mask stands for; the combined authority filters and is not counted. */
const MASK_OF = Object.fromEntries(
  [...FACET_DIMENSIONS, 'combinedAuthorities' as const].map((dimension, at) => [dimension, 1 << at]),
) as Record<FacetDimension | 'combinedAuthorities', number>;

/** What the slots of an index offer to filters and facets, on one date. All of it is read from columns. */
export class FacetReader {
  private readonly held: SchemesHeld;

  constructor(
    private readonly index: MatchIndex,
    private readonly onDate: string,
  ) {
    this.held = SchemesHeld.of(index, onDate);
  }

  /** Tells of a slot which wanted dimensions it lacks, as a mask; 0 when it passes the filter. */
  lacks(filter: SearchFilter): (slot: number) => number {
    const { columns } = this.index;
    const required = activeIn(filter).reduce((mask, dimension) => mask | MASK_OF[dimension], 0);
    if (required === 0) return () => 0;
    const values = columns.tables.facetValues.map(({ dimension, value }) =>
      (filter[dimension] as readonly string[] | undefined)?.includes(value) ? MASK_OF[dimension] : 0,
    );
    const wantedSchemes = filter.certifications ?? [];
    const { schemes, byShape } = this.held;
    const shapes = byShape.map((ids) => ids.some((scheme) => wantedSchemes.includes(schemes[scheme]!)));
    return (slot) => {
      let mask = 0;
      for (let at = columns.facetStart.data[slot]!; at < columns.facetStart.data[slot + 1]!; at += 1)
        mask |= values[columns.facetValue.data[at]!]!;
      if (wantedSchemes.length > 0 && this.holdsOneOf(slot, shapes)) mask |= MASK_OF.certifications;
      return required & ~mask;
    };
  }

  /** Counts of each value over the slots that pass every other dimension, most frequent first, then by value. */
  facets(found: FoundSlots, filter: SearchFilter, limit: number): Facets {
    const { columns } = this.index;
    let memory = memoryOf.get(columns);
    if (!memory) memoryOf.set(columns, (memory = new FacetMemory()));
    return memory.of(found, `${this.onDate}|${limit}|${JSON.stringify(filter)}`, () =>
      this.countFacets(found, filter, limit),
    );
  }

  private countFacets(found: FoundSlots, filter: SearchFilter, limit: number): Facets {
    const { bits: all } = found;
    // Those who pass count everywhere; those who lack one dimension count in that one alone.
    const slots = constrains(filter) ? found.slots : null;
    const missing = slots && Int32Array.from(slots, this.lacks(filter));
    const within = (mask: number): Uint32Array => {
      if (!slots || !missing) return all;
      const bits = new Uint32Array(all.length);
      for (let at = 0; at < slots.length; at += 1)
        if ((missing[at]! & ~mask) === 0) bits[slots[at]! >>> 5]! |= 1 << (slots[at]! & 31);
      return bits;
    };
    const passing = within(0);
    const active = new Set(activeIn(filter));
    const shared = this.countValues(passing);
    const entries = FACET_DIMENSIONS.map((dimension): [FacetDimension, FacetValue[]] => {
      const counted = active.has(dimension) ? within(MASK_OF[dimension]) : passing;
      if (dimension === 'certifications') return [dimension, this.schemesOf(counted, limit)];
      const counts = active.has(dimension) ? this.countValues(counted) : shared;
      const { facetValues } = this.index.columns.tables;
      const ids = valuesInOrder(this.index.columns.tables).get(dimension) ?? NONE;
      return [dimension, mostFrequent(ids, counts, (id) => facetValues[id]!.value, limit)];
    });
    return Object.fromEntries(entries) as Facets;
  }

  /** How many of those found have each value, by its id. */
  private countValues(found: Uint32Array): Int32Array {
    const { columns } = this.index;
    let blocks = blocksOf.get(columns);
    if (!blocks) {
      const { facetStart: starts, facetValue: ids } = columns;
      blocksOf.set(columns, (blocks = new ValueBlocks({ starts, ids })));
    }
    return blocks.count(found, columns.tables.facetValues.length);
  }

  /** Schemes that suppliers can show in date, their own or covered by what they hold. */
  private schemesOf(found: Uint32Array, limit: number): FacetValue[] {
    const { schemes, schemeIds: ids, blocks } = this.held;
    return mostFrequent(ids, blocks.count(found, schemes.length), (id) => schemes[id]!, limit);
  }

  private holdsOneOf(slot: number, shapes: readonly boolean[]): boolean {
    const { certificateStart, certificate } = this.index.columns;
    for (
      let at = certificateStart.data[slot]!;
      at < certificateStart.data[slot + 1]!;
      at += CERTIFICATE_WIDTH
    ) {
      if (shapes[certificate.data[at + SHAPE]!] === true && this.held.isInDate(at)) return true;
    }
    return false;
  }
}

/** The columns that facets of an index are counted from. */
const blocksOf = new WeakMap<SupplierColumns, ValueBlocks>();

/** What was counted last from the columns of an index. */
const memoryOf = new WeakMap<SupplierColumns, FacetMemory>();

const NONE = new Int32Array(0);

interface OrderedValues {
  values: number;
  byDimension: ReadonlyMap<string, Int32Array>;
}
const ordered = new WeakMap<IndexTables, OrderedValues>();

/** Ids of the values of each dimension, by value. */
function valuesInOrder(tables: IndexTables): ReadonlyMap<string, Int32Array> {
  const { facetValues, facetIds } = tables;
  let known = ordered.get(tables);
  if (known?.values !== facetValues.length) {
    const valueOf = (id: number): string => facetValues[id]!.value;
    const byDimension = new Map(
      Array.from(facetIds, ([dimension, ids]) => [
        dimension,
        Int32Array.from([...ids].sort((a, b) => (valueOf(a) < valueOf(b) ? -1 : 1))),
      ]),
    );
    ordered.set(tables, (known = { values: facetValues.length, byDimension }));
  }
  return known.byDimension;
}

let keys = new Float64Array(0);

/** The most frequent first, then by value; `ids` come in the order of their values. */
function mostFrequent(
  ids: Int32Array,
  counts: Int32Array,
  nameOf: (id: number) => string,
  limit: number,
): FacetValue[] {
  // Count and place in one number: a row of numbers is sorted faster than anything else.
  const size = ids.length;
  if (keys.length < size) keys = new Float64Array(size);
  const least = leastToSort(ids, counts, limit);
  let found = 0;
  for (let at = 0; at < size; at += 1) {
    const count = counts[ids[at]!]!;
    if (count >= least) keys[found++] = count * size + (size - 1 - at);
  }
  const sorted = keys.subarray(0, found).sort();
  const first: FacetValue[] = [];
  for (let at = found - 1; at >= 0 && first.length < limit; at -= 1) {
    const place = size - 1 - (sorted[at]! % size);
    const id = ids[place]!;
    first.push({ value: nameOf(id), count: counts[id]! });
  }
  return first;
}

const tally = new Int32Array(33);

/** A power of two that at least `limit` values come to, and few more: those below are not shown. Else 1. */
function leastToSort(ids: Int32Array, counts: Int32Array, limit: number): number {
  tally.fill(0);
  for (const id of ids) tally[32 - Math.clz32(counts[id]!)]! += 1;
  let above = 0;
  for (let bits = 32; bits > 1; bits -= 1) {
    above += tally[bits]!;
    if (above >= limit) return 2 ** (bits - 1);
  }
  return 1;
}

/** True when a filter leaves anybody out. */
export const constrains = (filter: SearchFilter): boolean => activeIn(filter).length > 0;

/** Dimensions a filter says anything about. */
function activeIn(filter: SearchFilter): (FacetDimension | 'combinedAuthorities')[] {
  return [...FACET_DIMENSIONS, 'combinedAuthorities' as const].filter(
    (dimension) => (filter[dimension] ?? []).length > 0,
  );
}
