/** Finds, bit by bit, the suppliers that meet the needs of a plan and its hard conditions. */
import { bitCount, wordsFor } from './growable.arrays.js';
import type { MatchIndex } from './match.index.js';
import type { NeedColumn } from './need.fitting.js';
import { anyOf, type MustBits } from './need.sets.js';
import type { RequirementPlan } from './requirement.plan.js';

/** The columns of a plan's needs, in their order. */
export function needColumnsOf(index: MatchIndex, plan: RequirementPlan): NeedColumn[] {
  return plan.needs.map((need) => index.needColumns.of(need, plan));
}

/** Tells which of the slots of word `at` that are set in `word` pass. */
export type WordSieve = (word: number, at: number) => number;

/**
 * The live suppliers, in slot order, that take work, take the lot, turn over enough, hold what is required (in date or
 * not), meet every must, or one of those of which one is enough, and pass the sieves given. All conditions are asked of one
 * word of slots before the next: most words are empty after the first.
 */
export function findMeetingMusts(
  index: MatchIndex,
  plan: RequirementPlan,
  musts: MustBits,
  sift: WordSieve | null,
  passes: ((slot: number) => boolean) | null,
): Int32Array {
  const all = [...musts.all, ...bitsOfConditions(index, plan)];
  const { either } = musts;
  const words = Math.min(wordsFor(index.columns.slots), ...all.map(({ length }) => length));
  if (found.length < index.columns.slots) found = new Int32Array(index.columns.slots);
  // The first two leave few words.
  const [first, second = first] = all as [Uint32Array, ...Uint32Array[]];
  let count = 0;
  for (let at = 0; at < words; at += 1) {
    let word = first[at]! & second[at]!;
    if (word === 0) continue;
    for (let of = 2; of < all.length && word !== 0; of += 1) word &= all[of]![at]!;
    if (word !== 0 && either.length > 0) word &= anyOf(either, at);
    if (word !== 0 && sift) word = sift(word, at);
    for (; word !== 0; word &= word - 1) {
      const slot = (at << 5) + 31 - Math.clz32(word & -word);
      if (passes && !passes(slot)) continue;
      found[count++] = slot;
    }
  }
  return found.slice(0, count);
}

/** Working memory. */
let found = new Int32Array(0);

/** Bits of each other condition that has to hold, those that leave fewest first. */
function bitsOfConditions(index: MatchIndex, plan: RequirementPlan): Uint32Array[] {
  const { certifications, onDate, quantity, valueGbp } = plan.requirement;
  const batch = quantity?.batch ?? null;
  return [
    ...certifications
      .filter(({ importance }) => importance === 'required')
      .map((wanted) => index.certificateHolders(wanted, onDate)),
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

/** How many bits are set. */
export function countBits(words: Uint32Array): number {
  let count = 0;
  for (const word of words) count += bitCount(word);
  return count;
}

/** Calls `use` with each set bit, lowest first. */
export function eachBit(words: Uint32Array, use: (slot: number) => void): void {
  for (let at = 0; at < words.length; at += 1) {
    for (let word = words[at]!; word !== 0; word &= word - 1) use((at << 5) + 31 - Math.clz32(word & -word));
  }
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
