/**
 * What the words of a requirement come to for every candidate, exactly. In a full re-match one requirement follows another
 * that shares most of its words with it: only the postings of those that weigh otherwise are gone through, and of these only
 * the stretches in which there are candidates. Slots stand by trade, so where musts leave few these lie in few stretches.
 */
import type { BoundSweep } from './bound.sweep.js';
import { NO_POSTINGS, type PostingLists } from './posting.lists.js';
import type { SupplierColumns } from './supplier.columns.js';

/** Words by number, and the weight of each. */
interface Words {
  ids: readonly number[];
  weights: readonly number[];
}
const NO_WORDS: Words = { ids: [], weights: [] };

/** A word whose weight changes by so much. */
interface Change {
  id: number;
  more: number;
}

/** Stretches one after another, the last left out. */
interface Span {
  first: number;
  end: number;
}

/** Stretches whose sums have the same words, and what has to be done to them. */
interface Group {
  spans: Span[];
  /** True when less is to be done where their sums are cleared first. */
  afresh: boolean;
  changes: Change[];
}

/** Slots of a stretch, as a power of two: their sums stay near the processor. */
const STRETCH_BITS = 11;

export class TextTotals {
  /** Σ weight × impact of all words, by slot: good where `knows` says so. */
  sums: Int32Array = new Int32Array(0);
  private owner: object | null = null;
  /** Slots from here on have no postings yet. */
  private upTo = 0;
  /** The words asked for last, and those of which the sums of each stretch are made. */
  private words = NO_WORDS;
  private made: Words[] = [];
  /** Where the postings of a word begin in each stretch, and end in the last; found when first asked for. */
  private readonly begins: (Int32Array | undefined)[] = [];
  /** Weights by number while they are compared; all 0 between uses. */
  private wanted = new Int32Array(0);
  private held = new Int32Array(0);
  private postings = NO_POSTINGS;

  constructor(
    private readonly memory: Pick<BoundSweep, 'sumsFor'>,
    readonly stretchBits = STRETCH_BITS,
  ) {}

  /** True when the sums are those of `owner`, and that of a slot is among them. */
  knows(owner: object, slot: number): boolean {
    return this.owner === owner && slot < this.upTo && this.made[slot >>> this.stretchBits] === this.words;
  }

  /**
   * The sums, those of some stretches made those of these words. It is done for as few candidates as there are: of the next
   * requirement, which has much the same words, less is left to do then.
   */
  take(
    owner: object,
    { termPostings, posted }: SupplierColumns,
    stretches: readonly number[],
    words: Words,
  ): Int32Array {
    if (this.postings !== termPostings || this.sums !== this.memory.sumsFor(posted))
      this.empty(termPostings, posted);
    for (const group of this.compare(stretches, words)) this.bring(group, words);
    [this.owner, this.words, this.upTo] = [owner, words, posted];
    return this.sums;
  }

  /** What has to be done to stretches. */
  private compare(stretches: readonly number[], words: Words): Group[] {
    const { made, wanted } = this;
    const byWords = new Map<Words, Span[]>();
    for (const stretch of stretches) {
      if (stretch >= made.length) continue;
      const spans = byWords.get(made[stretch]!);
      const last = spans?.at(-1);
      if (last?.end === stretch) last.end += 1;
      else if (spans) spans.push({ first: stretch, end: stretch + 1 });
      else byWords.set(made[stretch]!, [{ first: stretch, end: stretch + 1 }]);
    }
    const { ids, weights } = words;
    for (let at = 0; at < ids.length; at += 1) if (ids[at]! < wanted.length) wanted[ids[at]!] = weights[at]!;
    const all = changesFrom(NO_WORDS, words, this.held, wanted);
    const postingsOfAll = this.postingsOf(all);
    const groups = Array.from(byWords, ([before, spans]): Group => {
      const changes = changesFrom(before, words, this.held, wanted);
      const afresh = postingsOfAll < this.postingsOf(changes);
      return { spans, afresh, changes: afresh ? all : changes };
    });
    for (const id of ids) if (id < wanted.length) wanted[id] = 0;
    return groups;
  }

  private bring({ spans, afresh, changes }: Group, words: Words): void {
    const { sums, made, stretchBits } = this;
    const { slots, strengths } = this.postings;
    if (afresh) for (const { first, end } of spans) sums.fill(0, first << stretchBits, end << stretchBits);
    for (const { id, more } of changes) {
      const begins = this.beginsOf(id);
      for (const { first, end } of spans) {
        const last = begins[end]!;
        for (let at = begins[first]!; at < last; at += 1) sums[slots[at]!]! += more * strengths[at]!;
      }
    }
    for (const { first, end } of spans) made.fill(words, first, end);
  }

  private postingsOf(changes: readonly Change[]): number {
    const { starts } = this.postings;
    let sum = 0;
    for (const { id } of changes) sum += starts[id + 1]! - starts[id]!;
    return sum;
  }

  private beginsOf(id: number): Int32Array {
    let begins = this.begins[id];
    if (begins) return begins;
    const { starts, slots } = this.postings;
    const stretches = this.made.length;
    begins = new Int32Array(stretches + 1);
    const end = starts[id + 1]!;
    let at = starts[id]!;
    for (let stretch = 0; stretch < stretches; stretch += 1) {
      begins[stretch] = at;
      const next = (stretch + 1) << this.stretchBits;
      while (at < end && slots[at]! < next) at += 1;
    }
    begins[stretches] = end;
    return (this.begins[id] = begins);
  }

  private empty(postings: PostingLists, posted: number): void {
    const words = Math.max(0, postings.starts.length - 1);
    this.sums = this.memory.sumsFor(posted).fill(0);
    this.made = new Array<Words>(Math.ceil(posted / (1 << this.stretchBits))).fill(NO_WORDS);
    this.begins.length = 0;
    [this.wanted, this.held] = [new Int32Array(words), new Int32Array(words)];
    [this.owner, this.words] = [null, NO_WORDS];
    this.postings = postings;
  }
}

/** Words that weigh otherwise than before. `held` is all 0 between uses; a word that came later is in no postings. */
function changesFrom(before: Words, now: Words, held: Int32Array, wanted: Int32Array): Change[] {
  const changes: Change[] = [];
  for (let at = 0; at < before.ids.length; at += 1)
    if (before.ids[at]! < held.length) held[before.ids[at]!] = before.weights[at]!;
  for (let at = 0; at < now.ids.length; at += 1) {
    const id = now.ids[at]!;
    if (id >= held.length) continue;
    const more = now.weights[at]! - held[id]!;
    if (more !== 0) changes.push({ id, more });
  }
  for (const id of before.ids) {
    if (id >= held.length) continue;
    if (wanted[id] === 0) changes.push({ id, more: -held[id]! });
    held[id] = 0;
  }
  return changes;
}
