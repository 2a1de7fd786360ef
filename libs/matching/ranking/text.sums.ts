/**
 * What the words of suppliers are worth at most. Rare words tell most and have short postings: these are summed first, for all
 * suppliers at once, and as many more as pay. Those not summed yet count as if everybody used them as much as can be.
 */
import { textValue } from '../scoring/criteria.scoring.js';
import type { MatchIndex } from '../index/match.index.js';
import type { RequirementPlan } from '../scoring/requirement.plan.js';
import { AT, VALUE_MAX } from '../model/scoring.constants.js';
import { IMPACT_MAX } from '../reading/text.analysis.js';

/** All zero between uses. */
let sums = new Int32Array(0);

/** Σ weight × impact is told apart in about so many steps, each of which has one worth. */
const STEPS = 256;

/** All sums are cleared where more than one in so many of them was touched. */
const CLEARED_APART = 24;

/** What Σ weight × impact of the words summed is worth at most. */
export interface TextWorths {
  /** By slot. */
  sums: Int32Array;
  /** Slots from here on have no sums: nothing is known of their words. */
  upTo: number;
  /** What the text criterion earns, by the sum shifted right by `shift`, and no further than the last. */
  worths: Int32Array;
  shift: number;
}

export class RareWords {
  /** Places of the words not summed yet, those that tell least for each posting first. */
  private readonly waiting: number[];
  /** Ids of those summed, and how many postings they have together. */
  private readonly summed: number[] = [];
  private postings = 0;
  /** The most that the waiting ones add. */
  private rest = 0;
  private known: TextWorths | undefined;

  constructor(
    private readonly index: MatchIndex,
    private readonly termIds: readonly number[],
    private readonly weights: readonly number[],
    private readonly plan: RequirementPlan,
  ) {
    const { posted } = index.columns;
    if (sums.length < posted) sums = new Int32Array(posted);
    const worth = termIds.map((_, at) => weights[at]! / (this.lengthOf(at) + 1));
    this.waiting = [...termIds.keys()]
      .filter((at) => this.lengthOf(at) > 0)
      .sort((a, b) => worth[a]! - worth[b]! || b - a);
    for (const at of this.waiting) this.rest += weights[at]! * IMPACT_MAX;
  }

  private lengthOf(at: number): number {
    const { starts } = this.index.columns.termPostings;
    const id = this.termIds[at]!;
    return id + 1 < starts.length ? starts[id + 1]! - starts[id]! : 0;
  }

  /**
   * Sums more words until they have `most` postings together; once one does not fit, what comes later tells less. Bits of
   * those who use any of these words are set in `users`.
   */
  sum(most: number, users: Uint32Array | null = null): void {
    const { waiting, weights, termIds } = this;
    const { starts, slots, strengths } = this.index.columns.termPostings;
    for (let at = waiting.at(-1); at !== undefined; at = waiting.at(-1)) {
      const id = termIds[at]!;
      const weight = weights[at]!;
      const end = starts[id + 1]!;
      if (this.postings + end - starts[id]! > most) return;
      this.postings += end - starts[id]!;
      for (let place = starts[id]!; place < end; place += 1) {
        const slot = slots[place]!;
        sums[slot]! += weight * strengths[place]!;
        if (users) users[slot >>> 5]! |= 1 << (slot & 31);
      }
      this.rest -= weight * IMPACT_MAX;
      this.summed.push(id);
      waiting.pop();
      this.known = undefined;
    }
  }

  worths(): TextWorths {
    return (this.known ??= this.makeWorths());
  }

  private makeWorths(): TextWorths {
    const { termWeight, together, weights } = this.plan;
    const weight = weights[AT.text]!;
    const shift = Math.max(0, Math.ceil(Math.log2((termWeight * VALUE_MAX) / STEPS)));
    const worths = new Int32Array(STEPS + 1);
    const full = weight * VALUE_MAX;
    for (let step = 0; step < STEPS; step += 1) {
      worths[step] = weight * textValue(((step + 1) << shift) - 1 + this.rest, termWeight, together);
      if (worths[step] !== full) continue;
      // More is worth no more.
      worths.fill(full, step);
      break;
    }
    worths[STEPS] = weight * textValue(Infinity, termWeight, together);
    return { sums, upTo: this.index.columns.posted, worths, shift };
  }

  /** Gives the sums back: no other words can be summed before. */
  clear(): void {
    const { starts, slots } = this.index.columns.termPostings;
    const { posted } = this.index.columns;
    if (this.postings * CLEARED_APART > posted) sums.fill(0, 0, posted);
    else
      for (const id of this.summed)
        for (let place = starts[id]!; place < starts[id + 1]!; place += 1) sums[slots[place]!] = 0;
  }
}
