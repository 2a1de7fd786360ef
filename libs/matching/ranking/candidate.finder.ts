/** Finds, bit by bit, the suppliers that meet the needs of a plan and its hard conditions. */
import { bitsOf, FoundSlots } from '../index/found.slots.js';
import { bitCount, wordsFor } from '../model/growable.arrays.js';
import type { MatchIndex } from '../index/match.index.js';
import type { NeedColumn } from '../index/need.column.js';
import { anyOf, type MustBits } from '../index/need.sets.js';
import type { RequirementPlan } from '../scoring/requirement.plan.js';

/** The columns of a plan's needs, in their order. */
export function needColumnsOf(index: MatchIndex, plan: RequirementPlan): NeedColumn[] {
  return plan.needs.map((need) => index.needColumns.of(need, plan));
}

/** Tells which of the slots of word `at` that are set in `word` pass. */
export type WordSieve = (word: number, at: number) => number;

/**
 * The live suppliers that take work, take the lot, turn over enough, hold what is required (in date on some day of that
 * month), meet every must, or one of those of which one is enough, and pass the sieves given. All conditions are asked of one
 * word of slots before the next: most words are empty after the first.
 */
export function findMeetingMusts(
  index: MatchIndex,
  plan: RequirementPlan,
  musts: MustBits,
  sieves: readonly WordSieve[],
  passes: ((slot: number) => boolean) | null,
): FoundSlots {
  const all = [...musts.all, ...bitsOfConditions(index, plan)];
  const { either } = musts;
  const words = Math.min(wordsFor(index.columns.slots), ...all.map(({ length }) => length));
  const room = wordsFor(index.columns.slots);
  let bits: Uint32Array | undefined;
  // The first two leave few words.
  const [first, second = first] = all as [Uint32Array, ...Uint32Array[]];
  let count = 0;
  for (let at = 0; at < words; at += 1) {
    let word = first[at]! & second[at]!;
    if (word === 0) continue;
    for (let of = 2; of < all.length && word !== 0; of += 1) word &= all[of]![at]!;
    if (word !== 0 && either.length > 0) word &= anyOf(either, at);
    for (let of = 0; of < sieves.length && word !== 0; of += 1) word = sieves[of]!(word, at);
    if (passes)
      for (let asked = word; asked !== 0; asked &= asked - 1)
        if (!passes((at << 5) + 31 - Math.clz32(asked & -asked))) word &= ~(asked & -asked);
    if (word === 0) continue;
    if (bits) {
      bits[at] = word;
      count += bitCount(word);
      continue;
    }
    for (; word !== 0; word &= word - 1) few[count++] = (at << 5) + 31 - Math.clz32(word & -word);
    if (count > FEW) bits = bitsOf(few, count, room);
  }
  return new FoundSlots(count, room, bits ? undefined : few.slice(0, count), bits);
}

/** So many are listed as they are found; of more it is left open whether anybody wants a list. */
const FEW = 4096;
const few = new Int32Array(FEW + 32);

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

/** Bits of the live suppliers with something to do with any need. */
export function findRelated(
  index: MatchIndex,
  plan: RequirementPlan,
  columns: readonly NeedColumn[],
): Uint32Array {
  const found = everyone(index);
  if (plan.needs.length === 0) return found;
  const any = new Uint32Array(found.length);
  for (const { related } of columns) unite(any, related);
  intersect(found, any);
  return found;
}

/** How many suppliers `findRelated` would find. */
export function countRelatedTo({ columns }: MatchIndex, needs: readonly NeedColumn[]): number {
  const { alive, slots } = columns;
  const words = Math.min(wordsFor(slots), alive.words.length, ...needs.map(({ related }) => related.length));
  let count = 0;
  for (let at = 0; at < words; at += 1) {
    let any = needs.length === 0 ? -1 : 0;
    for (const { related } of needs) any |= related[at]!;
    if (any !== 0) count += bitCount(any & alive.words[at]!);
  }
  return count;
}

function everyone(index: MatchIndex): Uint32Array {
  const { alive, slots } = index.columns;
  const found = new Uint32Array(wordsFor(slots));
  found.set(alive.words.subarray(0, found.length));
  return found;
}

function intersect(into: Uint32Array, other: Uint32Array): void {
  const shared = Math.min(into.length, other.length);
  for (let at = 0; at < shared; at += 1) into[at]! &= other[at]!;
  into.fill(0, shared);
}

function unite(into: Uint32Array, other: Uint32Array): void {
  for (let at = 0; at < into.length; at += 1) into[at]! |= other[at]!;
}
