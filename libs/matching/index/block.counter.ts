/** Counts by blocks of 128 slots how many of those found have each value: in a kernel where there is one, else in plain code. */
import { kernelMemory, openKernel, reserveBytes } from '../kernels/kernel.loader.js';
import { bitCountOfFour } from '../model/growable.arrays.js';
import { valueBlocksKernel } from '../kernels/value.blocks.kernel.js';

export const BLOCK_BITS = 7;
export const BLOCK = 1 << BLOCK_BITS;
export const BLOCK_WORDS = BLOCK / 32;

/** What one value of a block costs in plain code, in 16ths of what an entry of a list does. In a kernel a list is never worth its while. */
const PLAIN_RATE = 8;

/** Places of arrays in bytes, as the kernel names them. */
interface BlocksKernel {
  countBlocks(found: number, end: number, from: number, values: number, masks: number, counts: number): void;
}

/** What is known of the blocks that are full. */
export interface FullBlocks {
  /** Where the values of each begin among all, and where the last ends. */
  from: Int32Array;
  /** Entries of its lists together. */
  lengths: Int32Array;
  values: Uint16Array;
  /** Who of the block has each value, in four words. */
  masks: Int32Array;
}

const NO_BLOCKS: FullBlocks = {
  from: new Int32Array(1),
  lengths: new Int32Array(0),
  values: new Uint16Array(0),
  masks: new Int32Array(0),
};

const NONE = new Int32Array(0);

export class BlockCounter {
  private known = NO_BLOCKS;
  /** Bits of the slots found in full blocks, counts by value, and blocks of which few are found. */
  private found: Int32Array = new Int32Array(0);
  private counts: Int32Array = new Int32Array(0);
  private few: Int32Array = new Int32Array(0);
  private readonly memory = kernelMemory(0);
  private readonly kernel = openKernel<BlocksKernel>(valueBlocksKernel, this.memory);

  get blocks(): FullBlocks {
    return this.known;
  }

  /** Takes the place of what was known before. */
  hold(known: FullBlocks): void {
    this.known = known;
    const blocks = known.lengths.length;
    this.found = new Int32Array(BLOCK_WORDS * blocks);
    this.few = new Int32Array(blocks);
    if (this.kernel) this.moveIn();
  }

  /**
   * Counts of `values` values over the full blocks of those found, a bit a slot; `few` are the blocks that plain code leaves out, for
   * their lists are shorter than their values. Both are good until the next call.
   */
  count(bits: Uint32Array, values: number): { counts: Int32Array; few: Int32Array } {
    if (this.counts.length < values) {
      this.counts = new Int32Array(values);
      if (this.kernel) this.moveIn();
    }
    const { found, counts, few } = this;
    counts.fill(0);
    found.set(bits.length > found.length ? bits.subarray(0, found.length) : bits);
    found.fill(0, Math.min(bits.length, found.length));
    if (this.kernel) {
      this.countInKernel(this.kernel);
      return { counts, few: NONE };
    }
    return { counts, few: few.subarray(0, this.countPlainly()) };
  }

  private countInKernel(kernel: BlocksKernel): void {
    const { found, counts } = this;
    const { from, values, masks } = this.known;
    kernel.countBlocks(
      found.byteOffset,
      found.byteOffset + found.byteLength,
      from.byteOffset,
      values.byteOffset,
      masks.byteOffset,
      counts.byteOffset,
    );
  }

  /** The same but for the blocks of which few are found; returns how many these are. */
  private countPlainly(): number {
    const { found, counts, few } = this;
    const { from, lengths, values, masks } = this.known;
    let left = 0;
    for (let block = 0; block < lengths.length; block += 1) {
      const [a, b, c, d] = [
        found[4 * block]!,
        found[4 * block + 1]!,
        found[4 * block + 2]!,
        found[4 * block + 3]!,
      ];
      if ((a | b | c | d) === 0) continue;
      const end = from[block + 1]!;
      let place = from[block]!;
      if (PLAIN_RATE * (end - place) * 8 > lengths[block]! * bitCountOfFour(a, b, c, d)) {
        few[left++] = block;
        continue;
      }
      for (; place < end; place += 1) {
        const at = 4 * place;
        counts[values[place]!]! += bitCountOfFour(
          a & masks[at]!,
          b & masks[at + 1]!,
          c & masks[at + 2]!,
          d & masks[at + 3]!,
        );
      }
    }
    return left;
  }

  /** Moves everything to the memory of the kernel. */
  private moveIn(): void {
    const { memory } = this;
    const { from, values, masks } = this.known;
    // Copied first, for they may stand there already. Those of four bytes come before the others, so that each begins where it may.
    const ints = [masks, from, this.found, this.counts].map((array) => array.slice());
    const shorts = values.slice();
    reserveBytes(
      memory,
      ints.reduce((sum, { byteLength }) => sum + byteLength, shorts.byteLength),
    );
    let at = 0;
    const placed = ints.map((array) => {
      const view = new Int32Array(memory.buffer, at, array.length);
      view.set(array);
      at += array.byteLength;
      return view;
    });
    const moved = new Uint16Array(memory.buffer, at, shorts.length);
    moved.set(shorts);
    this.known = { ...this.known, masks: placed[0]!, from: placed[1]!, values: moved };
    [this.found, this.counts] = [placed[2]!, placed[3]!];
  }
}
