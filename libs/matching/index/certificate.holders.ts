/** Who holds a certificate that would do, if only its dates are right, and in which months they are: sieves for what is required. */
import { BitColumn, withSpare, wordsFor } from '../model/growable.arrays.js';
import {
  CERTIFICATE_WIDTH,
  monthOf,
  SHAPE,
  type SupplierColumns,
  VALID_FROM,
  VALID_TO,
} from './supplier.columns.js';

const KEPT_MOST = 400;
/** Months in all, two bits a supplier each. */
const MONTHS_KEPT = 400;

interface Holders {
  bits: BitColumn;
  /** Slots below this have been looked at. */
  upTo: number;
  byMonth: Map<number, MonthHolders>;
}

/** Whose certificate is in date on some day of a month, and whose is on every one of them. */
interface MonthHolders {
  someDay: Uint32Array;
  throughout: Uint32Array;
  upTo: number;
}

function widened(words: Uint32Array, length: number): Uint32Array {
  const wider = new Uint32Array(length);
  wider.set(words);
  return wider;
}

export class CertificateHolders {
  /** By the kinds of certificate that would do. */
  private readonly kept = new Map<string, Holders>();

  /** The same by the array of verdicts asked about. */
  private byVerdicts = new WeakMap<Uint8Array, Holders>();

  private months = 0;

  constructor(private readonly columns: SupplierColumns) {}

  /** Bits of the slots that hold one of the kinds marked with `yes` in `verdicts`. */
  of(verdicts: Uint8Array, yes: number): Uint32Array {
    return this.holdersOf(verdicts, yes).bits.words;
  }

  /** Bits of those of them who do in date on some day of the month of a date, and of those who do on every day of it. */
  inMonthOf(
    onDate: number,
    verdicts: Uint8Array,
    yes: number,
  ): { someDay: Uint32Array; throughout: Uint32Array } {
    const holders = this.holdersOf(verdicts, yes);
    const { first, last } = monthOf(onDate);
    let month = holders.byMonth.get(first);
    if (!month) {
      if (this.months >= MONTHS_KEPT) {
        for (const { byMonth } of this.kept.values()) byMonth.clear();
        this.months = 0;
      }
      month = { someDay: new Uint32Array(0), throughout: new Uint32Array(0), upTo: 0 };
      holders.byMonth.set(first, month);
      this.months += 1;
    }
    const { slots } = this.columns;
    if (month.upTo < slots) {
      const words = wordsFor(slots);
      if (month.someDay.length < words) {
        month.someDay = widened(month.someDay, withSpare(words));
        month.throughout = widened(month.throughout, withSpare(words));
      }
      // From the beginning of the word that may not be full: what it had is found again.
      for (let word = month.upTo >>> 5; word < words; word += 1)
        this.lookAt(word, holders.bits.words[word] ?? 0, { first, last }, verdicts, yes, month);
      month.upTo = slots;
    }
    return month;
  }

  /** Of the slots of a word that hold it: in which days. */
  private lookAt(
    word: number,
    held: number,
    { first, last }: { first: number; last: number },
    verdicts: Uint8Array,
    yes: number,
    month: MonthHolders,
  ): void {
    const { certificateStart, certificate } = this.columns;
    const starts = certificateStart.data;
    const { data } = certificate;
    let someDay = 0;
    let throughout = 0;
    for (let left = held; left !== 0; left &= left - 1) {
      const bit = left & -left;
      const slot = (word << 5) + 31 - Math.clz32(bit);
      const end = starts[slot + 1]!;
      for (let at = starts[slot]!; at < end; at += CERTIFICATE_WIDTH) {
        if (verdicts[data[at + SHAPE]!] !== yes) continue;
        // An end that is not known lies before every date.
        const [from, to] = [data[at + VALID_FROM]!, data[at + VALID_TO]!];
        if (from <= last && to >= first) someDay |= bit;
        if (from <= first && to >= last) throughout |= bit;
      }
    }
    month.someDay[word] = someDay;
    month.throughout[word] = throughout;
  }

  private holdersOf(verdicts: Uint8Array, yes: number): Holders {
    let holders = this.byVerdicts.get(verdicts);
    if (!holders) this.byVerdicts.set(verdicts, (holders = this.keptFor(verdicts, yes)));
    const { slots, certificateStart, certificate } = this.columns;
    const starts = certificateStart.data;
    const { data } = certificate;
    for (let slot = holders.upTo; slot < slots; slot += 1) {
      for (let at = starts[slot]!; at < starts[slot + 1]!; at += CERTIFICATE_WIDTH)
        if (verdicts[data[at + SHAPE]!] === yes) holders.bits.set(slot);
    }
    holders.upTo = slots;
    return holders;
  }

  private keptFor(verdicts: Uint8Array, yes: number): Holders {
    const key = verdicts.map((verdict) => (verdict === yes ? 1 : 0)).join('');
    let holders = this.kept.get(key);
    if (!holders) {
      if (this.kept.size >= KEPT_MOST) {
        this.kept.clear();
        this.byVerdicts = new WeakMap();
        this.months = 0;
      }
      this.kept.set(key, (holders = { bits: new BitColumn(), upTo: 0, byMonth: new Map() }));
    }
    return holders;
  }
}
