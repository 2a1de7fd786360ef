/**
 * Counts which values many slots have. Slots of one trade stand side by side, so that results come in runs: of each block
 * of 32 slots it is known which values anybody there has, and by bits who. A run is counted by the bits that it shares
 * with each value, and a lone slot by its own list.
 */
import { bitCount } from './growable.arrays.js';

/** Lists of values by slot, each value once: from `starts` of the slot to that of the next. They are only added to. */
export interface ValueLists {
  readonly starts: { readonly data: Int32Array; readonly length: number };
  readonly ids: { readonly data: Uint16Array };
}

const BLOCK_BITS = 5;
const BLOCK = 1 << BLOCK_BITS;
/** Bits shared with one value cost as much as so many entries of lists. */
const ENTRIES_A_VALUE = 1.6;

export class ValueBlocks {
  /** Values of a block, and who has each: from `from` of the block to that of the next. */
  private from = new Int32Array(1);
  private values = new Uint16Array(0);
  private masks = new Int32Array(0);
  private blocks = 0;
  private places = new Int32Array(0);

  constructor(private readonly lists: ValueLists) {}

  /** How many of the slots, given in order, have each of `values` values. */
  count(slots: Int32Array, values: number): Int32Array {
    this.extend(values);
    const counts = new Int32Array(values);
    const starts = this.lists.starts.data;
    const ids = this.lists.ids.data;
    const { from, blocks, values: found, masks } = this;
    for (let at = 0; at < slots.length;) {
      const block = slots[at]! >>> BLOCK_BITS;
      const first = at;
      let bits = 0;
      do bits |= 1 << (slots[at]! & (BLOCK - 1));
      while (++at < slots.length && slots[at]! >>> BLOCK_BITS === block);
      if (block < blocks && this.isWorthIt(block, at - first)) {
        const end = from[block + 1]!;
        for (let place = from[block]!; place < end; place += 1)
          counts[found[place]!]! += bitCount(masks[place]! & bits);
        continue;
      }
      for (let of = first; of < at; of += 1) {
        const end = starts[slots[of]! + 1]!;
        for (let place = starts[slots[of]!]!; place < end; place += 1) counts[ids[place]!]! += 1;
      }
    }
    return counts;
  }

  /** True where the lists of `count` slots of a block are likely longer than the values of all. */
  private isWorthIt(block: number, count: number): boolean {
    const starts = this.lists.starts.data;
    const entries = starts[(block + 1) << BLOCK_BITS]! - starts[block << BLOCK_BITS]!;
    return ENTRIES_A_VALUE * (this.from[block + 1]! - this.from[block]!) * BLOCK < entries * count;
  }

  /** Takes in the blocks that have filled since. */
  private extend(values: number): void {
    const blocks = (this.lists.starts.length - 1) >>> BLOCK_BITS;
    if (blocks === this.blocks) return;
    const starts = this.lists.starts.data;
    const had = this.from[this.blocks]!;
    const most = had + starts[blocks << BLOCK_BITS]! - starts[this.blocks << BLOCK_BITS]!;
    this.from = widened(this.from, blocks + 1);
    if (this.places.length < values) this.places = new Int32Array(values);
    const found = { values: widened(this.values, most), masks: widened(this.masks, most) };
    let end = had;
    for (let block = this.blocks; block < blocks; block += 1) {
      end = this.addBlock(block, end, found.values, found.masks);
      this.from[block + 1] = end;
    }
    this.values = found.values.slice(0, end);
    this.masks = found.masks.slice(0, end);
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
