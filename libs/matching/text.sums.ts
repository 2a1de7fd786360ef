/**
 * What the words of suppliers are worth at most. Rare words tell most and have short postings: these are summed, for all
 * suppliers at once. The common ones count as if everybody used them as much as can be.
 */
import type { MatchIndex } from './match.index.js';
import { IMPACT_MAX } from './text.analysis.js';

let sums = new Int32Array(0);

export interface TextSums {
  /** Σ weight × impact of the terms summed, by slot; good until the next call. */
  sums: Int32Array;
  /** The most that the other terms add. */
  rest: number;
  /** Slots below this have their sums; of later ones nothing is known. */
  upTo: number;
}

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
  sums.fill(0, 0, posted);
  const lengthOf = (at: number): number => {
    const id = termIds[at]!;
    return id + 1 < starts.length ? starts[id + 1]! - starts[id]! : 0;
  };
  const worth = Float64Array.from(weights, (weight, at) => weight / (lengthOf(at) + 1));
  const order = Int32Array.from(weights.keys()).sort((a, b) => worth[b]! - worth[a]!);
  let left = budget;
  let rest = 0;
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
    const end = length > 0 ? starts[termIds[at]! + 1]! : 0;
    for (let place = end - length; place < end; place += 1)
      sums[slots[place]!]! += weight * strengths[place]!;
  }
  return { sums, rest, upTo: posted };
}
