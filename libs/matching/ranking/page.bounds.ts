/**
 * Bounds of the candidates of a page in one pass: by their needs, sectors and standing, and by the words summed so far. Whoever
 * cannot reach the mark is not noted.
 */
import { fitIn, FOCUS_SHIFT, focusIn, type NeedColumn } from '../index/need.column.js';
import { capabilitiesOf, fitAlone } from '../index/need.sets.js';
import { VALUE_MAX } from '../model/scoring.constants.js';
import { CAPABILITY, CERTIFICATION, othersAtMost, SECTOR, STANDING, work } from './candidate.board.js';
import type { Evaluator } from './supplier.evaluation.js';
import type { RareWords } from './text.sums.js';

const NOTHING = new Uint16Array(0);
/** Makes up for what a quotient is rounded down by, so that a whole one stays whole. */
const EXACT = 1 + 2 ** -40;

/** Notes those set in `bits` whose bound reaches `least`, all of them as left; returns how many. */
export function boundAll(
  { plan, facts, index }: Evaluator,
  columns: readonly NeedColumn[],
  bits: Uint32Array,
  words: RareWords,
  least: number,
): number {
  const { slots, bounds, texts, certifications, fits, left } = work;
  const { weights, needs, needWeight } = plan;
  const sectors = index.columns.sectors.data;
  const standings = index.columns.standing.data;
  const { sums, upTo, worths: textWorths, shift } = words.worths();
  const last = textWorths.length - 1;
  const most = textWorths[last]!;
  const sectorWorths = facts.sectorWorths();
  const standing = weights[STANDING]!;
  const capability = weights[CAPABILITY]!;
  const certification = VALUE_MAX * weights[CERTIFICATION]!;
  const others = othersAtMost(weights);
  const early = least - others - VALUE_MAX * (weights[SECTOR]! + standing);
  // Most cannot reach the mark by their words, whatever they are capable of.
  const leastEarned = early - VALUE_MAX * capability;
  const atMost = capabilitiesOf(plan) ?? fitAlone();
  // The worth of one need alone is its place in the table; two, which most other searches have, are no list.
  const [first = NOTHING, second = NOTHING, ...more] = columns.map(({ worth }) => worth);
  const [firstWeight = 0, secondWeight = 0, ...moreWeights] = needs.map(({ weight }) => weight);
  const isAlone = columns.length === 1;
  const inverse = needWeight > 0 ? EXACT / needWeight : 0;
  let count = 0;
  for (let at = 0; at < bits.length; at += 1) {
    for (let word = bits[at]! | 0; word !== 0; word &= word - 1) {
      const slot = (at << 5) + 31 - Math.clz32(word & -word);
      let earned = most;
      if (slot < upTo) {
        const step = sums[slot]! >> shift;
        earned = textWorths[step < last ? step : last]!;
      }
      if (earned < leastEarned) continue;
      let place = first[slot]! | 0;
      if (!isAlone) {
        const two = second[slot]! | 0;
        let sum = (Math.imul(firstWeight, fitIn(place)) + Math.imul(secondWeight, fitIn(two))) | 0;
        let share = (focusIn(place) + focusIn(two)) | 0;
        for (let need = 0; need < more.length; need += 1) {
          const worth = more[need]![slot]!;
          sum = (sum + Math.imul(moreWeights[need]!, fitIn(worth))) | 0;
          share = (share + focusIn(worth)) | 0;
        }
        place = ((share < VALUE_MAX ? share : VALUE_MAX) << FOCUS_SHIFT) | ((sum * inverse) | 0);
      }
      const sure = (earned + Math.imul(capability, atMost[place]!)) | 0;
      if (sure < early) continue;
      const bound =
        (others + sure + sectorWorths[sectors[slot]!]! + Math.imul(standing, standings[slot]!)) | 0;
      if (bound < least) continue;
      slots[count] = slot;
      bounds[count] = bound;
      texts[count] = earned;
      certifications[count] = certification;
      fits[count] = fitIn(place);
      left[count] = count;
      count += 1;
    }
  }
  return count;
}

/** Tightens the bounds of the first `count` by the words summed since. */
export function boundTexts(words: RareWords, count: number): void {
  const { slots, bounds, left, texts } = work;
  const { sums, upTo, worths, shift } = words.worths();
  const last = worths.length - 1;
  for (let place = 0; place < count; place += 1) {
    const at = left[place]!;
    const slot = slots[at]!;
    if (slot >= upTo) continue;
    const earned = worths[Math.min(last, sums[slot]! >> shift)]!;
    bounds[at]! -= texts[at]! - earned;
    texts[at] = earned;
  }
}
