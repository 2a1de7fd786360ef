/** Finds, bit by bit, the suppliers that meet the needs of a plan and its hard conditions. */
import { sharedBy, unionOf } from '../index/bit.sets.js';
import { countBits, FoundSlots } from '../index/found.slots.js';
import { wordsFor } from '../model/growable.arrays.js';
import type { MatchIndex } from '../index/match.index.js';
import type { NeedColumn } from '../index/need.column.js';
import type { RequirementPlan } from '../scoring/requirement.plan.js';

/** The columns of a plan's needs, in their order. */
export function needColumnsOf(index: MatchIndex, plan: RequirementPlan): NeedColumn[] {
  return plan.needs.map((need) => index.needColumns.of(need, plan));
}

/** Tells which of the slots of word `at` that are set in `word` pass. */
export type WordSieve = (word: number, at: number) => number;

/**
 * The live suppliers that take work, take the lot, turn over enough, hold what is required (in date on some day of that
 * month), are in every set of those who meet musts, and pass the sieves given.
 */
export function findMeetingMusts(
  index: MatchIndex,
  plan: RequirementPlan,
  musts: readonly Uint32Array[],
  sieves: readonly WordSieve[],
  passes: ((slot: number) => boolean) | null,
): FoundSlots {
  const bits = sharedBy([...musts, ...bitsOfConditions(index, plan)], wordsFor(index.columns.slots));
  if (sieves.length > 0 || passes) {
    for (let at = 0; at < bits.length; at += 1) {
      let word = bits[at]!;
      if (word === 0) continue;
      for (let of = 0; of < sieves.length && word !== 0; of += 1) word = sieves[of]!(word, at);
      if (passes)
        for (let asked = word; asked !== 0; asked &= asked - 1)
          if (!passes((at << 5) + 31 - Math.clz32(asked & -asked))) word &= ~(asked & -asked);
      bits[at] = word;
    }
  }
  return new FoundSlots(countBits(bits), bits.length, undefined, bits);
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
