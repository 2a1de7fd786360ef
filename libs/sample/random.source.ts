/** Spreads the bits of a 32-bit number (the finaliser of MurmurHash3). */
function spread(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** A 32-bit hash of a short text; the same on every machine. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return spread(h);
}

/** Choices and the running totals of their weights, to draw from in logarithmic time. */
export interface Weighted<T> {
  items: readonly T[];
  totals: Float64Array;
}

/** @throws Error when no weight is positive: there would be nothing to draw */
export function weighted<T>(items: readonly T[], weightOf: (item: T) => number): Weighted<T> {
  const totals = new Float64Array(items.length);
  let total = 0;
  items.forEach((item, i) => {
    total += Math.max(0, weightOf(item));
    totals[i] = total;
  });
  if (!(total > 0)) throw new Error('A weighted choice needs at least one positive weight.');
  return { items, totals };
}

/**
 * A small fast generator (sfc32) for invented data: same seed, stream and index, same numbers, on every machine.
 * Each record has its own, so the first thousand of a million equal the first thousand of two thousand.
 * Not for secrets.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number, stream: string, index = 0) {
    this.#a = spread(seed ^ 0x9e3779b9);
    this.#b = hashText(stream);
    this.#c = spread(index + 0x6d2b79f5);
    for (let i = 0; i < 12; i += 1) this.uint32();
  }

  /** 0 … 2³² − 1. */
  uint32(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return sum >>> 0;
  }

  /** [0, 1). */
  real(): number {
    return this.uint32() / 0x1_0000_0000;
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.real() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.real() < probability;
  }

  /** @throws Error on an empty list */
  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.real() * items.length)];
    if (item === undefined) throw new Error('Nothing to pick from.');
    return item;
  }

  draw<T>(from: Weighted<T>): T {
    const target = this.real() * (from.totals.at(-1) ?? 0);
    let low = 0;
    let high = from.items.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((from.totals[middle] ?? 0) > target) high = middle;
      else low = middle + 1;
    }
    return from.items[low] as T;
  }

  /** `count` different items in random order, or all of them when there are fewer. */
  some<T>(items: readonly T[], count: number): T[] {
    const left = [...items];
    const taken: T[] = [];
    while (taken.length < count && left.length > 0) {
      const at = Math.floor(this.real() * left.length);
      taken.push(left[at] as T);
      left[at] = left.at(-1) as T;
      left.pop();
    }
    return taken;
  }

  /** A draw from the standard normal distribution (Box and Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.real())) * Math.cos(2 * Math.PI * this.real());
  }
}
