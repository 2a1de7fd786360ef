/** Slots as a list and as bits. */
import { bitCount, bitCountOfFour } from '../model/growable.arrays.js';

/** Slots found: few as a list in order, many as bits, and the other way too where someone asks for it. */
export class FoundSlots {
  constructor(
    readonly count: number,
    /** Bits there are in all, 32 a word. */
    private readonly words: number,
    private list: Int32Array | undefined,
    private set: Uint32Array | undefined,
  ) {}

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

  /** About so many of them, from words evenly apart, in order. */
  sample(wanted: number): Int32Array {
    const { bits } = this;
    const apart = Math.max(1, Math.floor(this.count / wanted));
    const sampled: number[] = [];
    for (let at = 0; at < bits.length; at += apart)
      for (let word = bits[at]!; word !== 0; word &= word - 1)
        sampled.push((at << 5) + 31 - Math.clz32(word & -word));
    return Int32Array.from(sampled);
  }

  has(slot: number): boolean {
    return (((this.bits[slot >>> 5] ?? 0) >>> (slot & 31)) & 1) !== 0;
  }

  /** Numbers of the stretches of slots, each as long as two to the power said, in which any lies. */
  stretches(power: number): number[] {
    const numbers: number[] = [];
    let last = -1;
    const note = (stretch: number): void => {
      if (stretch !== last) numbers.push((last = stretch));
    };
    if (this.list) for (const slot of this.list) note(slot >>> power);
    else this.bits.forEach((word, at) => word !== 0 && note(at >>> (power - 5)));
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

/** The slots of `count` bits that are set, in order. */
export function slotsIn(bits: Uint32Array, count: number): Int32Array {
  const slots = new Int32Array(count);
  let found = 0;
  for (let at = 0; found < count; at += 1)
    for (let word = bits[at]!; word !== 0; word &= word - 1)
      slots[found++] = (at << 5) + 31 - Math.clz32(word & -word);
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

/** Calls `use` with each set bit, lowest first. */
export function eachBit(words: Uint32Array, use: (slot: number) => void): void {
  for (let at = 0; at < words.length; at += 1) {
    for (let word = words[at]!; word !== 0; word &= word - 1) use((at << 5) + 31 - Math.clz32(word & -word));
  }
}
