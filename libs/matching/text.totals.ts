/**
 * What the words of a requirement come to for every supplier at once, exactly. In a full re-match one requirement follows
 * another that shares most of its words with it: only the postings of those that weigh otherwise are gone through.
 */
import type { BoundSweep } from './bound.sweep.js';
import { NO_POSTINGS, type PostingLists } from './posting.lists.js';
import type { SupplierColumns } from './supplier.columns.js';

export class TextTotals {
  /** Σ weight × impact of all words, by slot. */
  sums: Int32Array = new Int32Array(0);
  private owner: object | null = null;
  /** Slots from here on have no postings yet. */
  private upTo = 0;
  /** Of which words the sums are made: their numbers, and the weight of each by number. */
  private ids: readonly number[] = [];
  private weights = new Int32Array(0);
  /** The weights asked for, while they are compared; all 0 between uses. */
  private wanted = new Int32Array(0);
  private postings = NO_POSTINGS;

  constructor(private readonly memory: Pick<BoundSweep, 'sumsFor'>) {}

  /** True when the sums are those of `owner`, and that of a slot is among them. */
  knows(owner: object, slot: number): boolean {
    return this.owner === owner && slot < this.upTo;
  }

  /** Makes the sums those of these words; false where more than `budget` postings would have to be gone through for it. */
  take(
    owner: object,
    { termPostings, posted }: SupplierColumns,
    ids: readonly number[],
    weights: readonly number[],
    budget: number,
  ): boolean {
    const { starts } = termPostings;
    if (this.postings !== termPostings || this.sums !== this.memory.sumsFor(posted))
      this.empty(termPostings, posted);
    const lengthOf = (id: number): number => starts[id + 1]! - starts[id]!;
    let changed = 0;
    let all = 0;
    for (let at = 0; at < ids.length; at += 1) {
      const id = ids[at]!;
      // A word that came later is in no postings.
      if (id + 1 >= starts.length) continue;
      this.wanted[id] = weights[at]!;
      all += lengthOf(id);
      if (this.weights[id] !== weights[at]) changed += lengthOf(id);
    }
    for (const id of this.ids) if (this.wanted[id] === 0) changed += lengthOf(id);
    if (Math.min(all, changed) > budget) {
      for (const id of ids) if (id < this.wanted.length) this.wanted[id] = 0;
      return false;
    }
    if (all < changed) this.empty(termPostings, posted);
    this.bringTo(ids);
    [this.owner, this.upTo] = [owner, posted];
    return true;
  }

  private bringTo(ids: readonly number[]): void {
    for (const id of this.ids) if (this.wanted[id] === 0) this.reweigh(id, 0);
    const kept = ids.filter((id) => id < this.wanted.length);
    for (const id of kept) {
      this.reweigh(id, this.wanted[id]!);
      this.wanted[id] = 0;
    }
    this.ids = kept;
  }

  private reweigh(id: number, weight: number): void {
    const more = weight - this.weights[id]!;
    if (more === 0) return;
    this.weights[id] = weight;
    const { sums } = this;
    const { starts, slots, strengths } = this.postings;
    const end = starts[id + 1]!;
    for (let at = starts[id]!; at < end; at += 1) sums[slots[at]!]! += more * strengths[at]!;
  }

  private empty(postings: PostingLists, posted: number): void {
    const words = Math.max(0, postings.starts.length - 1);
    this.sums = this.memory.sumsFor(posted).fill(0);
    if (this.weights.length !== words)
      [this.weights, this.wanted] = [new Int32Array(words), new Int32Array(words)];
    else for (const id of this.ids) this.weights[id] = 0;
    this.ids = [];
    this.owner = null;
    this.postings = postings;
  }
}
