/**
 * What the words of suppliers are worth at most. Rare words tell most and have short postings: these are summed, for all
 * suppliers at once. The common ones count as if everybody used them as much as can be.
 */
import type { MatchIndex } from './match.index.js';
import { IMPACT_MAX } from './text.analysis.js';

/** All zero between uses. */
let sums = new Int32Array(0);

export interface TextSums {
  /** Σ weight × impact of the terms summed, by slot. */
  sums: Int32Array;
  /** The most that the other terms add. */
  rest: number;
  /** Slots below this have their sums; of later ones nothing is known. */
  upTo: number;
  /** Gives the sums back; they are good until then. */
  clear: () => void;
}

/** All sums are cleared where more than one in so many of them was touched. */
const CLEARED_APART = 6;

/** Sums as many terms as have `budget` postings together, those that tell most for each posting first. */
export function sumRareTerms(
  { columns }: MatchIndex,
  termIds: readonly number[],
  weights: readonly number[],
  budget: number,
): TextSums {
  const { starts, slots, strengths } = columns.termPostings;
  const { posted } = columns;
  if (sums.length < posted) sums = new Int32Array(posted);
  const lengthOf = (at: number): number => {
    const id = termIds[at]!;
    return id + 1 < starts.length ? starts[id + 1]! - starts[id]! : 0;
  };
  const worth = Float64Array.from(weights, (weight, at) => weight / (lengthOf(at) + 1));
  const order = Int32Array.from(weights.keys()).sort((a, b) => worth[b]! - worth[a]!);
  let left = budget;
  let rest = 0;
  const summed: number[] = [];
  for (const at of order) {
    const length = lengthOf(at);
    const weight = weights[at]!;
    if (length > left) {
      rest += weight * IMPACT_MAX;
      // What comes later tells less for each posting.
      left = 0;
      continue;
    }
    left -= length;
    if (length === 0) continue;
    summed.push(termIds[at]!);
    const end = starts[termIds[at]! + 1]!;
    for (let place = end - length; place < end; place += 1)
      sums[slots[place]!]! += weight * strengths[place]!;
  }
  const clear = (): void => {
    if ((budget - left) * CLEARED_APART > posted) sums.fill(0, 0, posted);
    else
      for (const id of summed)
        for (let place = starts[id]!; place < starts[id + 1]!; place += 1) sums[slots[place]!] = 0;
  };
  return { sums, rest, upTo: posted, clear };
}
