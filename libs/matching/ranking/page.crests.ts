/** Where many are found, whole words of 32 of them are told apart by the most capable in each: the best, and those in which nobody can get in. */
import { filledWords } from '../index/bit.sets.js';
import type { NeedColumn } from '../index/need.column.js';
import { crestOf } from '../index/need.crests.js';
import { capabilityIn, sumNeeds } from '../index/need.sets.js';
import { VALUE_MAX } from '../model/scoring.constants.js';
import { CAPABILITY, othersAtMost, SECTOR, STANDING, TEXT } from './candidate.board.js';
import type { Evaluator } from './supplier.evaluation.js';

/** By word what the best of it in each need come to together. */
let crests = new Uint16Array(0);

export class WordCrests {
  private readonly words: Int32Array;

  /** Of the words in which anybody is found. */
  constructor(
    private readonly evaluator: Evaluator,
    columns: readonly NeedColumn[],
    private readonly found: Uint32Array,
  ) {
    const { plan, index } = evaluator;
    if (crests.length < found.length) crests = new Uint16Array(found.length);
    this.words = filledWords(found);
    const best = columns.map((column) => ({ worth: crestOf(column, index.columns.slots) }));
    sumNeeds(plan, best, this.words, crests);
  }

  /** Bits of those found in about `most` words with the most capable, fewer where these are all alike. */
  best(most: number): Uint32Array {
    const byCapability = new Int32Array(VALUE_MAX + 1);
    for (const at of this.words) byCapability[capabilityIn(crests[at]!)]! += 1;
    let least = VALUE_MAX;
    for (let count = byCapability[least]!; least > 0 && count < most; count += byCapability[least]!)
      least -= 1;
    const bits = new Uint32Array(this.found.length);
    let left = most;
    for (const at of this.words)
      if (capabilityIn(crests[at]!) >= least && left-- > 0) bits[at] = this.found[at]!;
    return bits;
  }

  /** Clears the words of `bits` in which nobody is capable enough to reach `least`, whatever else is theirs. */
  drop(bits: Uint32Array, least: number): void {
    const { weights } = this.evaluator.plan;
    const others =
      othersAtMost(weights) + VALUE_MAX * (weights[SECTOR]! + weights[TEXT]! + weights[STANDING]!);
    for (const at of this.words)
      if (others + weights[CAPABILITY]! * capabilityIn(crests[at]!) < least) bits[at] = 0;
  }
}
