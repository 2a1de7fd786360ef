/**
 * Answers to yes or no questions about slots, kept as bits and found when first asked for. What columns say of a slot never changes,
 * so that an answer stands for as long as the columns do.
 */
import { withSpare, wordsFor } from '../model/growable.arrays.js';
import type { SupplierColumns } from './supplier.columns.js';

/** Of a question, two bits a supplier. */
const QUESTIONS_KEPT = 400;

/** Bits of the slots of which the answer is known, and of those of which it is yes. */
export interface AnswerBits {
  known: Uint32Array;
  yes: Uint32Array;
}

export class AskedBits {
  /** Least lately asked first. */
  private readonly kept = new Map<string, AnswerBits>();

  constructor(private readonly columns: Pick<SupplierColumns, 'slots'>) {}

  /** What is known of a question, with room for every slot there is. */
  of(question: string): AnswerBits {
    const words = wordsFor(this.columns.slots);
    let bits = this.kept.get(question);
    if (bits) this.kept.delete(question);
    if (!bits || bits.known.length < words) {
      const wider = { known: new Uint32Array(withSpare(words)), yes: new Uint32Array(withSpare(words)) };
      if (bits) for (const name of ['known', 'yes'] as const) wider[name].set(bits[name]);
      bits = wider;
    }
    if (this.kept.size >= QUESTIONS_KEPT) this.kept.delete(this.kept.keys().next().value!);
    this.kept.set(question, bits);
    return bits;
  }
}

/** Leaves the slots of a word that `answer` says yes to, each asked about once for as long as `bits` are kept. */
export function sieveAsking(
  { known, yes }: AnswerBits,
  answer: (slot: number) => boolean,
): (word: number, at: number) => number {
  return (word, at) => {
    let asked = word & ~known[at]!;
    if (asked === 0) return word & yes[at]!;
    known[at]! |= asked;
    for (; asked !== 0; asked &= asked - 1)
      if (answer((at << 5) + 31 - Math.clz32(asked & -asked))) yes[at]! |= asked & -asked;
    return word & yes[at]!;
  };
}
