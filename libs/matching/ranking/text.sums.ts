/**
 * What the words of suppliers are worth at most. Rare words tell most and have short postings: these are summed, for all
 * suppliers at once. The common ones count as if everybody used them as much as can be.
 */
import type { MatchIndex } from '../index/match.index.js';
import { IMPACT_MAX } from '../reading/text.analysis.js';

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
  const waiting: number[] = [];
  const worth: number[] = [];
  for (let at = 0; at < termIds.length; at += 1) {
    const length = lengthOf(at);
    if (length === 0) continue;
    waiting.push(at);
    worth.push(weights[at]! / (length + 1));
  }
  let left = budget;
  const summed: number[] = [];
  // Few fit the budget, so the best is looked for again and again; once one does not, what comes later tells less.
  for (; waiting.length > 0;) {
    let best = 0;
    for (let place = 1; place < waiting.length; place += 1) if (worth[place]! > worth[best]!) best = place;
    const at = waiting[best]!;
    const length = lengthOf(at);
    if (length > left) break;
    left -= length;
    waiting.splice(best, 1);
    worth.splice(best, 1);
    summed.push(termIds[at]!);
    const weight = weights[at]!;
    const end = starts[termIds[at]! + 1]!;
    for (let place = end - length; place < end; place += 1)
      sums[slots[place]!]! += weight * strengths[place]!;
  }
  let rest = 0;
  for (const at of waiting) rest += weights[at]! * IMPACT_MAX;
  const clear = (): void => {
    if ((budget - left) * CLEARED_APART > posted) sums.fill(0, 0, posted);
    else
      for (const id of summed)
        for (let place = starts[id]!; place < starts[id + 1]!; place += 1) sums[slots[place]!] = 0;
  };
  return { sums, rest, upTo: posted, clear };
}
