/** Filters of a search and the counts beside them: a count is always what clicking gives. */
import type { MatchIndex } from './match.index.js';
import type { FacetDimension, FacetValue, SearchFilter } from './search.types.js';
import { SchemesHeld } from './schemes.held.js';
import { CERTIFICATE_WIDTH, SHAPE } from './supplier.columns.js';

export const FACET_DIMENSIONS: readonly FacetDimension[] = [
  'regions',
  'districts',
  'sectors',
  'certifications',
  'capabilities',
  'zones',
  'sizeBands',
];

/** Which dimension each bit of a mask stands for; the combined authority filters and is not counted. */
const MASK_OF = Object.fromEntries(
  [...FACET_DIMENSIONS, 'combinedAuthorities' as const].map((dimension, at) => [dimension, 1 << at]),
) as Record<FacetDimension | 'combinedAuthorities', number>;

/** What the slots of an index offer to filters and facets, on one date. All of it is read from columns. */
export class FacetReader {
  private readonly held: SchemesHeld;

  constructor(
    private readonly index: MatchIndex,
    onDate: string,
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
  facets(slots: Int32Array, filter: SearchFilter, limit: number): Record<FacetDimension, FacetValue[]> {
    const lacks = this.lacks(filter);
    // Those who pass count everywhere; those who lack one dimension count in that one alone.
    const missing = constrains(filter) ? Int32Array.from(slots, lacks) : null;
    const within = (mask: number): Int32Array =>
      missing ? slots.filter((_, at) => (missing[at]! & ~mask) === 0) : slots;
    const passing = within(0);
    const active = new Set(activeIn(filter));
    const shared = this.countValues(passing);
    const entries = FACET_DIMENSIONS.map((dimension): [FacetDimension, FacetValue[]] => {
      const counted = active.has(dimension) ? within(MASK_OF[dimension]) : passing;
      const values = this.valuesIn(dimension, counted, active.has(dimension) ? undefined : shared);
      return [dimension, mostFrequent(values, limit)];
    });
    return Object.fromEntries(entries) as Record<FacetDimension, FacetValue[]>;
  }

  private valuesIn(
    dimension: FacetDimension,
    slots: Int32Array,
    counted: Int32Array | undefined,
  ): FacetValue[] {
    if (dimension === 'certifications') return this.countSchemes(slots);
    const counts = counted ?? this.countValues(slots);
    const { facetIds, facetValues } = this.index.columns.tables;
    const values: FacetValue[] = [];
    for (const id of facetIds.get(dimension) ?? [])
      if (counts[id]! > 0) values.push({ value: facetValues[id]!.value, count: counts[id]! });
    return values;
  }

  /** Slots by the id of each value they have. */
  private countValues(slots: Int32Array): Int32Array {
    const { tables, facetStart, facetValue } = this.index.columns;
    return countIn(slots, facetStart.data, facetValue.data, tables.facetValues.length);
  }

  /** Schemes that suppliers can show in date, their own or covered by what they hold. */
  private countSchemes(slots: Int32Array): FacetValue[] {
    const { schemes, starts, ids } = this.held;
    const counts = countIn(slots, starts.data, ids.data, schemes.length);
    return Array.from(counts, (count, scheme) => ({ value: schemes[scheme]!, count })).filter(
      ({ count }) => count > 0,
    );
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

/** How many of the slots have each of `values` values, given the list of each slot. */
function countIn(slots: Int32Array, starts: Int32Array, ids: Uint16Array, values: number): Int32Array {
  const counts = new Int32Array(values);
  for (const slot of slots) {
    const end = starts[slot + 1]!;
    for (let place = starts[slot]!; place < end; place += 1) counts[ids[place]!]! += 1;
  }
  return counts;
}

/** The most frequent first, then by value; of many, only those that can be among the first are sorted. */
function mostFrequent(values: FacetValue[], limit: number): FacetValue[] {
  let some = values;
  if (values.length > limit && limit > 0) {
    const counts = Int32Array.from(values, ({ count }) => count).sort();
    const least = counts[counts.length - limit]!;
    some = values.filter(({ count }) => count >= least);
  }
  return some.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, limit);
}

/** True when a filter leaves anybody out. */
export const constrains = (filter: SearchFilter): boolean => activeIn(filter).length > 0;

/** Dimensions a filter says anything about. */
function activeIn(filter: SearchFilter): (FacetDimension | 'combinedAuthorities')[] {
  return [...FACET_DIMENSIONS, 'combinedAuthorities' as const].filter(
    (dimension) => (filter[dimension] ?? []).length > 0,
  );
}
