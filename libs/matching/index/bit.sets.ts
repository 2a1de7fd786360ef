/** Sets of slots, a bit each, taken together: one set after another, for that is one short loop. */

const ALL_BITS = 0xffffffff;

/** The bits that all of some sets have, in so many words; at least one is given. A shorter set has none beyond its end. */
export function sharedBy([first, ...others]: readonly Uint32Array[], words: number): Uint32Array {
  const shared = new Uint32Array(words);
  shared.set(first!.length > words ? first!.subarray(0, words) : first!);
  for (const other of others) intersect(shared, other);
  return shared;
}

/** The bits that any of some sets has; at least one is given, and the first is as long as any. */
export function unionOf([first, ...others]: readonly Uint32Array[]): Uint32Array {
  if (others.length === 0) return first!;
  const union = first!.slice();
  for (const other of others) for (let at = 0; at < union.length; at += 1) union[at]! |= other[at]!;
  return union;
}

/** Numbers of the words in which any bit is set. */
export function filledWords(bits: Uint32Array): Int32Array {
  const numbers = new Int32Array(bits.length);
  let count = 0;
  for (let at = 0; at < bits.length; at += 1) {
    numbers[count] = at;
    count += bits[at] === 0 ? 0 : 1;
  }
  return numbers.slice(0, count);
}

/** What `sharedBy` gives in the words of these numbers alone, one after another. */
export function sharedAmong(sets: readonly Uint32Array[], numbers: Int32Array): Uint32Array {
  const shared = new Uint32Array(numbers.length).fill(ALL_BITS);
  for (const set of sets) {
    // The last number is the greatest: only a set that ends before it needs a look at where it ends.
    const isLong = set.length > (numbers.at(-1) ?? -1);
    if (isLong) for (let at = 0; at < numbers.length; at += 1) shared[at]! &= set[numbers[at]!]!;
    else for (let at = 0; at < numbers.length; at += 1) shared[at]! &= set[numbers[at]!] ?? 0;
  }
  return shared;
}

/** All the words there are, of which these alone have bits. */
export function spread(bits: Uint32Array, numbers: Int32Array, words: number): Uint32Array {
  const all = new Uint32Array(words);
  for (let at = 0; at < numbers.length; at += 1) all[numbers[at]!] = bits[at]!;
  return all;
}

/** Leaves the bits that another set has too; none beyond its end. */
export function intersect(into: Uint32Array, other: Uint32Array): void {
  const shared = Math.min(into.length, other.length);
  for (let at = 0; at < shared; at += 1) into[at]! &= other[at]!;
  into.fill(0, shared);
}
