/**
 * The exact best few, for a page, whose mark stands high soon. Who uses the rarest words sets a mark; then everybody else is
 * bounded in one pass by needs and by as many words as pay, and only who can reach the mark is noted at all.
 */
import { sharedBy } from '../index/bit.sets.js';
import { FoundSlots } from '../index/found.slots.js';
import type { NeedColumn } from '../index/need.column.js';
import {
  type Candidates,
  FEW,
  orderBest,
  seedsOf,
  tightenBounds,
  visit,
  visitBest,
  work,
} from './candidate.board.js';
import { boundAll, boundTexts } from './page.bounds.js';
import type { Evaluator } from './supplier.evaluation.js';
import type { RareWords } from './text.sums.js';
import { type Scored, TopSelection } from './top.selection.js';

/** Where there are more candidates than so many, users of rare words are tried first: of words with so many postings. */
const MANY = 1024;
const POSTINGS_TRIED = 4096;
/** Postings of words that are summed for each candidate before all are bounded; at least and at most. */
const POSTINGS_A_CANDIDATE = 4;
const LEAST_POSTINGS = 16_384;
const MOST_POSTINGS = 65_536;
/** Postings of words that are summed in all for each that is left then: less than working one out. */
const POSTINGS_A_VISIT = 40;

/** The best eligible suppliers by score, ties to the lower number, where no more than a page of them is asked for. */
export function selectPage(evaluator: Evaluator, { found, columns }: Candidates, limit: number): Scored[] {
  const { count } = found;
  const top = new TopSelection(limit);
  const words = evaluator.facts.rareWords();
  work.fit(count);
  const tried = count > MANY ? tryUsers(evaluator, found, columns, words, seedsOf(count, limit), top) : [];
  words.sum(Math.max(LEAST_POSTINGS, Math.min(MOST_POSTINGS, POSTINGS_A_CANDIDATE * count)));
  let left = boundAll(evaluator, columns, found.without(tried), words, top.least);
  if (left > FEW) {
    words.sum(POSTINGS_A_VISIT * left);
    boundTexts(words, left);
    left = tightenBounds(evaluator, left, top.least);
  }
  words.clear();
  const worth = worthOf(evaluator, columns, slotsAt(work.left, left));
  if (left > FEW) left = visitBest(evaluator, worth, left, limit, top);
  for (let place = 0; place < left; place += 1) visit(evaluator, worth, work.left[place]!, top);
  return top.sorted();
}

/** Works out `most` of those found who use the rarest words, the best bounds first; returns their slots. */
function tryUsers(
  evaluator: Evaluator,
  found: FoundSlots,
  columns: readonly NeedColumn[],
  words: RareWords,
  most: number,
  top: TopSelection,
): Int32Array {
  words.sum(POSTINGS_TRIED);
  const users = sharedBy([words.users(), found.bits], found.bits.length);
  const count = boundAll(evaluator, columns, users, words, 0);
  const seeds = Math.min(count, most);
  orderBest(count, seeds);
  const slots = slotsAt(work.order, seeds);
  const worth = worthOf(evaluator, columns, slots);
  for (let rank = 0; rank < seeds; rank += 1) visit(evaluator, worth, work.order[rank]!, top);
  return slots;
}

/** Slots of the first `count` candidates of a list. */
const slotsAt = (list: Int32Array, count: number): Int32Array =>
  list.subarray(0, count).map((at) => work.slots[at]!);

/** By slot what the needs come to, of some. */
function worthOf({ plan, index }: Evaluator, columns: readonly NeedColumn[], slots: Int32Array): Uint16Array {
  const all = index.columns.slots;
  return index.needSets.worthOf(plan, columns, FoundSlots.of(slots, all), all);
}
