/**
 * The exact best few, for a page, whose mark stands high soon. Who uses the rarest words sets a mark, and where many are found
 * the most capable as well; then the others are bounded in one pass by needs and by as many words as pay, and only who can reach
 * the mark is noted at all.
 */
import { intersect } from '../index/bit.sets.js';
import { countBits } from '../index/found.slots.js';
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
import { WordCrests } from './page.crests.js';
import type { RareWords } from './text.sums.js';
import { type Scored, TopSelection } from './top.selection.js';

/** Where there are more candidates than so many, users of rare words are tried first: of words with so many postings. */
const MANY = 1024;
const POSTINGS_TRIED = 4096;
/** Where there are more than so many, the most capable are tried as well, of so many words of 32. */
const VERY_MANY = 16_384;
const WORDS_TRIED = 64;
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
  const bits = found.bits.slice();
  if (count > MANY) {
    const users = new Uint32Array(bits.length);
    words.sum(POSTINGS_TRIED, users);
    intersect(users, bits);
    tryBest(evaluator, columns, users, words, seedsOf(count, limit), top, bits);
  }
  if (count > VERY_MANY) {
    const crests = new WordCrests(evaluator, columns, bits);
    tryBest(evaluator, columns, crests.best(WORDS_TRIED), words, limit, top, bits);
    crests.drop(bits, top.least);
  }
  words.sum(Math.max(LEAST_POSTINGS, Math.min(MOST_POSTINGS, POSTINGS_A_CANDIDATE * countBits(bits))));
  let left = boundAll(evaluator, columns, bits, words, top.least);
  if (left > FEW) {
    words.sum(POSTINGS_A_VISIT * left);
    boundTexts(words, left);
    left = tightenBounds(evaluator, left, top.least);
  }
  words.clear();
  if (left > FEW) left = visitBest(evaluator, fitNoted, left, limit, top);
  for (let place = 0; place < left; place += 1) visit(evaluator, fitNoted, work.left[place]!, top);
  return top.sorted();
}

/** Works out `most` of those set in `some`, the best bounds first, and clears their bits. */
function tryBest(
  evaluator: Evaluator,
  columns: readonly NeedColumn[],
  some: Uint32Array,
  words: RareWords,
  most: number,
  top: TopSelection,
  bits: Uint32Array,
): void {
  const count = boundAll(evaluator, columns, some, words, top.least);
  const seeds = Math.min(count, most);
  orderBest(count, seeds);
  for (let rank = 0; rank < seeds; rank += 1) {
    const at = work.order[rank]!;
    visit(evaluator, fitNoted, at, top);
    const slot = work.slots[at]!;
    bits[slot >>> 5]! &= ~(1 << (slot & 31));
  }
}

const fitNoted = (at: number): number => work.fits[at]!;
