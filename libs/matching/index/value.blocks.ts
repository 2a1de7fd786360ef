/**
 * Counts which values many slots have. Slots of one trade stand side by side, so that results come in runs: of each block
 * of 128 slots it is known which values anybody there has, and by bits who. Those found there are counted by the bits that
 * they share with each value, and where they are few by their own lists.
 */
import { BLOCK, BLOCK_BITS, BLOCK_WORDS, BlockCounter } from './block.counter.js';

/** Lists of values by slot, each value once: from `starts` of the slot to that of the next. They are only added to. */
export interface ValueLists {
  readonly starts: { readonly data: Int32Array; readonly length: number };
  readonly ids: { readonly data: Uint16Array };
}

export class ValueBlocks {
  private readonly counter = new BlockCounter();
  private blocks = 0;
  /** By value: the block it was seen in last, and its place there. */
  private seenIn = new Int32Array(0);
  private places = new Int32Array(0);

  constructor(private readonly lists: ValueLists) {}

  /** How many of those found, a bit a slot, have each of `values` values. */
  count(found: Uint32Array, values: number): Int32Array {
    this.extend(values);
    const { counts, few } = this.counter.count(found, values);
    for (const block of few) this.countLists(found, BLOCK_WORDS * block, BLOCK_WORDS * (block + 1), counts);
    this.countLists(found, BLOCK_WORDS * this.blocks, found.length, counts);
    return counts.slice(0, values);
  }

  /** Adds up the lists of those found in some words. */
  private countLists(found: Uint32Array, first: number, last: number, counts: Int32Array): void {
    const starts = this.lists.starts.data;
    const ids = this.lists.ids.data;
    for (let at = first; at < last; at += 1) {
      for (let word = found[at]!; word !== 0; word &= word - 1) {
        const slot = (at << 5) + 31 - Math.clz32(word & -word);
        const end = starts[slot + 1]!;
        for (let place = starts[slot]!; place < end; place += 1) counts[ids[place]!]! += 1;
      }
    }
  }

  /** Takes in the blocks that have filled since. */
  private extend(values: number): void {
    const blocks = (this.lists.starts.length - 1) >>> BLOCK_BITS;
    if (blocks === this.blocks) return;
    if (this.places.length < values) {
      this.seenIn = new Int32Array(values);
      this.places = new Int32Array(values);
    }
    this.seenIn.fill(-1);
    const known = this.counter.blocks;
    const from = widened(known.from, blocks + 1);
    const lengths = widened(known.lengths, blocks);
    const starts = this.lists.starts.data;
    for (let block = this.blocks; block < blocks; block += 1) {
      from[block + 1] = from[block]! + this.countValues(block);
      lengths[block] = starts[(block + 1) << BLOCK_BITS]! - starts[block << BLOCK_BITS]!;
    }
    const held = widened(known.values, from[blocks]!);
    const masks = widened(known.masks, BLOCK_WORDS * from[blocks]!);
    this.seenIn.fill(-1);
    for (let block = this.blocks; block < blocks; block += 1) this.addBlock(block, from[block]!, held, masks);
    this.counter.hold({ from, lengths, values: held, masks });
    this.blocks = blocks;
  }

  /** How many different values a block has. */
  private countValues(block: number): number {
    const { seenIn } = this;
    const starts = this.lists.starts.data;
    const ids = this.lists.ids.data;
    const end = starts[(block + 1) << BLOCK_BITS]!;
    let count = 0;
    for (let at = starts[block << BLOCK_BITS]!; at < end; at += 1) {
      if (seenIn[ids[at]!] === block) continue;
      seenIn[ids[at]!] = block;
      count += 1;
    }
    return count;
  }

  /** Writes the values of one block from `next` on. */
  private addBlock(block: number, next: number, values: Uint16Array, masks: Int32Array): void {
    const starts = this.lists.starts.data;
    const ids = this.lists.ids.data;
    const { seenIn, places } = this;
    for (let bit = 0; bit < BLOCK; bit += 1) {
      const slot = (block << BLOCK_BITS) + bit;
      for (let at = starts[slot]!; at < starts[slot + 1]!; at += 1) {
        const value = ids[at]!;
        if (seenIn[value] !== block) {
          seenIn[value] = block;
          places[value] = next;
          values[next++] = value;
        }
        masks[BLOCK_WORDS * places[value]! + (bit >>> 5)]! |= 1 << (bit & 31);
      }
    }
  }
}

function widened<T extends Int32Array | Uint16Array>(array: T, length: number): T {
  const wider = new (array.constructor as new (length: number) => T)(length);
  wider.set(array);
  return wider;
}
