/** Finds, bit by bit, the suppliers that meet the needs of a plan and its hard conditions. */
import { bitCount, wordsFor } from './growable.arrays.js';
import type { MatchIndex } from './match.index.js';
import type { NeedColumn } from './need.fitting.js';
import type { RequirementPlan } from './requirement.plan.js';

/** The columns of a plan's needs, in their order. */
export function needColumnsOf(index: MatchIndex, plan: RequirementPlan): NeedColumn[] {
  return plan.needs.map((need) => index.needColumns.of(need, plan));
}

/**
 * Bits of the live suppliers that take work, take the lot, turn over enough, hold what is required (in date or not) and
 * meet every must, or one of those of which one is enough.
 */
export function findMeetingMusts(
  index: MatchIndex,
  plan: RequirementPlan,
  columns: readonly NeedColumn[],
): Uint32Array {
  const found = everyone(index);
  let either: Uint32Array | undefined;
  plan.needs.forEach((need, at) => {
    const { met } = columns[at]!;
    if (need.any) {
      either ??= new Uint32Array(found.length);
      unite(either, met);
    } else if (need.importance === 'must') intersect(found, met);
  });
  if (either) intersect(found, either);
  const { certifications, onDate, quantity, valueGbp } = plan.requirement;
  for (const wanted of certifications) {
    if (wanted.importance === 'required') intersect(found, index.certificateHolders(wanted, onDate));
  }
  const batch = quantity?.batch ?? null;
  if (batch !== null) intersect(found, index.capacity.takingLot(batch));
  if (valueGbp !== null) intersect(found, index.capacity.affording(valueGbp));
  intersect(found, index.columns.accepting.words);
  return found;
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

/** The set bits, lowest first. */
export function slotsOf(words: Uint32Array): Int32Array {
  const slots = new Int32Array(countBits(words));
  let count = 0;
  for (let at = 0; at < words.length; at += 1) {
    for (let word = words[at]!; word !== 0; word &= word - 1)
      slots[count++] = (at << 5) + 31 - Math.clz32(word & -word);
  }
  return slots;
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
