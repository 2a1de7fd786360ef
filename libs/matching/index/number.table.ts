const LEAST = 64;
const FREE = -1;

/**
 * Whole numbers by whole numbers, both from 0 to 2^31 - 1, in typed arrays of 8 bytes a place: a `Map` of as many takes
 * some five times as much, and its numbers may have gaps of any size, which an array by number would have to hold.
 * Open addressing with linear probing; what is taken out is closed up, so that nothing is left of it.
 */
export class NumberTable {
  private keys = new Int32Array(LEAST).fill(FREE);
  private values = new Int32Array(LEAST);
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** The number at a key, or -1. */
  get(key: number): number {
    const at = this.find(key);
    return this.keys[at] === FREE ? -1 : this.values[at]!;
  }

  /** @throws RangeError for a key or a value that is no whole number from 0 to 2^31 - 1 */
  set(key: number, value: number): void {
    if (key !== (key & 0x7fffffff) || value !== (value & 0x7fffffff))
      throw new RangeError(`${key} → ${value}: not two whole numbers from 0 to 2^31 - 1`);
    let at = this.find(key);
    if (this.keys[at] === FREE) {
      if ((this.count + 1) * 4 > this.keys.length * 3) {
        this.resize(this.keys.length * 2);
        at = this.find(key);
      }
      this.count += 1;
      this.keys[at] = key;
    }
    this.values[at] = value;
  }

  delete(key: number): void {
    const { keys, values } = this;
    const mask = keys.length - 1;
    let hole = this.find(key);
    if (keys[hole] === FREE) return;
    this.count -= 1;
    // Whoever was put further on because of the one that goes moves up, as long as that is not before his own place.
    for (let at = (hole + 1) & mask; keys[at] !== FREE; at = (at + 1) & mask) {
      const home = placeOf(keys[at]!, mask);
      if (((at - home) & mask) < ((at - hole) & mask)) continue;
      keys[hole] = keys[at]!;
      values[hole] = values[at]!;
      hole = at;
    }
    keys[hole] = FREE;
  }

  clear(): void {
    this.keys = new Int32Array(LEAST).fill(FREE);
    this.values = new Int32Array(LEAST);
    this.count = 0;
  }

  /** Where a key stands, or the free place where it would. */
  private find(key: number): number {
    const { keys } = this;
    const mask = keys.length - 1;
    let at = placeOf(key, mask);
    while (keys[at] !== FREE && keys[at] !== key) at = (at + 1) & mask;
    return at;
  }

  private resize(places: number): void {
    const { keys, values } = this;
    this.keys = new Int32Array(places).fill(FREE);
    this.values = new Int32Array(places);
    keys.forEach((key, from) => {
      if (key === FREE) return;
      const at = this.find(key);
      this.keys[at] = key;
      this.values[at] = values[from]!;
    });
  }
}

const placeOf = (key: number, mask: number): number => {
  const mixed = Math.imul(key, 0x9e3779b1);
  return (mixed ^ (mixed >>> 15)) & mask;
};
