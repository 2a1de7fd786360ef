/**
 * What engines of plain text do, over the postings of ours: the best suppliers by the words of a query, any of which is
 * enough, and how many there are. Nothing else of a search is done, so that engines can be compared at one job.
 */
import type { MatchIndex } from '#lib/matching';

/** Integer steps to one bit of information. */
const STEPS_PER_BIT = 8;

export interface PlainResult {
  /** Slots, best first; of two alike the earlier. */
  best: number[];
  total: number;
}

export class PlainWords {
  /** Σ information × impact by slot; all zero between queries. */
  private readonly sums: Int32Array;
  /** Slots that have any word. */
  private readonly found: Int32Array;

  /** The index must not change while this is in use. */
  constructor(private readonly index: MatchIndex) {
    this.sums = new Int32Array(index.columns.slots);
    this.found = new Int32Array(index.columns.slots);
  }

  /** `terms` are those of the index's own analysis, each once. */
  rank(terms: readonly string[], first: number): PlainResult {
    const total = this.sum(terms);
    return { best: this.takeBest(total, first), total };
  }

  private sum(terms: readonly string[]): number {
    const { sums, found, index } = this;
    const { starts, slots, strengths } = index.columns.termPostings;
    let total = 0;
    for (const term of terms) {
      const id = index.columns.tables.terms.find(term);
      if (id === undefined) continue;
      const end = starts[id + 1]!;
      const bits = Math.log2((index.size + 1) / (end - starts[id]! + 0.5));
      const weight = Math.max(1, Math.round(STEPS_PER_BIT * bits));
      for (let at = starts[id]!; at < end; at += 1) {
        const slot = slots[at]!;
        const sum = sums[slot]!;
        if (sum === 0) found[total++] = slot;
        sums[slot] = sum + weight * strengths[at]!;
      }
    }
    return total;
  }

  /** Inserts into a short list what beats its last, and clears the sums. */
  private takeBest(total: number, first: number): number[] {
    const { sums, found } = this;
    const best: { slot: number; sum: number }[] = [];
    let least = 0;
    for (let at = 0; at < total; at += 1) {
      const slot = found[at]!;
      const sum = sums[slot]!;
      sums[slot] = 0;
      if (sum < least) continue;
      let place = best.length;
      while (
        place > 0 &&
        (best[place - 1]!.sum < sum || (best[place - 1]!.sum === sum && best[place - 1]!.slot > slot))
      )
        place -= 1;
      best.splice(place, 0, { slot, sum });
      if (best.length > first) best.pop();
      if (best.length === first) least = best[first - 1]!.sum;
    }
    return best.map(({ slot }) => slot);
  }
}
