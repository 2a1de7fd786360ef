/**
 * Counts which values many slots have. Slots of one trade stand side by side, so that results come in runs: of each block
 * of 32 slots it is known which values anybody there has, and by bits who. A run is counted by the bits that it shares
 * with each value, and a lone slot by its own list.
 */
import { bitCount } from './growable.arrays.js';
import { kernelMemory, openKernel, reserveBytes } from './kernels/kernel.loader.js';
import { valueBlocksKernel } from './kernels/value.blocks.kernel.js';

/** Lists of values by slot, each value once: from `starts` of the slot to that of the next. They are only added to. */
export interface ValueLists {
  readonly starts: { readonly data: Int32Array; readonly length: number };
  readonly ids: { readonly data: Uint16Array };
}

const BLOCK_BITS = 5;
const BLOCK = 1 << BLOCK_BITS;
/** Bits shared with one value cost as much as so many entries of lists. */
const ENTRIES_A_VALUE = 1.6;

/** Places of arrays in bytes; a run is the number of a block and the bits of the slots found in it. */
interface BlocksKernel {
  countRuns(run: number, end: number, from: number, values: number, masks: number, counts: number): void;
}

/** What is known of blocks, in memory of a kernel where there is one, and working memory. */
class BlockArrays {
  /** Values of a block, and who has each: from `from` of the block to that of the next. */
  from: Int32Array = new Int32Array(1);
  values: Uint16Array = new Uint16Array(0);
  masks: Int32Array = new Int32Array(0);
  runs: Int32Array = new Int32Array(0);
  counts: Int32Array = new Int32Array(0);
  private readonly memory = kernelMemory(0);
  private readonly kernel = openKernel<BlocksKernel>(valueBlocksKernel, this.memory);

  /** Takes the place of what was known before. */
  hold(from: Int32Array, values: Uint16Array, masks: Int32Array): void {
    Object.assign(this, { from, values, masks, runs: new Int32Array(2 * from.length) });
    if (this.kernel) this.move();
  }

  /** All counts at 0 for so many values. */
  clear(values: number): void {
    if (this.counts.length >= values) {
      this.counts.fill(0);
      return;
    }
    this.counts = new Int32Array(values);
    if (this.kernel) this.move();
  }

  /** Adds the first `count` runs to the counts. */
  countRuns(count: number): void {
    const { from, values, masks, runs, counts } = this;
    if (this.kernel) {
      const first = runs.byteOffset;
      this.kernel.countRuns(
        first,
        first + 2 * count * runs.BYTES_PER_ELEMENT,
        from.byteOffset,
        values.byteOffset,
        masks.byteOffset,
        counts.byteOffset,
      );
      return;
    }
    for (let run = 0; run < 2 * count; run += 2) {
      const bits = runs[run + 1]!;
      const end = from[runs[run]! + 1]!;
      for (let place = from[runs[run]!]!; place < end; place += 1)
        counts[values[place]!]! += bitCount(masks[place]! & bits);
    }
  }

  /** Moves everything to the memory of the kernel. */
  private move(): void {
    const { from, masks, runs, counts, values, memory } = this;
    // Those of four bytes first, so that each begins where it may. Copied, for they may stand there already.
    const ints = [from, masks, runs, counts].map((array) => array.slice());
    const shorts = values.slice();
    reserveBytes(
      memory,
      [...ints, shorts].reduce((sum, { byteLength }) => sum + byteLength, 0),
    );
    let at = 0;
    const placed = ints.map((array) => {
      const view = new Int32Array(memory.buffer, at, array.length);
      view.set(array);
      at += array.byteLength;
      return view;
    });
    [this.from, this.masks, this.runs, this.counts] = placed as [
      Int32Array,
      Int32Array,
      Int32Array,
      Int32Array,
    ];
    this.values = new Uint16Array(memory.buffer, at, shorts.length);
    this.values.set(shorts);
  }
}

export class ValueBlocks {
  private readonly known = new BlockArrays();
  private blocks = 0;
  private places = new Int32Array(0);

  constructor(private readonly lists: ValueLists) {}

  /** How many of the slots, given in order, have each of `values` values. */
  count(slots: Int32Array, values: number): Int32Array {
    this.extend(values);
    this.known.clear(values);
    const starts = this.lists.starts.data;
    const ids = this.lists.ids.data;
    const { blocks } = this;
    const { runs, counts } = this.known;
    let found = 0;
    for (let at = 0; at < slots.length;) {
      const block = slots[at]! >>> BLOCK_BITS;
      const first = at;
      let bits = 0;
      do bits |= 1 << (slots[at]! & (BLOCK - 1));
      while (++at < slots.length && slots[at]! >>> BLOCK_BITS === block);
      if (block < blocks && this.isWorthIt(block, at - first)) {
        runs[2 * found] = block;
        runs[2 * found + 1] = bits;
        found += 1;
        continue;
      }
      for (let of = first; of < at; of += 1) {
        const end = starts[slots[of]! + 1]!;
        for (let place = starts[slots[of]!]!; place < end; place += 1) counts[ids[place]!]! += 1;
      }
    }
    this.known.countRuns(found);
    return Int32Array.from(counts.subarray(0, values));
  }

  /** True where the lists of `count` slots of a block are likely longer than the values of all. */
  private isWorthIt(block: number, count: number): boolean {
    const starts = this.lists.starts.data;
    const entries = starts[(block + 1) << BLOCK_BITS]! - starts[block << BLOCK_BITS]!;
    return (
      ENTRIES_A_VALUE * (this.known.from[block + 1]! - this.known.from[block]!) * BLOCK < entries * count
    );
  }

  /** Takes in the blocks that have filled since. */
  private extend(values: number): void {
    const blocks = (this.lists.starts.length - 1) >>> BLOCK_BITS;
    if (blocks === this.blocks) return;
    const starts = this.lists.starts.data;
    const { known } = this;
    const had = known.from[this.blocks]!;
    const most = had + starts[blocks << BLOCK_BITS]! - starts[this.blocks << BLOCK_BITS]!;
    if (this.places.length < values) this.places = new Int32Array(values);
    const from = widened(known.from, blocks + 1);
    const found = widened(known.values, most);
    const masks = widened(known.masks, most);
    let end = had;
    for (let block = this.blocks; block < blocks; block += 1) {
      end = this.addBlock(block, end, found, masks);
      from[block + 1] = end;
    }
    known.hold(from, found.slice(0, end), masks.slice(0, end));
    this.blocks = blocks;
  }

  /** Writes the values of one block from `end` on and returns the new end. */
  private addBlock(block: number, end: number, values: Uint16Array, masks: Int32Array): number {
    const starts = this.lists.starts.data;
    const ids = this.lists.ids.data;
    const { places } = this;
    const first = end;
    for (let bit = 0; bit < BLOCK; bit += 1) {
      const slot = (block << BLOCK_BITS) + bit;
      for (let at = starts[slot]!; at < starts[slot + 1]!; at += 1) {
        const value = ids[at]!;
        let place = places[value]!;
        if (place < first || place >= end || values[place] !== value) {
          place = places[value] = end++;
          values[place] = value;
        }
        masks[place]! |= 1 << bit;
      }
    }
    return end;
  }
}

function widened<T extends Int32Array | Uint16Array>(array: T, length: number): T {
  const wider = new (array.constructor as new (length: number) => T)(length);
  wider.set(array);
  return wider;
}
