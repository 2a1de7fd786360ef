/**
 * Slots by the size of a number that they state: who refuses an amount is then a stretch of them, and only those of its
 * own grade have to be compared with it.
 */

/** A grade is what a number of single precision begins with: its exponent and four more bits, some six per cent. */
const GRADE_SHIFT = 19;
const single = new Float32Array(1);
const bitsOfSingle = new Uint32Array(single.buffer);
const GRADES = (0x7f800000 >>> GRADE_SHIFT) + 1;

/** Never less for a greater number. */
function gradeOf(number: number): number {
  single[0] = Math.max(0, number);
  return bitsOfSingle[0]! >>> GRADE_SHIFT;
}

export class GradedSlots {
  private readonly starts = new Int32Array(GRADES + 1);
  /** Those that state nothing are in none of the grades. */
  private readonly slots: Int32Array;

  /** Grades number `place` of `width` numbers a slot, of the first `count` slots; NaN is not stated. */
  constructor(
    private readonly data: Float64Array,
    private readonly width: number,
    private readonly place: number,
    private readonly count: number,
  ) {
    const { starts } = this;
    const grades = new Int16Array(count).fill(-1);
    for (let slot = 0; slot < count; slot += 1) {
      const number = data[width * slot + place]!;
      if (Number.isNaN(number)) continue;
      grades[slot] = gradeOf(number);
      starts[grades[slot]! + 1]! += 1;
    }
    for (let grade = 0; grade < GRADES; grade += 1) starts[grade + 1]! += starts[grade]!;
    this.slots = new Int32Array(starts[GRADES]!);
    const next = starts.slice();
    for (let slot = 0; slot < count; slot += 1)
      if (grades[slot]! >= 0) this.slots[next[grades[slot]!]!++] = slot;
  }

  /** Clears the bits of those whose number is too small for an amount; returns how many slots were looked at. */
  clearBelow(
    amount: number,
    words: Uint32Array,
    refuses: (amount: number, number: number) => boolean,
  ): number {
    const own = gradeOf(amount);
    this.clear(words, 0, this.starts[own]!);
    return this.clearOwn(amount, own, words, refuses);
  }

  /** The same of those whose number is too large. */
  clearAbove(
    amount: number,
    words: Uint32Array,
    refuses: (amount: number, number: number) => boolean,
  ): number {
    const own = gradeOf(amount);
    this.clear(words, this.starts[own + 1]!, this.slots.length);
    return this.clearOwn(amount, own, words, refuses);
  }

  private clear(words: Uint32Array, from: number, to: number): void {
    const { slots } = this;
    for (let at = from; at < to; at += 1) words[slots[at]! >>> 5]! &= ~(1 << (slots[at]! & 31));
  }

  private clearOwn(
    amount: number,
    own: number,
    words: Uint32Array,
    refuses: (amount: number, number: number) => boolean,
  ): number {
    const { slots, data, width, place } = this;
    for (let at = this.starts[own]!; at < this.starts[own + 1]!; at += 1) {
      const slot = slots[at]!;
      if (refuses(amount, data[width * slot + place]!)) words[slot >>> 5]! &= ~(1 << (slot & 31));
    }
    return this.count;
  }
}
