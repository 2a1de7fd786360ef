/** Who has it: for each capability or term the slots of its suppliers, one after another, in slot order. */
import { type Growable, sharedBytes, sharedInts } from '../model/growable.arrays.js';

/** Immutable lists in three arrays: list `id` stands at `starts[id]` up to `starts[id + 1]`. */
export interface PostingLists {
  starts: Int32Array;
  slots: Int32Array;
  strengths: Uint8Array;
}

export const NO_POSTINGS: PostingLists = {
  starts: new Int32Array(1),
  slots: new Int32Array(0),
  strengths: new Uint8Array(0),
};

/** Number of a list and a strength in one integer: what the suppliers have, slot after slot. */
export const toEntry = (list: number, strength: number): number => (list << STRENGTH_BITS) | strength;
export const listOf = (entry: number): number => entry >>> STRENGTH_BITS;
export const strengthOf = (entry: number): number => entry & STRENGTH_MASK;
const STRENGTH_BITS = 8;
const STRENGTH_MASK = 255;

/** Entries in one step: about half a millisecond. */
const SLICE = 50_000;

/** Turns the entries of `slots` suppliers into postings of `lists` lists: two counting passes, in slices. */
export function* turnRound(
  from: Growable<Int32Array>,
  entries: Growable<Int32Array>,
  slots: number,
  lists: number,
): Generator<void, PostingLists> {
  const count = slots > 0 ? from.data[slots]! : 0;
  const starts = sharedInts(lists + 1);
  for (let first = 0; first < count; first += SLICE) {
    const { data } = entries;
    const end = Math.min(count, first + SLICE);
    for (let at = first; at < end; at += 1) starts[listOf(data[at]!) + 1]! += 1;
    yield;
  }
  for (let id = 0; id < lists; id += 1) starts[id + 1]! += starts[id]!;
  const next = starts.slice(0, lists);
  const posted = { starts, slots: sharedInts(count), strengths: sharedBytes(count) };
  for (let slot = 0; slot < slots;) {
    slot = placeSome(from.data, entries.data, slot, slots, next, posted);
    yield;
  }
  return posted;
}

/** Places the entries of one slice of slots; returns the first slot that is left. */
function placeSome(
  from: Int32Array,
  entries: Int32Array,
  first: number,
  slots: number,
  next: Int32Array,
  posted: PostingLists,
): number {
  const most = from[first]! + SLICE;
  let slot = first;
  for (; slot < slots && from[slot]! < most; slot += 1) {
    for (let at = from[slot]!; at < from[slot + 1]!; at += 1) {
      const place = next[listOf(entries[at]!)]!++;
      posted.slots[place] = slot;
      posted.strengths[place] = strengthOf(entries[at]!);
    }
  }
  return slot;
}
