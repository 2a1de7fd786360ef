/** Finds, bit by bit, the suppliers that meet the needs of a plan and its hard conditions. */
import { sharedAmong, sharedBy, spread, unionOf } from '../index/bit.sets.js';
import { countBits, countShared, FoundSlots, MANY_PART, slotsIn } from '../index/found.slots.js';
import { wordsFor } from '../model/growable.arrays.js';
import type { MatchIndex } from '../index/match.index.js';
import type { NeedColumn } from '../index/need.column.js';
import type { MeetingMusts } from '../index/need.sets.js';
import type { RequirementPlan } from '../scoring/requirement.plan.js';

/** The columns of a plan's needs, in their order. */
export function needColumnsOf(index: MatchIndex, plan: RequirementPlan): NeedColumn[] {
  return plan.needs.map((need) => index.needColumns.of(need, plan));
}

/** Tells which of the slots of word `at` that are set in `word` pass. */
export type WordSieve = (word: number, at: number) => number;

/**
 * The live suppliers that take work, take the lot, turn over enough, hold what is required (in date on some day of that
 * month), are among those who meet the musts, and pass the sieves given.
 */
export function findMeetingMusts(
  index: MatchIndex,
  plan: RequirementPlan,
  { sets, filled }: MeetingMusts,
  sieves: readonly WordSieve[],
  passes: ((slot: number) => boolean) | null,
): FoundSlots {
  const words = wordsFor(index.columns.slots);
  const all = [...sets, ...bitsOfConditions(index, plan)];
  const bits = filled ? sharedAmong(all, filled) : sharedBy(all, words);
  if (sieves.length > 0 || passes) sift(bits, filled, sieves, passes);
  const count = countBits(bits);
  if (!filled) return new FoundSlots(count, words, undefined, bits);
  return count * MANY_PART > index.columns.slots
    ? new FoundSlots(count, words, undefined, spread(bits, filled, words))
    : new FoundSlots(count, words, slotsIn(bits, count, filled), undefined);
}

/** Leaves the bits of those who pass. `numbers` are those of the words, null where they are all there are. */
function sift(
  bits: Uint32Array,
  numbers: Int32Array | null,
  sieves: readonly WordSieve[],
  passes: ((slot: number) => boolean) | null,
): void {
  for (let place = 0; place < bits.length; place += 1) {
    let word = bits[place]!;
    if (word === 0) continue;
    const at = numbers ? numbers[place]! : place;
    for (let of = 0; of < sieves.length && word !== 0; of += 1) word = sieves[of]!(word, at);
    if (passes)
      for (let asked = word; asked !== 0; asked &= asked - 1)
        if (!passes((at << 5) + 31 - Math.clz32(asked & -asked))) word &= ~(asked & -asked);
    bits[place] = word;
  }
}

/** Bits of each other condition that has to hold, those that leave fewest first. */
function bitsOfConditions(index: MatchIndex, plan: RequirementPlan): Uint32Array[] {
  const { certifications, onDate, quantity, valueGbp } = plan.requirement;
  const batch = quantity?.batch ?? null;
  return [
    ...certifications
      .filter(({ importance }) => importance === 'required')
      .map((wanted) => index.certificatesInMonth(wanted, onDate).someDay),
    index.columns.alive.words,
    ...(batch === null ? [] : [index.capacity.takingLot(batch)]),
    ...(valueGbp === null ? [] : [index.capacity.affording(valueGbp)]),
    index.columns.accepting.words,
  ];
}

/** Bits of the live suppliers with something to do with any need, whose columns are given. */
export function findRelated({ columns }: MatchIndex, needs: readonly NeedColumn[]): Uint32Array {
  const related = needs.length === 0 ? [] : [unionOf(needs.map((need) => need.related))];
  return sharedBy([columns.alive.words, ...related], wordsFor(columns.slots));
}

/** How many these are. */
export const countRelated = ({ columns }: MatchIndex, needs: readonly NeedColumn[]): number =>
  needs.length === 0
    ? countBits(columns.alive.words)
    : countShared(columns.alive.words, unionOf(needs.map((need) => need.related)));
