/**
 * Where a supplier stands in memory: beside those of its trade. Whoever meets the needs of a requirement is then found in
 * few stretches, which lie near each other in every column, where an order by place spreads them over all of memory.
 */
import type { CapabilityGraph } from '../reading/capability.graph.js';
import { type CorpusStatistics, information } from '../reading/corpus.statistics.js';
import type { SupplierColumns } from './supplier.columns.js';

/** A reader of the key of a slot; by it suppliers are sorted. */
export function tradeKeys(
  { claimStart, claimCode, claimFocus }: SupplierColumns,
  graph: CapabilityGraph,
  { documents, codeCounts }: CorpusStatistics,
): (slot: number) => number {
  const telling = Float64Array.from({ length: graph.size }, (_, id) =>
    information(documents, codeCounts.get(graph.node(id).code) ?? 0),
  );
  /** One more than every place in the tree: what stands for no skill. */
  const none = graph.places;
  return (slot) => {
    const best = [0, 0, 0];
    const places = [none, none, none];
    for (let at = claimStart.data[slot]!; at < claimStart.data[slot + 1]!; at += 1) {
      const code = claimCode.data[at]!;
      let worth = claimFocus.data[at]! * telling[code]!;
      let place = graph.placeOf(code);
      for (let rank = 0; rank < best.length && worth > 0; rank += 1) {
        if (worth <= best[rank]!) continue;
        [best[rank], worth] = [worth, best[rank]!];
        [places[rank], place] = [place, places[rank]!];
      }
    }
    return places.reduce((key, place) => key * (none + 1) + place, 0);
  };
}
