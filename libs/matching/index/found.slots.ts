/** Slots as a list and as bits. */
import { bitCount, bitCountOfFour, withSpare, wordsFor } from '../model/growable.arrays.js';

/** Where one in so many suppliers is found that is many: bits serve better than a list. */
export const MANY_PART = 32;

let fresh = new Int32Array(0);

/** Slots found: few as a list in order, many as bits, and the other way too where someone asks for it. */
export class FoundSlots {
  constructor(
    readonly count: number,
    /** Bits there are in all, 32 a word. */
    private readonly words: number,
    private list: Int32Array | undefined,
    private set: Uint32Array | undefined,
  ) {}

  /** Those in a list, of so many slots there are in all. */
  static of(list: Int32Array, slots: number): FoundSlots {
    return new FoundSlots(list.length, wordsFor(slots), list, undefined);
  }

  get slots(): Int32Array {
    return (this.list ??= slotsIn(this.bits, this.count));
  }

  get bits(): Uint32Array {
    return (this.set ??= bitsOf(this.slots, this.count, this.words));
  }

  /** Those from a slot on that begins a word. */
  slotsFrom(first: number): Int32Array {
    const bits = this.bits.subarray(first >>> 5);
    return slotsIn(bits, countBits(bits)).map((slot) => first + slot);
  }

  has(slot: number): boolean {
    return (((this.bits[slot >>> 5] ?? 0) >>> (slot & 31)) & 1) !== 0;
  }

  /** Those of them that are not set in `known` yet, in order; they are set there. Good until the next call. */
  addTo(known: Uint32Array): Int32Array {
    if (fresh.length < this.count) fresh = new Int32Array(withSpare(this.count));
    let count = 0;
    if (this.list) {
      for (const slot of this.list) {
        const bit = 1 << (slot & 31);
        if ((known[slot >>> 5]! & bit) !== 0) continue;
        known[slot >>> 5]! |= bit;
        fresh[count++] = slot;
      }
    } else {
      const { bits } = this;
      for (let at = 0; at < bits.length; at += 1) {
        let word = bits[at]! & ~known[at]!;
        if (word === 0) continue;
        known[at]! |= word;
        for (; word !== 0; word &= word - 1) fresh[count++] = (at << 5) + 31 - Math.clz32(word & -word);
      }
    }
    return fresh.subarray(0, count);
  }

  /** Numbers of the stretches of slots, each as long as two to the power said, in which any lies. */
  stretches(power: number): number[] {
    const numbers: number[] = [];
    if (this.list) {
      let last = -1;
      for (const slot of this.list) {
        const stretch = slot >>> power;
        if (stretch !== last) numbers.push((last = stretch));
      }
      return numbers;
    }
    const { bits } = this;
    const words = 1 << (power - 5);
    for (let first = 0; first < bits.length; first += words) {
      const end = Math.min(first + words, bits.length);
      let at = first;
      while (at < end && bits[at] === 0) at += 1;
      if (at < end) numbers.push(first / words);
    }
    return numbers;
  }

  /** Those of them that pass. */
  filter(passes: (slot: number) => boolean): FoundSlots {
    const slots = this.slots.filter(passes);
    return new FoundSlots(slots.length, this.words, slots, undefined);
  }
}

/** Bits of the first `count` slots of a list, in so many words. */
export function bitsOf(slots: Int32Array, count: number, words: number): Uint32Array {
  const bits = new Uint32Array(words);
  for (let at = 0; at < count; at += 1) bits[slots[at]! >>> 5]! |= 1 << (slots[at]! & 31);
  return bits;
}

/** The slots of `count` bits that are set, in order; of the words of these numbers, or of all from the first on. */
export function slotsIn(bits: Uint32Array, count: number, numbers: Int32Array | null = null): Int32Array {
  const slots = new Int32Array(count);
  let found = 0;
  for (let place = 0; found < count; place += 1) {
    const first = (numbers ? numbers[place]! : place) << 5;
    for (let word = bits[place]!; word !== 0; word &= word - 1)
      slots[found++] = first + 31 - Math.clz32(word & -word);
  }
  return slots;
}

/** How many bits are set. */
export function countBits(words: Uint32Array): number {
  let count = 0;
  let at = 0;
  for (; at + 4 <= words.length; at += 4)
    count += bitCountOfFour(words[at]!, words[at + 1]!, words[at + 2]!, words[at + 3]!);
  for (; at < words.length; at += 1) count += bitCount(words[at]!);
  return count;
}

/** How many bits both have. */
export function countShared(some: Uint32Array, others: Uint32Array): number {
  const words = Math.min(some.length, others.length);
  let count = 0;
  let at = 0;
  for (; at + 4 <= words; at += 4)
    count += bitCountOfFour(
      some[at]! & others[at]!,
      some[at + 1]! & others[at + 1]!,
      some[at + 2]! & others[at + 2]!,
      some[at + 3]! & others[at + 3]!,
    );
  for (; at < words; at += 1) count += bitCount(some[at]! & others[at]!);
  return count;
}

/** Calls `use` with each set bit, lowest first. */
export function eachBit(words: Uint32Array, use: (slot: number) => void): void {
  for (let at = 0; at < words.length; at += 1) {
    for (let word = words[at]!; word !== 0; word &= word - 1) use((at << 5) + 31 - Math.clz32(word & -word));
  }
}
