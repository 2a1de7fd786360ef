/** Who can take a lot, and who turns over enough: bits of the slots, kept for the amounts asked about last. */
import { lotTooLarge, lotTooSmall, turnoverTooSmall } from '../scoring/criteria.scoring.js';
import { GradedSlots } from './graded.slots.js';
import { wordsFor } from '../model/growable.arrays.js';
import { BATCH_MAX, BATCH_MIN, SCALE_WIDTH, type SupplierColumns, TURNOVER } from './supplier.columns.js';

const KEPT_MOST = 800;
const WORD = 32;

interface Kept {
  words: Uint32Array;
  /** Slots below this have been looked at. */
  upTo: number;
}
type Amounts = Map<number, Kept>;

export class CapacityHolders {
  private readonly lots: Amounts = new Map();
  private readonly values: Amounts = new Map();

  /** Those there are when they are first asked about, by the numbers that let them refuse. */
  private readonly byNumber = new Map<number, GradedSlots>();

  constructor(private readonly columns: SupplierColumns) {}

  /** Bits of the slots that do not refuse a lot. */
  takingLot(batch: number): Uint32Array {
    return this.of(this.lots, batch, lotBits, (words) => {
      this.graded(BATCH_MIN).clearAbove(batch, words, lotTooSmall);
      return this.graded(BATCH_MAX).clearBelow(batch, words, lotTooLarge);
    });
  }

  /** Bits of the slots whose turnover is not known to be below a contract's value. */
  affording(valueGbp: number): Uint32Array {
    return this.of(this.values, valueGbp, turnoverBits, (words) =>
      this.graded(TURNOVER).clearBelow(valueGbp, words, turnoverTooSmall),
    );
  }

  private graded(number: number): GradedSlots {
    let graded = this.byNumber.get(number);
    if (!graded) {
      const { slots, scale } = this.columns;
      graded = new GradedSlots(scale.data, SCALE_WIDTH, number, slots & ~(WORD - 1));
      this.byNumber.set(number, graded);
    }
    return graded;
  }

  private of(
    kept: Amounts,
    amount: number,
    bitsFrom: typeof lotBits,
    clearRefusing: (words: Uint32Array) => number,
  ): Uint32Array {
    let holders = kept.get(amount);
    if (!holders) {
      if (kept.size >= KEPT_MOST) kept.clear();
      kept.set(amount, (holders = { words: new Uint32Array(0), upTo: 0 }));
    }
    const { slots, scale } = this.columns;
    if (holders.upTo === slots) return holders.words;
    if (holders.words.length < wordsFor(slots)) {
      const wider = new Uint32Array(wordsFor(slots + (slots >> 6)) + 1);
      wider.set(holders.words);
      holders.words = wider;
    }
    if (holders.upTo === 0) holders.upTo = clearRefusing(holders.words.fill(-1));
    // From the beginning of the word that may not be full: what it had is found again.
    for (let first = holders.upTo & ~(WORD - 1); first < slots; first += WORD)
      holders.words[first >>> 5] = bitsFrom(scale.data, amount, first, Math.min(slots, first + WORD));
    holders.upTo = slots;
    return holders.words;
  }
}

/** One word of bits, for the slots from `first` up to `end`. */
function lotBits(scale: Float64Array, batch: number, first: number, end: number): number {
  let bits = 0;
  for (let slot = first; slot < end; slot += 1) {
    const at = SCALE_WIDTH * slot;
    if (lotTooSmall(batch, scale[at + BATCH_MIN]!) || lotTooLarge(batch, scale[at + BATCH_MAX]!)) continue;
    bits |= 1 << (slot & (WORD - 1));
  }
  return bits;
}

function turnoverBits(scale: Float64Array, valueGbp: number, first: number, end: number): number {
  let bits = 0;
  for (let slot = first; slot < end; slot += 1) {
    if (turnoverTooSmall(valueGbp, scale[SCALE_WIDTH * slot + TURNOVER]!)) continue;
    bits |= 1 << (slot & (WORD - 1));
  }
  return bits;
}
