/** Suppliers as they might be, scored by the engine itself against requirements that are at hand. */
import { type BlockerKind, blockerKindsAt } from '../ranking/blocker.kinds.js';
import { MatchIndex } from '../index/match.index.js';
import type { SupplierRecord } from '../model/model.types.js';
import type { RequirementPlan } from '../scoring/requirement.plan.js';
import { Evaluator } from '../ranking/supplier.evaluation.js';
import type { Pieces } from '../model/work.pieces.js';

/** Variants indexed in one piece of work. */
const PIECE = 20;

/**
 * Variants in an index of their own, with the statistics of the real one: what it says is what the real one would say.
 * Most variants open nothing, so they are asked first how many blockers they have, then what these are, and last what
 * they score.
 */
export class SupplierTrials {
  private readonly index: MatchIndex;
  private readonly evaluators = new Map<RequirementPlan, Evaluator>();
  private variants = 0;

  constructor(index: MatchIndex) {
    this.index = MatchIndex.beside(index);
  }

  /** Takes in a variant; it is asked for by the number this returns. */
  add(variant: SupplierRecord): number {
    const no = this.variants++;
    this.index.apply({ upsert: [{ ...variant, no }] });
    return no;
  }

  /** Takes in several, and returns the number of the first; the others follow. */
  *addAll(variants: readonly SupplierRecord[]): Pieces<number> {
    const first = this.variants;
    for (const [at, variant] of variants.entries()) {
      if (at % PIECE === 0) yield;
      this.add(variant);
    }
    return first;
  }

  /** How many things keep a variant from a requirement; none means eligible. */
  countBlockers(plan: RequirementPlan, variant: number): number {
    return this.evaluatorOf(plan).countBlockers(this.index.slotOf(variant));
  }

  /** What keeps a variant from a requirement. */
  blockersOf(plan: RequirementPlan, variant: number): BlockerKind[] {
    const evaluator = this.evaluatorOf(plan);
    const slot = this.index.slotOf(variant);
    return evaluator.countBlockers(slot) === 0 ? [] : blockerKindsAt(evaluator, slot);
  }

  /** Integer units. */
  score(plan: RequirementPlan, variant: number): number {
    return this.evaluatorOf(plan).score(this.index.slotOf(variant));
  }

  /** Kept from one question to the next, for as long as it knows all that variants brought with them. */
  private evaluatorOf(plan: RequirementPlan): Evaluator {
    let evaluator = this.evaluators.get(plan);
    if (!evaluator?.facts.isCurrent) this.evaluators.set(plan, (evaluator = new Evaluator(this.index, plan)));
    return evaluator;
  }
}
