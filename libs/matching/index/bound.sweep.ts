/**
 * The bounds of many candidates in one pass over the slots: by a kernel of every slot, 16 at once, or by plain code of those
 * asked about. What the kernel reads of each slot stands in its memory, some nine bytes.
 */
import { withSpare, wordsFor } from '../model/growable.arrays.js';
import { boundSweepKernel } from '../kernels/bound.sweep.kernel.js';
import { kernelMemory, openKernel } from '../kernels/kernel.loader.js';
import { MemoryLayout } from '../kernels/memory.layout.js';
import { VALUE_MAX } from '../model/scoring.constants.js';
import { capabilityIn } from './need.sets.js';
import { SECTOR_SETS, type SupplierColumns } from './supplier.columns.js';

/** Places of arrays in bytes, as the kernel names them. */
interface SweepKernel {
  boundSlots(
    bits: number,
    end: number,
    worth: number,
    sums: number,
    sectors: number,
    standing: number,
    table: number,
    early: number,
    late: number,
    others: number,
    least: number,
    termWorth: number,
    scratch: number,
    slots: number,
    bounds: number,
    texts: number,
  ): number;
}

/** What a candidate earns at most beside its words, its capability, sectors and standing by these weights. */
export interface SweepWeights {
  capability: number;
  sector: number;
  standing: number;
  text: number;
  /** Of each set of sectors its value, 0..255. */
  sectorValues: Int32Array;
  /** What a unit of the sum of words adds to the value of the text criterion. */
  termWorth: number;
  others: number;
  /** Who cannot reach it is left out. */
  least: number;
}

/** Side by side, of those found: the most that each can score, and of it what its words can earn. */
export interface Bounds {
  slots: Int32Array;
  bounds: Int32Array;
  texts: Int32Array;
}

/** What is copied of suppliers: it never changes of a slot. */
type Facts = Pick<SupplierColumns, 'sectors' | 'standing'>;

/** A step of the kernel, so that it reads nothing beyond the room. */
const STEP = 32;
const SCRATCH = 96;
/** Single precision may round a value down by less: a bound is rather too high. */
const ROUNDED = 1 + 2 ** -20;
const HALF = 16;

export class BoundSweep {
  /** Σ weight × impact of words by slot: whoever sums them writes here. */
  sums: Int32Array = new Int32Array(0);
  private kernel: SweepKernel | undefined;
  private bits: Uint32Array = new Uint32Array(0);
  private worth: Uint16Array = new Uint16Array(0);
  private sectors: Uint8Array = new Uint8Array(0);
  private standing: Uint8Array = new Uint8Array(0);
  private table: Uint8Array = new Uint8Array(0);
  private scratch: Uint8Array = new Uint8Array(0);
  private slots: Int32Array = new Int32Array(0);
  private bounds: Int32Array = new Int32Array(0);
  private texts: Int32Array = new Int32Array(0);
  /** Of whom sectors and standing were copied, and up to which slot; and the worth that stands here. */
  private copied: Facts | null = null;
  private copiedTo = 0;
  private held: Uint16Array | null = null;

  /** Room for sums of so many slots; those there were are lost where there was less. */
  sumsFor(slots: number): Int32Array {
    if (this.sums.length < slots) this.move(Math.ceil(withSpare(slots) / STEP) * STEP);
    return this.sums;
  }

  /**
   * Puts those of the slots below `upTo` that are set in `bits`, `but` for some, and can score at least `least` into `found`, in order;
   * returns how many. `upTo` is a multiple of 32, and sums are known below it. `isKept` says that `worth` stays as it is while it is the same array.
   */
  sweep(
    columns: Facts,
    bits: Uint32Array,
    but: readonly number[],
    upTo: number,
    worth: Uint16Array,
    isKept: boolean,
    weights: SweepWeights,
    found: Bounds,
  ): number {
    this.sumsFor(upTo);
    const { kernel, slots, bounds, texts } = this;
    this.bits.set(bits.subarray(0, upTo / STEP));
    for (const slot of but) this.bits[slot >>> 5]! &= ~(1 << (slot & 31));
    if (!kernel) return this.sweepPlainly(columns, upTo, worth, weights, found);
    if (this.held !== worth) this.worth.set(worth.subarray(0, upTo));
    this.held = isKept ? worth : null;
    this.copy(columns, upTo);
    this.table.set(weights.sectorValues);
    const count = kernel.boundSlots(
      this.bits.byteOffset,
      this.bits.byteOffset + upTo / 8,
      this.worth.byteOffset,
      this.sums.byteOffset,
      this.sectors.byteOffset,
      this.standing.byteOffset,
      this.table.byteOffset,
      weights.capability | (weights.sector << HALF),
      weights.standing | (weights.text << HALF),
      weights.others,
      weights.least,
      weights.termWorth * ROUNDED,
      this.scratch.byteOffset,
      slots.byteOffset,
      bounds.byteOffset,
      texts.byteOffset,
    );
    found.slots.set(slots.subarray(0, count));
    found.bounds.set(bounds.subarray(0, count));
    found.texts.set(texts.subarray(0, count));
    return count;
  }

  private sweepPlainly(
    columns: Facts,
    upTo: number,
    worth: Uint16Array,
    { capability, sector, standing, text, sectorValues, others, least, ...weights }: SweepWeights,
    { slots, bounds, texts }: Bounds,
  ): number {
    const { bits, sums } = this;
    const sectors = columns.sectors.data;
    const standings = columns.standing.data;
    const termWorth = weights.termWorth * ROUNDED;
    const sectorWorths = sectorValues.map((value) => sector * value);
    // Most are out by capability and words alone, whatever sectors and standing add.
    const early = least - others - VALUE_MAX * (sector + standing);
    const words = upTo / STEP;
    let count = 0;
    for (let at = 0; at < words; at += 1) {
      for (let word = bits[at]!; word !== 0; word &= word - 1) {
        const slot = (at << 5) + 31 - Math.clz32(word & -word);
        // Compared before it is cut to an integer: sums of many words can be worth more than those hold.
        const said = sums[slot]! * termWorth;
        const earned = text * (said < VALUE_MAX ? said | 0 : VALUE_MAX);
        const sure = earned + capability * capabilityIn(worth[slot]!);
        if (sure < early) continue;
        const bound = others + sure + sectorWorths[sectors[slot]!]! + standing * standings[slot]!;
        if (bound < least) continue;
        slots[count] = slot;
        bounds[count] = bound;
        texts[count] = earned;
        count += 1;
      }
    }
    return count;
  }

  private copy(columns: Facts, upTo: number): void {
    const from = this.copied === columns ? this.copiedTo : 0;
    if (from < upTo) {
      this.sectors.set(columns.sectors.data.subarray(from, upTo), from);
      this.standing.set(columns.standing.data.subarray(from, upTo), from);
    }
    this.copied = columns;
    this.copiedTo = Math.max(from, upTo);
  }

  /** Everything anew in a memory with room for so many slots. */
  private move(room: number): void {
    const bytes = room * (4 * 4 + 2 + 1 + 1) + room / 8 + SECTOR_SETS + SCRATCH;
    const memory = kernelMemory(bytes);
    const layout = new MemoryLayout(memory.buffer);
    this.sums = layout.ints(room);
    this.slots = layout.ints(room);
    this.bounds = layout.ints(room);
    this.texts = layout.ints(room);
    this.worth = layout.shorts(room);
    this.sectors = layout.bytes(room);
    this.standing = layout.bytes(room);
    this.table = layout.bytes(SECTOR_SETS);
    this.scratch = layout.bytes(SCRATCH);
    this.bits = layout.words(wordsFor(room));
    this.kernel = openKernel<SweepKernel>(boundSweepKernel, memory);
    [this.copied, this.held] = [null, null];
  }
}
