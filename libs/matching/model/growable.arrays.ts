/**
 * Typed arrays that grow by half, and bit sets over slots: the columns of the index. They stand in shared memory, so
 * that other threads can read them without a copy.
 */
type Numbers = Uint8Array | Uint16Array | Int32Array | Float64Array;

/** One column as another thread or a file takes it: what is used, and the room it stands in. */
export interface ColumnImage<T extends Numbers = Numbers> {
  data: T;
  length: number;
}

export class Growable<T extends Numbers> {
  length = 0;
  constructor(public data: T) {}

  push(value: number): void {
    if (this.length === this.data.length) this.reserve(this.length + 1);
    this.data[this.length++] = value;
  }

  /** Appends a stretch of another column. */
  pushFrom(other: Growable<T>, from: number, to: number): void {
    this.reserve(this.length + to - from);
    const { data } = other;
    for (let at = from; at < to; at += 1) this.data[this.length++] = data[at]!;
  }

  /** Makes room for `least` values in all. */
  reserve(least: number): void {
    if (least <= this.data.length) return;
    const make = this.data.constructor as ArrayMaker<T>;
    const wider = shared(
      make,
      Math.max(least, this.length > 0 ? Math.ceil(this.data.length * GROWTH) : 0, 4),
    );
    wider.set(this.data.subarray(0, this.length));
    this.data = wider;
  }

  image(): ColumnImage<T> {
    return { data: this.data, length: this.length };
  }

  /** Takes the place of the column an image was made of; the memory is shared. */
  adopt({ data, length }: ColumnImage): void {
    this.data = data as T;
    this.length = length;
  }
}

interface ArrayMaker<T extends Numbers> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike): T;
}
const shared = <T extends Numbers>(make: ArrayMaker<T>, room: number): T =>
  new make(new SharedArrayBuffer(room * make.BYTES_PER_ELEMENT));

const GROWTH = 1.5;
/** Room kept for suppliers to come: one in so many. */
const SPARE_PART = 50;
export const withSpare = (length: number): number => length + Math.ceil(length / SPARE_PART) + 16;

export const growableBytes = (room = 16): Growable<Uint8Array> => new Growable(sharedBytes(room));
export const growableShorts = (room = 16): Growable<Uint16Array> =>
  new Growable(shared<Uint16Array>(Uint16Array, room));
export const growableInts = (room = 16): Growable<Int32Array> => new Growable(sharedInts(room));
export const growableFloats = (room = 16): Growable<Float64Array> =>
  new Growable(shared<Float64Array>(Float64Array, room));
export const sharedBytes = (room: number): Uint8Array => shared<Uint8Array>(Uint8Array, room);
export const sharedInts = (room: number): Int32Array => shared<Int32Array>(Int32Array, room);

/** Words of 32 bits that hold one bit for each of `bits` slots. */
export const wordsFor = (bits: number): number => (bits + 31) >>> 5;

/** One bit a slot, in memory of this thread's own. Bits beyond what was ever set read as 0. */
export class BitColumn {
  words = new Uint32Array(4);

  set(bit: number): void {
    const word = bit >>> 5;
    if (word >= this.words.length) {
      const wider = new Uint32Array(Math.max(word + 1, Math.ceil(this.words.length * GROWTH)));
      wider.set(this.words);
      this.words = wider;
    }
    this.words[word]! |= 1 << (bit & 31);
  }

  clear(bit: number): void {
    if (bit >>> 5 < this.words.length) this.words[bit >>> 5]! &= ~(1 << (bit & 31));
  }

  has(bit: number): boolean {
    return ((this.words[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0;
  }
}

/** Bits that are set in one word. */
export function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Bits that are set in four words together. */
export function bitCountOfFour(a: number, b: number, c: number, d: number): number {
  const both = nibbles(a) + nibbles(b);
  const others = nibbles(c) + nibbles(d);
  const bytes =
    (both & 0x0f0f0f0f) + ((both >>> 4) & 0x0f0f0f0f) + (others & 0x0f0f0f0f) + ((others >>> 4) & 0x0f0f0f0f);
  return Math.imul(bytes, 0x01010101) >>> 24;
}

/** Bits set in every four of a word. */
function nibbles(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  return (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
}
